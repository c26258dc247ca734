import type { Dispatcher } from '../model/dispatcher.js'
import { ModelError } from '../model/errors.js'
import type { Outcome, RunOptions } from '../model/job.js'
import type { TextMessage } from '../record/message.js'

/** How the loop's calls are made: through one dispatcher, all with the same model and temperature. */
export interface Caller {
  dispatcher: Dispatcher
  provider?: 'openai' | 'simulated'
  model: string
  temperature: number
  maxTokens?: number | null
  /** To be called when the model has answered. */
  answered?: () => Promise<void>
}

export interface Call extends RunOptions {
  requestId: string
  /** Given to the back end, and to the simulated model, whose answers depend on nothing else. */
  seed?: number
  /** Counts the times that the same request is made on purpose, for different answers. */
  sample?: number
  /** JSON Schema of the answer, for back ends that can be told. */
  schema?: Record<string, unknown>
}

/** Whether a failure is one job's own. One that would meet every other job too, or a bug, ends the run. */
export function isOneJobs(error: unknown): error is ModelError {
  return (
    error instanceof ModelError && !error.fatal && error.class !== 'budget' && error.class !== 'cancelled'
  )
}

/** One question to the model. @throws ModelError */
export async function ask(caller: Caller, messages: readonly TextMessage[], call: Call): Promise<Outcome> {
  const { dispatcher, model, temperature, maxTokens, answered } = caller
  const { requestId, seed, sample, schema, ...options } = call
  const request = {
    messages,
    model,
    temperature,
    requestId,
    ...(maxTokens && { maxTokens }),
    ...(seed !== undefined && { seed }),
    ...(sample && { sample }),
    ...(schema && { schema }),
  }
  const outcome = await dispatcher.run(request, options)
  await answered?.()
  return outcome
}

/** What one call may cost at most, US dollars; null where the price is not known. */
export function mostCost(
  { dispatcher, model, maxTokens }: Caller,
  messages: readonly TextMessage[],
): number | null {
  return dispatcher.most({ model, messages, ...(maxTokens && { maxTokens }) }).cost
}
