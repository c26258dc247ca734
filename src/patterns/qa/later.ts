import { type Document, type Field, fieldOf } from '../document.js'
import type { Found } from '../miner.js'
import { questionsOf } from '../miners/qa-pair.js'
import { judge } from './answer.js'
import { answerSpan, questionSpan } from './trim.js'

/** How many exchanges back an open question is looked for. */
const REACH = 3

/**
 * A question that was asked earlier, got a question back or was put off, and is answered now. What the user told
 * in between goes along as context.
 */
export function laterAnswer(document: Document, answer: Field): Found[] {
  const count = document.turn.context?.length ?? 0
  for (let back = 1; back <= REACH; back++) {
    const reply = fieldOf(document, `context.${count - 2 * back + 1}`)
    const asking = fieldOf(document, `context.${count - 2 * back}`)
    if (!reply || !asking) return []
    const question = questionsOf(asking).at(-1)
    if (!question) {
      // the user told more: the question may stand before
      if (!reply.text.includes('?')) return []
      continue
    }
    if (
      question.asked === 'yes_no' &&
      /\b(?:can|could) you\b|\bkannst du\b/i.test(asking.text.slice(question.start, question.end))
    )
      return []
    const span = questionSpan(asking)
    const text = asking.text.slice(span.start, span.end)
    if (judge(text, question.asked, reply).answers) return []
    const judgement = judge(text, question.asked, answer)
    if (!judgement.answers || (!judgement.typed && judgement.overlap === 0)) return []
    const told = fieldOf(document, 'user')
    const detail = told && /\p{L}.*\s.*\p{L}/su.test(told.text) ? questionSpan(told) : undefined
    const result = answerSpan(answer)
    return [
      {
        kind: 'qa_pair',
        content: {
          question: text,
          answer: answer.text.slice(result.start, result.end),
          ...(detail && { context: told!.text.slice(detail.start, detail.end) }),
        },
        certainty:
          Math.round(
            (0.6 + 0.1 * Number(judgement.typed) + 0.15 * Math.min(1, judgement.overlap * 2)) * 100,
          ) / 100,
        spans: [
          { field: asking.field, ...span },
          { field: answer.field, ...result },
          ...(detail ? [{ field: 'user', ...detail }] : []),
        ],
      },
    ]
  }
  return []
}
