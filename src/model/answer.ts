import { endingOf } from '../record/ending.js'
import type { ResultClass } from '../record/loop.js'
import { splitReasoning } from '../text/reasoning.js'
import { visible } from '../text/visible.js'
import type { ChatAnswer } from './chat-model.js'
import { endedBadly } from './errors.js'

/** The class of an answer, as far as it shows without knowing what was asked for. */
export function answerClass(answer: Pick<ChatAnswer, 'text' | 'finishReason' | 'refusal'>): ResultClass {
  if (answer.refusal) return 'refused'
  switch (endingOf(answer.finishReason)) {
    case 'ok':
      return answer.text.trim() === '' ? 'malformed' : 'ok'
    case 'length':
      return 'truncated'
    case 'refusal':
      return 'refused'
    case 'filtered':
      return 'content_filter'
    default:
      return 'server_error'
  }
}

/**
 * An answer as everything behind the model takes it: the thoughts that some models write into their text are apart.
 * @throws ModelError where the answer ended with an error, or for a reason that nobody knows: then it is none
 */
export function answered(answer: ChatAnswer): ChatAnswer {
  const { reasoning, text } = splitReasoning(answer.text)
  if (answerClass({ ...answer, text }) === 'server_error') {
    const reason = visible(answer.finishReason.slice(0, 100))
    throw endingOf(answer.finishReason) === 'unknown'
      ? endedBadly(
          `the answer ended for a reason that strom does not know (finish_reason "${reason}")`,
          false,
        )
      : endedBadly(`the back end broke off its answer (finish_reason "${reason}")`, true)
  }
  const thoughts = [answer.reasoning, reasoning].filter(Boolean).join('\n\n')
  return { ...answer, text, ...(thoughts && { reasoning: thoughts }) }
}
