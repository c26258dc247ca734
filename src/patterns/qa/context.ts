import { type Document, fieldOf } from '../document.js'
import type { FieldSpan } from '../miner.js'
import { answerSpan, questionSpan } from './trim.js'

/** Words that point back to what was said before. */
const POINTS_BACK =
  /\b(?:it|its|this|that|these|those|they|them|their|he|him|his|she|her|both|the (?:same|above|previous|last|first|second|other|former|latter)|previous|above|again|instead|as well|too|another|other|else|more|rest|continue|your (?:answer|response|list|poem|code|example|explanation|previous|last)|es|sie|er|ihn|ihm|ihr|das|dies\w*|davon|dazu|damit|dafür|darüber|daran|deren|dessen|nochmal|stattdessen|andere\w*|mehr|weiter\w*|vorherige\w*|obige\w*|oben)\b/i
const GOES_ON =
  /^\W*(?:and|but|so|or|then|what about|how about|why not|ok(?:ay)?,? (?:so|and|but|now)|now|also|why\??$|how\??$|how so|in what way|for example|such as|are you sure|really|und|aber|was ist mit|wie ist es mit|warum\??$|wieso\??$|zum beispiel|wirklich)\b/i
/** "it" that stands for nothing: "How long does it take to ...", "Is it possible to ..." */
const EXPLETIVE =
  /\b(?:is|was|would|does|will|be) (?:it|that) (?:take|possible|true|safe|legal|cost|better|worth|okay|ok|illegal|hard|easy|mean|bad|good|rain)\b|\b(?:that|this) (?:is|are|can|will|has|have|would|was|i|you|we|they|the|a)\b|\bstimmt es\b|\bist es (?:möglich|wahr|besser|sinnvoll)\b/i
/** A longer text brings its own context. */
const LONG = 220

/** Does a question need what was said before it to be understood? Only asked where something was. */
export function dependsOnContext(document: Document, question: string): boolean {
  return (
    (document.turn.context?.length ?? 0) > 0 && (pointsBack(question) || question.split(/\s+/, 4).length < 4)
  )
}

/** Does a question speak of something that it does not name? */
export function pointsBack(question: string): boolean {
  return (
    GOES_ON.test(question) || (question.length <= LONG && POINTS_BACK.test(question.replace(EXPLETIVE, '')))
  )
}

/** The longest question, and the longest text to work on, taken along as context. */
const LONGEST = 700
const LONGEST_DRAFT = 3000

/** Asks to work on what the assistant wrote before. */
const REWORKS =
  /\b(?:re-?write|re-?phrase|modif\w+|convert|translate|summari[sz]e|shorten|shorter|longer|tl;?dr|rework|revise|edit|format|refactor|make (?:it|this|that|them)|change|turn (?:it|this|that)|add|remove|replace|include|sort|as a (?:list|table|poem)|umschreib|schreib\w* (?:es|das) um|übersetz|fass|kürz|änder|ersetz|füg)/i

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
    if (
      i > 0 &&
      (GOES_ON.test(text) || (text.length <= LONG && POINTS_BACK.test(text.replace(EXPLETIVE, ''))))
    )
      continue
    return { field: field.field, ...span }
  }
  return undefined
}
