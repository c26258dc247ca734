import { pointsBack } from '../../text/points-back.js'
import { type Document, fieldOf } from '../document.js'
import type { FieldSpan } from '../miner.js'
import { answerSpan, questionSpan } from './trim.js'

/** Does a question need what was said before it to be understood? Only asked where something was. */
export function dependsOnContext(document: Document, question: string): boolean {
  if ((document.turn.context?.length ?? 0) === 0) return false
  const words = question.split(/\s+/, 6).length
  // "Could I hurt myself?" asks of what the speakers are at
  return pointsBack(question) || words < 4 || (words < 6 && /\b(?:I|we|me|us|ich|wir|man)\b/.test(question))
}

/** An answer that speaks of what the asker gave earlier. */
const GIVEN_EARLIER =
  /\b(?:the \w+(?: \w+)? (?:that )?you (?:provided|gave|listed|shared|sent|mentioned)|(?:mentioned|said|listed|described) (?:above|earlier|before)|von dir (?:genannt|erwähnt|gegeben)\w*)\b/i

/** Does the answer show that a question, short as it is, needs what was said before it? */
export const answersFromContext = (document: Document, question: string, answer: string): boolean =>
  (document.turn.context?.length ?? 0) > 0 &&
  question.length < 120 &&
  GIVEN_EARLIER.test(answer.slice(0, 200))

/** The longest question, and the longest text to work on, taken along as context. */
const LONGEST = 700
const LONGEST_DRAFT = 3000

/** Asks to work on what the assistant wrote before. */
const REWORKS =
  /\b(?:continue|go on with|re-?write|re-?phrase|modif\w+|convert|translate|summari[sz]e|shorten|shorter|longer|tl;?dr|rework|revise|edit|format|refactor|make (?:it|this|that|them)|change|turn (?:it|this|that)|add|remove|replace|include|sort|as a (?:list|table|poem)|umschreib|schreib\w* (?:es|das) um|übersetz|fass|kürz|änder|ersetz|füg)/i

/**
 * What a question that points back needs to be understood: the text it asks to work on, else the latest earlier text of
 * the user that stands on its own.
 */
export function topicInContext(document: Document, question: string): FieldSpan | undefined {
  const count = document.turn.context?.length ?? 0
  const draft = REWORKS.test(question) ? fieldOf(document, `context.${count - 1}`) : undefined
  if (draft && draft.text.length <= LONGEST_DRAFT) return { field: draft.field, ...answerSpan(draft) }
  for (let i = count - 2; i >= 0 && i >= count - 6; i -= 2) {
    const field = fieldOf(document, `context.${i}`)
    if (!field) continue
    const span = questionSpan(field)
    const text = field.text.slice(span.start, span.end)
    if (text.length > LONGEST) return undefined
    if (i > 0 && pointsBack(text)) continue
    return { field: field.field, ...span }
  }
  return undefined
}
