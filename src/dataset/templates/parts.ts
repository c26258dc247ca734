import type { Pattern } from '../../record/pattern.js'
import type { Pair, Template } from './index.js'

/** A text of the content; '' where it is missing. */
export function text(pattern: Pattern, name: string): string {
  const value = pattern.content[name]
  return typeof value === 'string' ? value.trim() : ''
}

/** A list of texts of the content. */
export function list(pattern: Pattern, name: string): string[] {
  const value = pattern.content[name]
  return Array.isArray(value)
    ? value.filter((item) => typeof item === 'string').map((item) => item.trim())
    : []
}

/** The whole sentences the pattern was found in, or the named text where they are not known. */
export function statement(pattern: Pattern, name: string): string {
  return pattern.statement?.trim() || text(pattern, name)
}

export function isQuestion(sentence: string): boolean {
  return sentence.endsWith('?')
}

/** Without the full stop or colon at its end, for use inside another sentence. */
export function bare(sentence: string): string {
  return sentence.replace(/[\s.:;!]+$/, '')
}

/** The pair, unless one of its texts is empty. */
export function pairOf(instruction: string, output: string, rejected?: string): Pair | undefined {
  if (!instruction || !output) return undefined
  return rejected ? { instruction, output, rejected } : { instruction, output }
}

export function numbered(steps: readonly string[]): string {
  return steps.map((step, i) => `${i + 1}. ${step}`).join('\n')
}

/** The question, after what was said before where it points back to that. */
export const qaPair: Template = (pattern) => {
  const question = text(pattern, 'question')
  return pairOf(
    question && [text(pattern, 'context'), question].filter(Boolean).join('\n\n'),
    text(pattern, 'answer'),
  )
}

/** The steps in order and what follows from them; only the latter where reasons are not wanted. */
export function chain(pattern: Pattern, reasoning: boolean): string {
  const steps = reasoning ? list(pattern, 'steps') : []
  return [...steps, text(pattern, 'conclusion')].filter(Boolean).join('\n')
}

/** A decision with its reason, each once. */
export function decided(pattern: Pattern, reasoning: boolean): string {
  const decision = text(pattern, 'decision')
  if (!reasoning) return decision
  const why = text(pattern, 'reasoning')
  return pattern.statement?.includes(decision) && pattern.statement.includes(why)
    ? pattern.statement
    : [decision, why].filter(Boolean).join(' ')
}

/** The article, in lower case, that a term has in its sentence; `article` finds it at the end of what stands before. */
export function articleOf(term: string, sentence: string, article: RegExp): string | undefined {
  const at = sentence.indexOf(term)
  return at > 0 ? article.exec(sentence.slice(0, at))?.[1]?.toLowerCase() : undefined
}
