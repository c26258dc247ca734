import type { Put } from '../judge/judge.js'
import type { JudgeRequest } from '../judge/request.js'
import { ask, type Caller } from './ask.js'

/** Verdicts are to be the same every time; only where several are asked for are they to differ. */
const VARIED = 0.7

export interface JudgeCall {
  requestId: string
  votes: number
  /** Given by the user; 0 for one vote. */
  temperature?: number | undefined
  signal?: AbortSignal
}

/** How a judge is asked, through the dispatcher of all calls. */
export function putTo(caller: Caller, { requestId, votes, temperature, signal }: JudgeCall): Put {
  const judge = { ...caller, temperature: temperature ?? temperatureOf(votes) }
  return ({ messages, schema }: JudgeRequest, sample: number) =>
    ask(judge, messages, { requestId, seed: sample, sample, schema, ...(signal && { signal }) })
}

export function temperatureOf(votes: number): number {
  return votes > 1 ? VARIED : 0
}
