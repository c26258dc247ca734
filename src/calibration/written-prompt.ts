import { contentId } from '../record/id.js'
import type { Brief, Prompt, Result } from '../record/loop.js'
import { bareText } from '../text/bare.js'
import { buildProduceMessages } from './messages.js'
import type { NearCopies } from './near-copy.js'
import { type Asked, failureOf, modelsOf, ONLY_THOUGHTS } from './result.js'
import { scorePrompt } from './score-prompt.js'
import { weakness } from './weak-prompt.js'

/** A prompt to keep, or why the one that was written is not kept. */
export type Written = { prompt: Prompt } | { rejected: Result }

const MESSAGES: Partial<Record<Result['class'], string>> = {
  content_filter: 'the back end filtered the prompt',
  truncated: 'the prompt was cut off',
}

/**
 * What became of a brief: the prompt the model wrote for it, scored; or a result of class content_filter, truncated,
 * weak (it is none) or duplicate (nearly the same as a kept prompt on the topic). A prompt that is kept is added to
 * `copies`: call it in the order of the slots.
 */
export function writtenPrompt(brief: Brief, answer: Asked, copies: NearCopies): Written {
  const text = bareText(answer.text, 'prompt')
  const prompt: Prompt = {
    ...brief,
    schema: 'strom.prompt/1',
    id: contentId('j', brief.id, text),
    text,
    quality: { ...scorePrompt(text) },
    ...modelsOf(answer),
    ...(answer.usage && { usage: answer.usage }),
    cost: answer.cost,
    duration_ms: answer.duration_ms,
  }
  const reject = (kind: Result['class'], message: string) => {
    const failure = failureOf(prompt, {}, { class: kind, message, attempts: answer.attempts })
    return { rejected: { ...failure, ...modelsOf(answer), usage: answer.usage, cost: answer.cost } }
  }
  if (answer.refusal) return reject('weak', `the model refused to write a prompt: ${answer.refusal}`)
  if (answer.reasoning && text === '') return reject('weak', ONLY_THOUGHTS)
  const message = MESSAGES[answer.class]
  if (message) return reject(answer.class, message)
  const weak = weakness(text, instructionOf(brief))
  if (weak) return reject('weak', weak)
  const copy = copies.find(brief.topic, text)
  if (copy)
    return reject(
      'duplicate',
      `${copy.measure} ${copy.similarity.toFixed(2)} with prompt ${copy.of}, limit 0.70`,
    )
  copies.add(brief.topic, prompt.id, text)
  return { prompt }
}

/** Without topic, style and the prompts that were shown: a good prompt may have words of all three. */
function instructionOf(brief: Brief): string {
  const meta_prompt = brief.meta_prompt.replace(/"[^\n]*"/g, '')
  return buildProduceMessages({ ...brief, meta_prompt }, { topic: '' })
    .map(({ content }) => content)
    .join('\n')
}
