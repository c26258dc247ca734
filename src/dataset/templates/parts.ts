import type { Pattern } from '../../record/pattern.js'
import type { Pair } from './index.js'

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
export function pairOf(instruction: string, output: string | undefined, rejected?: string): Pair | undefined {
  if (!instruction || !output) return undefined
  return rejected ? { instruction, output, rejected } : { instruction, output }
}

/** Was the first piece of evidence, the task or purpose, said by the person who asks? */
export function isAsked({ evidence }: Pattern): boolean {
  return /^(?:user$|context\.\d*[02468]$)/.test(evidence[0]?.field ?? '')
}

/** A message and its answer, untouched. */
export function qaPair({ content }: Pattern): Pair | undefined {
  const { question, answer } = content
  return typeof question === 'string' && typeof answer === 'string' ? pairOf(question, answer) : undefined
}

/** The source from the sentence with one text of the content to the end of the evidence; undefined where it is torn. */
export function sourceFrom({ statement = '' }: Pattern, first: string): string | undefined {
  const at = first ? statement.indexOf(first) : -1
  if (at < 0) return undefined
  const lineStart = statement.lastIndexOf('\n', at) + 1
  // a step of a list begins with its mark
  return statement
    .slice(/^[\s*_#>-]*(?:\d{1,3}[.)])?[\s*_]*$/.test(statement.slice(lineStart, at)) ? lineStart : at)
    .trim()
}

/** The article, in lower case, that a term has in its sentence; `article` finds it at the end of what stands before. */
export function articleOf(term: string, sentence: string, article: RegExp): string | undefined {
  const at = sentence.indexOf(term)
  return at > 0 ? article.exec(sentence.slice(0, at))?.[1]?.toLowerCase() : undefined
}
