import type { ResultClass } from '../record/loop.js'
import type { TextMessage } from '../record/message.js'
import type { Usage } from '../record/usage.js'
import { answerClass } from './answer.js'
import type { ChatAnswer } from './chat-model.js'
import type { ModelError } from './errors.js'

export interface ChatRequest {
  messages: readonly TextMessage[]
  model: string
  temperature?: number
  maxTokens?: number
  seed?: number
  schema?: Record<string, unknown>
  /** Counts the times that the same request is made on purpose, for different answers; part of the cache's key. */
  sample?: number
  /** The job's id: sent along as X-Client-Request-Id. */
  requestId?: string
}

/** An answer and what it took to get it. */
export interface Outcome extends ChatAnswer {
  /** As far as it shows without knowing what was asked for; ok, refused, content_filter, truncated or malformed. */
  class: ResultClass
  /** The model as it was asked for. */
  requested: string
  /** Calls that count for the job: not the ones that were told to come back later. */
  attempts: number
  /** From the first sending to the answer, with all waiting in between. */
  duration_ms: number
  /** US dollars for all answers that this one took; null where a price or a usage is unknown. */
  cost: number | null
  /** From the cache: nothing was sent, nothing paid. */
  cached: boolean
}

export interface RunOptions {
  /** Aborting it takes the job back, or ends its call. */
  signal?: AbortSignal
  /**
   * Called with each paid answer and awaited before anything else happens with it, so that it can be made safe.
   * `final` is false for an answer that was cut off and is asked for once more.
   */
  onAnswer?: (outcome: Outcome, final: boolean) => void | Promise<void>
  /** Receives the answer while it grows. Then a call that broke off after its first piece is not made again. */
  onText?: (piece: string) => void
}

/** A request on its way through a lane. */
export interface Job {
  readonly request: ChatRequest
  readonly options: RunOptions
  readonly resolve: (outcome: Outcome) => void
  readonly reject: (error: unknown) => void
  maxTokens: number | undefined
  firstSent: number | undefined
  /** Not sent again before this time. */
  notBefore: number
  attempts: number
  /** Attempts without an answer that may have been charged. */
  unsure: number
  /** The truncated answer that is asked for again. */
  cutOff: Outcome | undefined
  lastError: ModelError | undefined
  /** Lets go of the caller's signal. */
  onEnd: (() => void) | undefined
}

/**
 * The outcome of an answer that has just come.
 * @param cost of this answer alone
 */
export function outcomeOf(job: Job, answer: ChatAnswer, cost: number | null, now: number): Outcome {
  const { cutOff } = job
  job.attempts++
  const { usage: own, ...rest } = answer
  const usage = cutOff ? totalUsage(cutOff.usage, own) : own
  return {
    ...rest,
    ...(usage && { usage }),
    class: answerClass(answer),
    requested: job.request.model,
    attempts: job.attempts,
    duration_ms: Math.round(now - (job.firstSent ?? now)),
    cost: cost === null || cutOff?.cost === null ? null : cost + (cutOff?.cost ?? 0),
    cached: false,
  }
}

function totalUsage(a: Usage | undefined, b: Usage | undefined): Usage | undefined {
  if (!a || !b) return undefined
  return {
    prompt_tokens: a.prompt_tokens + b.prompt_tokens,
    completion_tokens: a.completion_tokens + b.completion_tokens,
  }
}
