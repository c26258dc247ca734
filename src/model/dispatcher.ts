import { hash } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import { isMissing } from '../record/loop.js'
import { answerClass } from './answer.js'
import { Budget, type Most } from './budget.js'
import { AnswerCache } from './cache.js'
import type { ChatModel } from './chat-model.js'
import { type Clock, realClock } from './clock.js'
import { cancelled, type ModelError } from './errors.js'
import type { ChatRequest, Job, Outcome, RunOptions } from './job.js'
import type { Journal } from './journal.js'
import { Lane } from './lane.js'
import { DEFAULT_POLICY, type Policy } from './policy.js'
import { type Price, type Prices, priceOf } from './price.js'
import type { LimitMemory } from './state.js'

export interface Endpoint {
  baseURL: string
  /** Hash of the key, so that keys with different limits are told apart; never the key. */
  keyHash: string
}

export interface DispatcherOptions {
  model: ChatModel
  endpoint: Endpoint
  prices?: Prices
  /** What a model costs that has no price: nothing, at a server of one's own; not known by default. */
  otherPrice?: Price | null
  budget?: Budget
  cache?: AnswerCache
  /** Keeps what is paid for until the output is complete. */
  journal?: Journal
  /** Send nothing: add up what the calls would take, and reject them as cancelled. */
  dryRun?: boolean
  /** Where learned limits are kept between runs. */
  memory?: LimitMemory
  policy?: Partial<Policy>
  /** Told what a person should know: pauses, and their end. */
  onNotice?: (message: string) => void
  clock?: Clock
  /** 0..1, for the jitter of retries. */
  random?: () => number
}

/** For the summary line. Counts are of this process. */
export interface DispatcherStats {
  calls: number
  answers: number
  cached: number
  limited: number
  failed: number
  inFlight: number
  waiting: number
  tokens: number
  /** US dollars, of the calls whose price and usage are known. */
  cost: number
  /** Paid calls whose cost is not known. */
  unpriced: number
  /** Milliseconds until the back end wants the next call; 0 where it did not ask to wait. */
  pause: number
}

/** The one way to a model: every call of every command goes through it. Safe for any number of callers at once. */
export class Dispatcher {
  readonly #options
  readonly #budget: Budget
  readonly #clock: Clock
  readonly #lanes = new Map<string, Lane>()
  #cached = 0
  /** Of a dry run: the calls that would have been made, and what each may take at most. */
  readonly #planned: Most & { calls: number } = { calls: 0, tokens: 0, cost: 0 }
  #drained = false
  #cacheBroken = false

