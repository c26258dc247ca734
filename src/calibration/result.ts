import type { Format, Wrapper } from '../record/format.js'
import { contentId } from '../record/id.js'
import type { Prompt, Result, ResultClass } from '../record/loop.js'
import type { TextMessage } from '../record/message.js'
import type { Usage } from '../record/usage.js'
import { type Answer, classify } from './classify.js'
import { buildRepairMessages } from './messages.js'
import { parseFields } from './parse-fields.js'
import { scoreResponse } from './score-response.js'
import { wrap } from './wrap.js'

/** An answer, and what it took to get it. */
export interface Asked extends Answer {
  model: string
  /** The model as it was asked for. */
  requested?: string
  /** What the model thought before it. */
  reasoning?: string
  usage?: Usage
  /** US dollars; null where the price is unknown. */
  cost: number | null
  attempts: number
  duration_ms: number
}
export type Ask = (messages: readonly TextMessage[]) => Promise<Asked>

/** Who answered, and who was asked where that is another name. */
export function modelsOf({ model, requested }: Asked): Pick<Result, 'model' | 'request_model'> {
  return { model, ...(requested !== undefined && requested !== model && { request_model: requested }) }
}

/** Where all that came was thought. */
export const ONLY_THOUGHTS = 'the model wrote its thoughts, and no answer'

/** How a prompt is put to the model: the wrapper, and the format it asks for. */
export interface Template {
  wrapper: Wrapper
  format: Format
}

/** Asks for the answer to a prompt, once more where it is malformed. Throws what `ask` throws. */
export async function answerPrompt(prompt: Prompt, template: Template, ask: Ask): Promise<Result> {
  const { wrapper, format } = template
  const messages = wrap(wrapper, format, prompt.text)
  const first = await ask(messages)
  const parsed = parseFields(format, first.text)
  // Where nothing was said there is nothing to repair.
  if (classify(format, first, parsed) !== 'malformed' || first.text.trim() === '')
    return resultOf(prompt, template, [first])
  const repair = buildRepairMessages(format, messages, first.text, parsed, wrapper.language)
  return resultOf(prompt, template, [first, await ask(repair)])
}

/**
 * The result of the answers that one prompt took: parsed, classified and scored by the last one, with the usage
 * and cost of all. An answer that did not end well has no score.
 */
export function resultOf(prompt: Prompt, template: Template, answers: readonly [Asked, ...Asked[]]): Result {
  const { format } = template
  const last = answers.at(-1) ?? answers[0]
  const parsed = parseFields(format, last.text)
  const kind = classify(format, last, parsed)
  const scored = last.text.trim() !== '' && (kind === 'ok' || kind === 'malformed')
  const usage = totalUsage(answers)
  return {
    ...frame(prompt, template),
    class: kind,
    response: last.text,
    fields: parsed.fields,
    score: scored ? scoreResponse(format, parsed) : null,
    ...withMessage(last),
    ...(answers.length > 1 && { repaired: true }),
    ...modelsOf(last),
    ...(usage && { usage }),
    cost: answers.reduce<number | null>(
      (sum, { cost }) => (sum === null || cost === null ? null : sum + cost),
      0,
    ),
    attempts: answers.reduce((sum, { attempts }) => sum + attempts, 0),
    duration_ms: answers.reduce((sum, { duration_ms }) => sum + duration_ms, 0),
  }
}

/** What the back end said instead of an answer, or what there is instead of one. */
function withMessage({ refusal, text, reasoning }: Asked): Pick<Result, 'error'> {
  if (refusal) return { error: { message: refusal } }
  if (text.trim() !== '') return {}
  return { error: { message: reasoning ? ONLY_THOUGHTS : 'the model said nothing' } }
}

/** Why there is no answer: what a `ModelError` says. */
export interface Failure {
  class: ResultClass
  message: string
  status?: number | undefined
  attempts?: number
}

/** The result of a prompt that got no answer, or was not sent. */
export function failureOf(prompt: Prompt, template: Partial<Template>, failure: Failure): Result {
  const { message, status, attempts } = failure
  return {
    ...frame(prompt, template),
    class: failure.class,
    response: '',
    fields: {},
    score: null,
    error: { message, ...(status !== undefined && { status }) },
    ...(attempts !== undefined && { attempts }),
  }
}

/** What a result keeps of its prompt, so that nothing else is needed to learn from it. */
function frame(prompt: Prompt, { wrapper, format }: Partial<Template>) {
  const { id, text, generation, slot, topic, category, style, language, kind, propensity } = prompt
  const name = wrapper?.name ?? prompt.wrapper
  return {
    schema: 'strom.result/1' as const,
    id: contentId('r', id, name),
    prompt: id,
    text,
    generation,
    slot,
    topic,
    category,
    style,
    wrapper: name,
    ...(format && { format: format.name }),
    ...(language !== undefined && { language }),
    kind,
    propensity,
  }
}

function totalUsage(answers: readonly Asked[]): Usage | undefined {
  let total: Usage | undefined = { prompt_tokens: 0, completion_tokens: 0 }
  for (const { usage } of answers)
    total = total &&
      usage && {
        prompt_tokens: total.prompt_tokens + usage.prompt_tokens,
        completion_tokens: total.completion_tokens + usage.completion_tokens,
      }
  return total
}
