import type { ResultClass } from '../record/loop.js'
import type { ChatAnswer } from './chat-model.js'

/** The class of an answer, as far as it shows without knowing what was asked for. */
export function answerClass(answer: Pick<ChatAnswer, 'text' | 'finishReason' | 'refusal'>): ResultClass {
  if (answer.refusal) return 'refused'
  if (answer.finishReason === 'content_filter') return 'content_filter'
  if (answer.finishReason === 'length') return 'truncated'
  return answer.text.trim() === '' ? 'malformed' : 'ok'
}