  constructor(options: DispatcherOptions) {
    this.#options = options
    this.#clock = options.clock ?? realClock()
    this.#budget = options.budget ?? new Budget()
    // Later, because whoever ends a reservation has not yet put its job back in its place.
    this.#budget.onEnd = () =>
      queueMicrotask(() => {
        for (const lane of this.#lanes.values()) lane.budgetChanged()
      })
  }

  /**
   * An answer to the request, from the cache or the model, after as many calls as it takes.
   * @throws ModelError where there is none; MissingInputError where a replay has none; what `onAnswer` throws
   */
  async run(request: ChatRequest, options: RunOptions = {}): Promise<Outcome> {
    const { cache, journal, endpoint } = this.#options
    const key = (cache || journal) && AnswerCache.key({ ...request, baseURL: endpoint.baseURL })
    const kept = key && ((await cache?.get(key)) ?? journal?.take(key))
    if (kept) {
      this.#cached++
      options.onText?.(kept.text)
      const free = { attempts: 0, duration_ms: 0, cost: 0, cached: true }
      return { ...kept, class: answerClass(kept), requested: request.model, ...free }
    }
    if (this.#options.dryRun) {
      this.#plan(request)
      throw cancelled('no')
    }
    if (options.signal) setMaxListeners(0, options.signal) // one a job, and there may be thousands
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      if (this.#drained) return reject(cancelled('no'))
      this.#lane(request.model).add({
        request,
        options: journal && key ? keeping(journal, key, options) : options,
        resolve,
        reject,
        maxTokens: request.maxTokens,
        firstSent: undefined,
        notBefore: Number.NEGATIVE_INFINITY,
        attempts: 0,
        unsure: 0,
        cutOff: undefined,
        lastError: undefined,
        onEnd: undefined,
      } satisfies Job)
    })
    if (key && cache && outcome.class === 'ok')
      await cache.put(key, answerIn(outcome)).catch((error: Error) => this.#cacheFailed(error))
    return outcome
  }

  /** What one call may take at most, as far as that can be told before; the cost is null where no price is known. */
  most({ model, messages, maxTokens }: Pick<ChatRequest, 'model' | 'messages' | 'maxTokens'>): Most {
    return this.#budget.most(this.#price(model), messages, maxTokens)
  }

  /** What a dry run has added up; the cost is null where a price is not known. */
  get planned(): Readonly<Most & { calls: number }> {
    return this.#planned
  }

  #price(model: string): Price | null {
    const { prices = {}, otherPrice = null } = this.#options
    return priceOf(prices, model) ?? otherPrice
  }

  #plan(request: ChatRequest): void {
    const { tokens, cost } = this.most(request)
    const planned = this.#planned
    planned.calls++
    planned.tokens += tokens
    planned.cost = cost === null || planned.cost === null ? null : planned.cost + cost
  }

  stats(): DispatcherStats {
    const { spent, unpriced } = this.#budget
    const stats = {
      calls: 0,
      answers: 0,
      cached: this.#cached,
      limited: 0,
      failed: 0,
      inFlight: 0,
      waiting: 0,
      tokens: spent.tokens,
      cost: spent.cost,
      unpriced,
      pause: 0,
    }
    for (const { counts, window, waiting, pause } of this.#lanes.values()) {
      for (const name of ['calls', 'answers', 'limited', 'failed'] as const) stats[name] += counts[name]
      stats.inFlight += window.inFlight
      stats.waiting += waiting
      stats.pause = Math.max(stats.pause, pause)
    }
    return stats
  }

  /**
   * Why no job was answered, where none was and not because it was not to be: the commonest failure, and how many jobs
   * there were.
   */
  get failure(): { error: ModelError; times: number; jobs: number } | undefined {
    if (this.#cached > 0 || this.stats().answers > 0) return undefined
    const lost = [...this.#lanes.values()]
      .flatMap((lane) => [...lane.lost.values()])
      .filter(({ error }) => error.class !== 'cancelled' && error.class !== 'budget')
    const [commonest] = lost.sort((a, b) => b.jobs - a.jobs)
    if (!commonest) return undefined
    const jobs = lost.reduce((sum, each) => sum + each.jobs, 0)
    return { error: commonest.error, times: commonest.jobs, jobs }
  }

  /** Where calls go. */
  get baseURL(): string {
    return this.#options.endpoint.baseURL
  }

  /** A paid answer is worth more than its copy. */
  #cacheFailed({ message }: Error): void {
    if (!this.#cacheBroken) this.#options.onNotice?.(`an answer cannot be kept in the cache: ${message}`)
    this.#cacheBroken = true
  }

  /** Sends nothing more: waiting jobs are rejected as cancelled, calls under way go on. */
  drain(): void {
    this.#drained = true
    for (const lane of this.#lanes.values()) lane.stop(cancelled('no'))
  }

  /** Writes down what was learned. To be called when all is done. */
  async close(): Promise<void> {
    await this.#options.memory?.close()
    this.#budget.close()
  }

  #lane(name: string): Lane {
    const known = this.#lanes.get(name)
    if (known) return known
    const { model, endpoint, policy, memory, onNotice, random = Math.random } = this.#options
    const clock = this.#clock
    const key = hash('sha256', [endpoint.baseURL, name, endpoint.keyHash].join('\0'), 'hex').slice(0, 16)
    const lane = new Lane({
      model,
      name,
      baseURL: endpoint.baseURL,
      price: this.#price(name),
      policy: { ...DEFAULT_POLICY, ...policy },
      budget: this.#budget,
      clock,
      random,
      notice: (message) => onNotice?.(message),
      recall: memory?.recall(key),
      remember: (window) =>
        memory?.remember(key, window.learned, clock.wall() + window.gateUntil - clock.now()),
    })
    this.#lanes.set(name, lane)
    return lane
  }
}

/** The journal comes before anything else that happens with an answer. What says nothing is asked for again. */
function keeping(journal: Journal, key: string, options: RunOptions): RunOptions {
  return {
    ...options,
    async onAnswer(outcome, final) {
      if (final && !isMissing(outcome.class)) await journal.keep(key, answerIn(outcome))
      await options.onAnswer?.(outcome, final)
    },
  }
}

function answerIn({ text, finishReason, refusal, usage, model }: Outcome) {
  return { text, finishReason, model, ...(refusal && { refusal }), ...(usage && { usage }) }
}
