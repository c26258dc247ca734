import { AccessError, ConfigError } from '../record/errors.js'
import type { Result } from '../record/loop.js'
import type { Queue } from './queue.js'

/** Who answers, as it is asked for. */
export interface Answerer {
  provider: 'openai' | 'simulated'
  model: string
}

const SIMULATED = 'simulated'
const MIX = '--mix-models lets them in, and learns from all together'

/**
 * A queue is answered by one model: results of several say nothing about styles and wrappers. Refuses another one than
 * before, and remembers this one once it has answered.
 * @param options.mix it may be another one
 * @returns to be called when the model has answered
 * @throws ConfigError, or AccessError where the simulated model would stand in for want of a key
 */
export async function admit(
  queue: Queue,
  asked: Answerer,
  options: { mix: boolean; standsIn: boolean },
): Promise<() => Promise<void>> {
  const known = await answerersOf(queue)
  const others = known.filter(({ model }) => model !== asked.model)
  if (others.length > 0 && !options.mix) {
    const names = others.map(({ model }) => model).join(', ')
    if (options.standsIn)
      throw new AccessError(
        `this queue is answered by ${names}, there is no key for it, and the simulated model does not stand in`,
        'set OPENAI_API_KEY, name a file with --key-file, or a server with --base-url',
      )
    throw new ConfigError(
      `this queue is answered by ${names}, and now by ${asked.model}`,
      `name that model with --model, take another --queue, or ${MIX}`,
    )
  }
  let remembered: Promise<void> | undefined
  return () => (remembered ??= remember(queue, asked))
}

async function remember(queue: Queue, asked: Answerer): Promise<void> {
  const known = noted(queue) ?? []
  if (known.some(({ provider, model }) => provider === asked.provider && model === asked.model)) return
  await queue.setNote('models', [...known, asked].map((each) => JSON.stringify(each)).join('\n'))
}

/** As it was noted; in a queue of before there were notes, the simulated model is known by its answers. */
async function answerersOf(queue: Queue): Promise<Answerer[]> {
  const known = noted(queue)
  if (known) return known
  const found = new Map<string, Answerer>()
  for await (const result of queue.results()) {
    const { request_model, model } = result as Partial<Result>
    if (model === SIMULATED) found.set(model, { provider: SIMULATED, model })
    else if (request_model) found.set(request_model, { provider: 'openai', model: request_model })
  }
  return [...found.values()]
}

function noted(queue: Queue): Answerer[] | undefined {
  const text = queue.note('models')
  if (text === undefined) return undefined
  return text.split('\n').flatMap((line) => {
    try {
      const { provider, model } = JSON.parse(line) as Answerer
      return typeof model === 'string' ? [{ provider, model }] : []
    } catch {
      return [] // somebody has edited it
    }
  })
}
