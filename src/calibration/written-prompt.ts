import { contentId } from '../record/id.js'
import type { Brief, Prompt, Result } from '../record/loop.js'
import { bareText } from '../text/bare.js'
import { readsAsRefusal } from '../text/refusal.js'
import type { NearCopies } from './near-copy.js'
import { type Asked, failureOf } from './result.js'
import { scorePrompt } from './score-prompt.js'

/** A prompt to keep, or why the one that was written is not kept. */
export type Written = { prompt: Prompt } | { rejected: Result }

/**
 * What became of a brief: the prompt the model wrote for it, scored; or a result of class refused,
 * content_filter, truncated, malformed (nothing was written) or duplicate (nearly the same as a kept prompt on
 * the topic). A prompt that is kept is added to `copies`: call it in the order of the slots.
 */
export function writtenPrompt(brief: Brief, answer: Asked, copies: NearCopies): Written {
  const text = bareText(answer.text, 'prompt')
  const prompt: Prompt = {
    ...brief,
    schema: 'strom.prompt/1',
    id: contentId('j', brief.id, text),
    text,
    quality: { ...scorePrompt(text) },
    model: answer.model,
    ...(answer.usage && { usage: answer.usage }),
    cost: answer.cost,
    duration_ms: answer.duration_ms,
  }
  const reject = (kind: Result['class'], message: string) => {
    const failure = failureOf(prompt, {}, { class: kind, message, attempts: answer.attempts })
    return { rejected: { ...failure, model: answer.model, usage: answer.usage, cost: answer.cost } }
  }
  if (answer.refusal) return reject('refused', answer.refusal)
  if (answer.finishReason === 'content_filter')
    return reject('content_filter', 'the back end filtered the prompt')
  if (answer.finishReason === 'length') return reject('truncated', 'the prompt was cut off')
  if (text === '') return reject('malformed', 'the model wrote no prompt')
  if (readsAsRefusal(text)) return reject('refused', text)
  const copy = copies.find(brief.topic, text)
  if (copy)
    return reject(
      'duplicate',
      `${copy.measure} ${copy.similarity.toFixed(2)} with prompt ${copy.of}, limit 0.70`,
    )
  copies.add(brief.topic, prompt.id, text)
  return { prompt }
}
