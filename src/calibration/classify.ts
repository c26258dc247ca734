import type { Format } from '../record/format.js'
import type { ResultClass } from '../record/loop.js'
import { readsAsRefusal } from '../text/refusal.js'
import type { ParsedFields } from './parse-fields.js'

/** What of a model's answer decides its class. */
export interface Answer {
  text: string
  finishReason: string
  refusal?: string
}

/** The classes that an answer can have; the others speak about the back end. */
export type AnswerClass = Extract<
  ResultClass,
  'ok' | 'refused' | 'content_filter' | 'truncated' | 'malformed'
>

/**
 * What became of a request that was answered. What the back end says comes first; words are looked at only
 * where it says nothing and the answer has none of the fields asked for. Malformed: fewer than half the fields.
 */
export function classify(format: Format, answer: Answer, parsed: ParsedFields): AnswerClass {
  if (answer.refusal) return 'refused'
  if (answer.finishReason === 'content_filter') return 'content_filter'
  if (answer.finishReason === 'length') return 'truncated'
  const headings = parsed.order.length
  if (headings === 0 && readsAsRefusal(answer.text)) return 'refused'
  return headings < Object.keys(format.fields).length / 2 ? 'malformed' : 'ok'
}
