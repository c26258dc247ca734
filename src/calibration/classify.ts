import type { Format } from '../record/format.js'
import type { ResultClass } from '../record/loop.js'
import { readsAsRefusal } from '../text/refusal.js'
import type { ParsedFields } from './parse-fields.js'

/** What of a model's answer decides its class. */
export interface Answer {
  text: string
  /** As far as it shows without knowing what was asked for: ok, refused, content_filter, truncated, malformed. */
  class: ResultClass
  refusal?: string
}

/**
 * What became of a request that was answered. How the answer ended comes first; words are looked at only where that says
 * nothing and the answer has none of the fields asked for. Malformed: fewer than half the fields.
 */
export function classify(format: Format, answer: Answer, parsed: ParsedFields): ResultClass {
  if (answer.class !== 'ok') return answer.class
  const headings = parsed.order.length
  if (headings === 0 && readsAsRefusal(answer.text)) return 'refused'
  return headings < Object.keys(format.fields).length / 2 ? 'malformed' : 'ok'
}
