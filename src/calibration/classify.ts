import type { Format } from '../record/format.js'
import type { ResultClass } from '../record/loop.js'
import { words } from '../text/words.js'
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

const LONGEST_REFUSAL = 120

const REFUSALS = [
  /^(?:i['’]m|i am) (?:very |so |really )?sorry,? (?:but |however,? )?(?:i|that|as an ai)\b.{0,60}?(?:can['’]?t|cannot|can not|won['’]?t|unable|not able|isn['’]t something i can)/,
  /^(?:sorry|apologies|unfortunately),? (?:but )?(?:i|as an ai).{0,60}?(?:can['’]?t|cannot|can not|won['’]?t|unable|not able)/,
  /^i (?:can['’]?t|cannot|can not|won['’]?t|am unable to|['’]?m unable to|am not able to) (?:help|assist|comply|provide|answer|discuss|do that|fulfil|engage|write|create|continue)/,
  /^(?:i['’]m|i am) (?:unable|not able) to (?:help|assist|comply|provide|answer|discuss|fulfil|engage|write|create|continue)/,
  /^as an ai(?: language model| model| assistant)?,? i.{0,40}?(?:can['’]?t|cannot|can not|won['’]?t|unable|not able)/,
  /^(?:es )?tut mir (?:sehr )?leid,? (?:aber )?.{0,60}?(?:nicht|kein)/,
  /^(?:leider )?(?:kann|darf|werde|möchte) ich (?:dir |ihnen |euch )?(?:dabei|damit|das|diese|dazu|hierbei|darauf|hierzu).{0,60}?(?:nicht|keine)/,
  /^ich (?:kann|darf|werde|möchte) (?:dir |ihnen |euch |leider )*(?:dabei|damit|das|diese[nrs]?|dazu|hierbei|darauf|hierzu).{0,60}?nicht/,
  /^(?:dabei|damit|das|dazu|hierbei|darauf|hierzu) (?:kann|darf|werde|möchte) ich (?:dir |ihnen |euch |leider )*(?:nicht|keine)/,
  /^als (?:ki|sprachmodell|ki-modell|ki-assistent)(?: (?:kann|darf) ich|,).{0,60}?nicht/,
]

/** Does a short text say, at its beginning, that its writer will not answer? */
export function readsAsRefusal(text: string): boolean {
  const start = text.slice(0, 300).trim().toLowerCase().replace(/\s+/g, ' ')
  return (
    REFUSALS.some((pattern) => pattern.test(start)) && words(text.slice(0, 5000)).length <= LONGEST_REFUSAL
  )
}
