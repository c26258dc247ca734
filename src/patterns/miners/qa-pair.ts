import type { Span } from '../../text/span.js'
import { type Document, type Field, fieldOf, type Sentence } from '../document.js'
import type { FieldSpan, Found } from '../miner.js'
import { type Judgement, judge } from '../qa/answer.js'
import { answersFromContext, dependsOnContext, topicInContext } from '../qa/context.js'
import { laterAnswer } from '../qa/later.js'
import { type Asked, askedBy } from '../qa/question.js'
import { split } from '../qa/split.js'
import { answerSpan, questionSpan } from '../qa/trim.js'

/** A longer text is no question as a whole; the sentences that ask are taken then. */
const LONGEST_QUESTION = 1500

/** Questions and the answers to them. An answer that does not answer is none. */
export function qaPair(document: Document): Found[] {
  const user = fieldOf(document, 'user')
  const assistant = fieldOf(document, 'assistant')
  if (!user || !assistant) return []
  const questions = questionsOf(user)
  if (questions.length === 0) return laterAnswer(document, assistant)
  if (questions.length > 1) {
    const parts = split(user, questions, assistant)
    if (parts)
      return parts.map(({ question, answer, judgement }) => pair(document, question, answer, judgement))
  }
  const question = wholeQuestion(user, questions)
  const asking = questions.at(-1)!
  const judgement = judge(user.text.slice(question.start, question.end), asking.asked, assistant)
  if (!judgement.answers) return []
  return [
    pair(
      document,
      { field: user.field, ...question },
      { field: assistant.field, ...answerSpan(assistant) },
      judgement,
    ),
  ]
}

export interface Question extends Span {
  asked: Asked
  sentence: Sentence
}

/** The sentences of a text that ask something; small talk only where nothing else is asked. */
export function questionsOf(field: Field): Question[] {
  const all: Question[] = []
  for (const sentence of field.sentences) {
    if (sentence.block.kind === 'quote') continue
    const asked = askedBy(field.text.slice(sentence.start, sentence.end), field.language)
    if (asked) all.push({ asked, sentence, start: sentence.start, end: sentence.end })
  }
  const serious = all.filter(({ start, end }) => !SMALL_TALK.test(field.text.slice(start, end)))
  return serious.length > 0 ? serious : []
}

const SMALL_TALK =
  /^\W*(?:(?:hi|hey|hello|hallo)\W+)?(?:how are (?:you|things)|how(?:'s| is) it going|what'?s up|how do you do|(?:can|could) you (?:please )?help(?: me)?|are you there|wie geht(?:'s| es)|was geht|alles klar|bist du da|kannst du mir helfen)\b[^?]{0,20}\?*\W*$/i

/** An answer that opens so is about an answer before it. */
const APOLOGY =
  /^\W*(?:(?:i(?:'m| am) (?:very |so )?sorry|i apologi[sz]e|sorry|my (?:apologies|bad)|you(?:'re| are) (?:right|correct)|entschuldig\w*|tut mir leid|es tut mir leid|du hast recht|sie haben recht)\b)/i

function wholeQuestion(user: Field, questions: readonly Question[]): Span {
  const whole = questionSpan(user)
  if (whole.end - whole.start <= LONGEST_QUESTION) return whole
  const [first, last] = [questions[0]!, questions.at(-1)!]
  return last.end - first.start <= LONGEST_QUESTION
    ? { start: first.start, end: last.end }
    : { start: last.start, end: last.end }
}

function pair(document: Document, question: FieldSpan, answer: FieldSpan, judgement: Judgement): Found {
  const { turn } = document
  const [q, a] = [question, answer].map(({ field, start, end }) =>
    fieldOf(document, field)!.text.slice(start, end),
  ) as [string, string]
  const user = fieldOf(document, question.field)!
  const assistant = fieldOf(document, answer.field)!
  let certainty = judgement.typed ? 0.8 : 0.5
  certainty +=
    0.1 * Math.min(1, judgement.overlap * 2) + (judgement.typed ? 0.08 : 0.12) * judgement.substance
  const foreign =
    user.language !== assistant.language &&
    a.length >= 40 &&
    !/translat|übersetz|\b(?:in|auf|to) \p{Lu}/u.test(q)
  if (foreign) certainty -= 0.4
  if (turn.feedback === 'down') certainty -= 0.3
  if (APOLOGY.test(a)) certainty -= 0.25
  if (turn.pair_confidence !== undefined) certainty *= 0.5 + 0.5 * turn.pair_confidence
  const content: Record<string, unknown> = { question: q, answer: a }
  const spans = [question, answer]
  if (dependsOnContext(document, q) || answersFromContext(document, q, a)) {
    const topic = topicInContext(document, q)
    certainty -= topic ? 0.1 : 0.35
    if (topic) {
      content.context = fieldOf(document, topic.field)!.text.slice(topic.start, topic.end)
      spans.unshift(topic)
    }
  }
  return {
    kind: 'qa_pair',
    content,
    certainty: Math.round(Math.max(0, Math.min(0.96, certainty)) * 100) / 100,
    spans,
  }
}
