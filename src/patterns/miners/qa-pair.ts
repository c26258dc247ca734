import { historyOf } from '../../text/history.js'
import { restsOn } from '../../text/rests-on.js'
import { isSocial } from '../../text/social.js'
import { words } from '../../text/words.js'
import { type Document, type Field, fieldOf } from '../document.js'
import type { Found } from '../miner.js'
import { type Judgement, judge } from '../qa/answer.js'
import { questionsOf } from '../qa/question.js'

/** An answer that opens so is about an answer before it. */
const APOLOGY =
  /^\W*(?:(?:i(?:'m| am) (?:very |so )?sorry|i apologi[sz]e|sorry|my (?:apologies|bad)|you(?:'re| are) (?:right|correct)|entschuldig\w*|tut mir leid|es tut mir leid|du hast recht|sie haben recht)\b)/i

const ASKS_FOR_LANGUAGE =
  /translat|übersetz|\b(?:in|auf|to) \p{Lu}|\b(?:english|german|deutsch|englisch|french|spanish|italian|latin|language|sprache)/iu

/** A message and its answer, whole and to the letter; what was said before them, where they do not stand alone. */
export function qaPair(document: Document): Found[] {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  if (!user || !assistant || whyNoPair(document)) return []
  const history = historyOf(document.turn)
  return [
    {
      kind: 'qa_pair',
      content: { question: user.text, answer: assistant.text },
      certainty: certaintyOf(document, user, assistant, judgementOf(user, assistant)),
      spans: [user, assistant].map(({ field, text }) => ({ field, start: 0, end: text.length })),
      ...(history && { context: history }),
    },
  ]
}

/** Why an exchange is no Q&A; undefined where it is one. */
export function whyNoPair(document: Document): string | undefined {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  if (!user || !assistant) return 'one side is missing'
  const byPeople = document.turn.authors?.assistant === 'human'
  if (isSocial(user.text) || (byPeople && questionsOf(user).length === 0)) return 'nothing asked'
  if (!judgementOf(user, assistant).answers) return 'not answered'
  const history = historyOf(document.turn)
  if (history?.length === 0) return 'rests on history'
  const absent = history?.map((text, i) => (i % 2 === 0 ? restsOn(text, true) : undefined))
  // a text that was missing at first may have been given since
  const unseen = absent?.find((what) => what === 'file' || what === 'page')
  return unseen && `rests on a ${unseen}`
}

function judgementOf(user: Field, assistant: Field): Judgement {
  return judge(user.text, questionsOf(user).at(-1)?.asked ?? 'request', assistant)
}

/**
 * Of a model's answer the share of such exchanges that a strict reader would train on: a logistic regression on exchanges
 * of public chats that were read and judged (test/eval/judged). Of an answer by a person, or nobody knows whom, how sure
 * it is that something was asked and this answers it: people answer in few words.
 */
function certaintyOf({ turn }: Document, user: Field, assistant: Field, judgement: Judgement): number {
  const { typed, overlap, substance } = judgement
  const takenUp = Math.min(1, 2 * overlap)
  let certainty: number
  if (turn.authors?.assistant === 'model') {
    const length = Math.min(8, Math.log2(words(assistant.text.slice(0, LONG)).length + 1))
    const z = 0.24 + 0.55 * (length - 5.5) + 0.81 * (takenUp - 0.8) - (typed ? 0 : 0.8)
    certainty = 1 / (1 + Math.exp(-z))
  } else {
    certainty = (typed ? 0.8 : 0.5) + 0.1 * takenUp + (typed ? 0.08 : 0.12) * substance
    if (questionsOf(user).length === 0) certainty = Math.min(certainty, 0.45)
  }
  const foreign =
    user.language !== assistant.language &&
    assistant.text.length >= 120 &&
    !ASKS_FOR_LANGUAGE.test(user.text.slice(0, 2000))
  if (foreign) certainty *= 0.4
  if (APOLOGY.test(assistant.text)) certainty *= 0.7
  if (turn.feedback === 'down') certainty *= 0.5
  if (turn.pair_confidence !== undefined) certainty *= 0.5 + 0.5 * turn.pair_confidence
  return Math.round(Math.min(0.96, certainty) * 100) / 100
}
/** So many characters hold more words than make a difference. */
const LONG = 4000
