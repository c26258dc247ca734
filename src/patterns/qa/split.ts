import { pointsBack } from '../../text/points-back.js'
import type { Span } from '../../text/span.js'
import { contentWords } from '../content-words.js'
import { Field } from '../document.js'
import { listsOf } from '../lists.js'
import type { FieldSpan } from '../miner.js'
import type { Question } from '../miners/qa-pair.js'
import { type Judgement, judge } from './answer.js'
import type { Asked } from './question.js'
import { answerSpan } from './trim.js'

export interface Part {
  question: FieldSpan
  answer: FieldSpan
  judgement: Judgement
}

const MAX_QUESTIONS = 10

/**
 * The answer to each of several questions, where the answer's parts can be told apart: a numbered list with one item a
 * question, one paragraph a question, or one sentence a question. Each part has to answer its question, else undefined.
 */
export function split(user: Field, questions: readonly Question[], answer: Field): Part[] | undefined {
  if (questions.length > MAX_QUESTIONS) return undefined
  if (questions.some(({ start, end }, i) => i > 0 && pointsBack(user.text.slice(start, end))))
    return undefined
  for (const pieces of [items(answer), paragraphs(answer), sentences(answer)]) {
    if (pieces?.length !== questions.length) continue
    const parts = match(user, questions, answer, pieces)
    if (parts) return parts
  }
  return undefined
}

/** These show in the form of a short answer: a name, a date, a place, a number. */
const SHORT_ANSWER = new Set<Asked>(['who', 'when', 'where', 'quantity'])

function match(
  user: Field,
  questions: readonly Question[],
  answer: Field,
  pieces: readonly Span[],
): Part[] | undefined {
  const parts: Part[] = []
  const words = pieces.map(({ start, end }) => contentWords(answer.text.slice(start, end)))
  for (const [i, question] of questions.entries()) {
    const asked = user.text.slice(question.start, question.end)
    const piece = pieces[i]!
    const judgement = judge(
      asked,
      question.asked,
      new Field(answer.field, answer.text.slice(piece.start, piece.end), answer.language),
    )
    if (!judgement.answers || !judgement.typed) return undefined
    // no other piece may fit better
    const own = contentWords(asked)
    const overlap = words.map((set) => [...own].filter((word) => set.has(word)).length)
    const best = overlap.every((count, k) => k === i || count < overlap[i]!)
    if (!best && (!SHORT_ANSWER.has(question.asked) || overlap.some((count) => count > overlap[i]!)))
      return undefined
    parts.push({
      question: { field: user.field, start: question.start, end: question.end },
      answer: { field: answer.field, start: piece.start, end: piece.end },
      judgement,
    })
  }
  return parts
}

function items(answer: Field): Span[] | undefined {
  const lists = listsOf(answer)
  return lists.length === 1 && lists[0]!.ordered ? lists[0]!.items : undefined
}

function paragraphs(answer: Field): Span[] | undefined {
  const { start, end } = answerSpan(answer)
  const inside = answer.blocks.filter((block) => block.start >= start && block.end <= end)
  return inside.every(({ kind }) => kind === 'paragraph')
    ? inside.map((block) => ({ start: block.start, end: block.end }))
    : undefined
}

function sentences(answer: Field): Span[] | undefined {
  const { start, end } = answerSpan(answer)
  return answer.blocks.length === 1
    ? answer.sentences.filter((one) => one.start >= start && one.end <= end)
    : undefined
}
