import type { Example } from '../record/example.js'
import type { Result } from '../record/loop.js'
import { kindOf } from '../record/parse.js'
import type { Turn } from '../record/turn.js'

/** What a verdict may rest on beside the answers. */
export interface Material {
  prompt: string
  /** What was said before. */
  context?: string
  /** The turn that an example was made of. */
  source?: string
  language?: string
}
export interface Subject extends Material {
  answer: string
}
export interface Pair extends Material {
  a: string
  b: string
}

/** So much of what was said before, and of a source, is shown: of a longer one the beginning and the end. */
const CONTEXT = 4_000
const SOURCE = 8_000

/** The ids of the turns that a record was made of. */
export function sourcesOf(record: Record<string, unknown>): readonly string[] {
  return (record as Partial<Example>).meta?.sources ?? []
}

/** A turn as a source is shown. */
export function sourceText({ user, assistant }: Pick<Turn, 'user' | 'assistant'>): string {
  return shortened(`${user}\n\n${assistant}`, SOURCE)
}

/**
 * What there is to judge in a record: `none` where it is one without an answer, undefined where it is no turn, example or
 * result.
 */
export function subjectOf(record: Record<string, unknown>, source?: string): Subject | 'none' | undefined {
  const subject = answerIn(record)
  if (!subject) return undefined
  if (subject.answer.trim() === '') return 'none'
  return { ...subject, ...(source !== undefined && { source }) }
}

function answerIn(record: Record<string, unknown>): Subject | undefined {
  switch (kindOf(record)) {
    case 'turn': {
      const { user, assistant, context = [], language } = record as unknown as Turn
      return { prompt: user, answer: assistant, ...before(context), ...spoken(language) }
    }
    case 'example':
      return exampleIn(record as unknown as Example)
    case 'result': {
      const { text, response, language } = record as unknown as Result
      return { prompt: text, answer: response, ...spoken(language) }
    }
    default:
      return undefined
  }
}

function exampleIn({ instruction, input, output, messages = [], meta }: Example): Subject {
  const at = messages.findLastIndex(({ role }) => role === 'user')
  const asked = messages[at]?.content ?? instruction
  const earlier = messages.slice(0, Math.max(at, 0)).map(({ content }) => content ?? '')
  return {
    prompt: [asked, input].filter(Boolean).join('\n\n'),
    answer: output,
    ...before(earlier),
    ...spoken(meta.language),
  }
}

/**
 * Two answers to the same prompt: an example with a worse answer, or a row with `prompt` and `a`, `b` or `chosen`,
 * `rejected`, each a text or messages. Undefined where the record is none.
 */
export function pairOf(record: Record<string, unknown>, source?: string): Pair | undefined {
  const more = source !== undefined && { source }
  if (kindOf(record) === 'example') {
    const { answer, ...material } = exampleIn(record as unknown as Example)
    const { rejected } = record as unknown as Example
    return rejected === undefined ? undefined : { ...material, a: answer, b: rejected, ...more }
  }
  const [a, b] = 'chosen' in record ? [record.chosen, record.rejected] : [record.a, record.b]
  const asked = Array.isArray(record.prompt) ? record.prompt : [record.prompt]
  const [prompt, first, second] = [textIn(asked.at(-1)), textIn(a), textIn(b)]
  if (prompt === undefined || first === undefined || second === undefined) return undefined
  const said = [...(Array.isArray(record.context) ? record.context : []), ...asked.slice(0, -1)]
  return { prompt, a: first, b: second, ...before(said.map((each) => textIn(each) ?? '')), ...more }
}

/** A text, or what messages say. */
function textIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const texts = value.map(textIn)
    return texts.length && texts.every((text) => text !== undefined) ? texts.join('\n\n') : undefined
  }
  const { content, text } = (value ?? {}) as Record<string, unknown>
  return typeof content === 'string' ? content : typeof text === 'string' ? text : undefined
}

function before(texts: readonly string[]): { context?: string } {
  const text = texts.filter(Boolean).join('\n\n')
  return text ? { context: shortened(text, CONTEXT) } : {}
}

function spoken(language: string | undefined): { language?: string } {
  return language === undefined ? {} : { language }
}

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most / 2)}\n[...]\n${text.slice(-most / 2)}`
}
