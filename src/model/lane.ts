import { loneClose } from '../text/reasoning.js'
import { ReasoningPieces } from '../text/reasoning-pieces.js'
import { answered } from './answer.js'
import { Breaker } from './breaker.js'
import type { Budget, Hold } from './budget.js'
import type { ChatAnswer, ChatModel } from './chat-model.js'
import type { Clock } from './clock.js'
import { askedToWait, budgetReached, cancelled, ModelError, outage, ownFault } from './errors.js'
import { type Job, outcomeOf } from './job.js'
import { backoff, GATE_MS, type Policy } from './policy.js'
import { costOf, type Price } from './price.js'
import type { Remembered } from './state.js'
import { Waiting } from './waiting.js'
import { type Ticket, Window } from './window.js'

export interface LaneContext {
  model: ChatModel
  name: string
  /** Where the back end is, for messages. */
  baseURL: string
  price: Price | null
  policy: Policy
  budget: Budget
  clock: Clock
  random: () => number
  notice: (message: string) => void
  recall: Remembered | undefined
  remember: (window: Window) => void
}

const LONGER_ANSWER = 1.5

/** All calls to one model of one endpoint: what is sent when, and what becomes of failures. */
export class Lane {
  readonly counts = { calls: 0, answers: 0, limited: 0, failed: 0 }
  readonly window: Window
  /** The jobs that were given up, by why. */
  readonly lost = new Map<string, { error: ModelError; jobs: number }>()
  readonly #waiting = new Waiting()
  readonly #breaker = new Breaker()
  #stopped: ModelError | undefined
  #timer: (() => void) | undefined
  /** The next job waits for its share of the budget. */
  #short = false
  /** What closes this model's thoughts, where its template opens them. */
  #closes: string | undefined
  /** It was said that nobody answers. */
  #told = false

  constructor(private readonly context: LaneContext) {
    const { recall, policy, clock } = context
    this.window = new Window(policy.maxInFlight, recall?.limit)
    if (recall) this.window.gate(clock.now() + recall.gate - clock.wall())
  }

  /** Milliseconds for which the back end has asked for no more calls. */
  get pause(): number {
    return Math.max(0, this.window.gateUntil - this.context.clock.now())
  }

  get waiting(): number {
    return this.#waiting.length
  }

  add(job: Job): void {
    const { signal } = job.options
    const refused = signal?.aborted ? cancelled('no') : (this.#stopped ?? this.#gated())
    if (refused) {
      job.reject(refused)
      return
    }
    const takeBack = () => {
      if (this.#waiting.remove(job)) this.#giveUp(job, cancelled('no'))
    }
    signal?.addEventListener('abort', takeBack, { once: true })
    job.onEnd = () => signal?.removeEventListener('abort', takeBack)
    this.#waiting.append(job)
    this.#pump()
  }

  /** Sends nothing more; calls under way go on. */
  stop(error: ModelError): void {
    this.#stopped ??= error
    this.#giveUpAll(error)
  }

  /** A reservation has ended. */
  budgetChanged(): void {
    if (this.#short) this.#pump()
  }

  /** Sends what may be sent, and sets a timer for the rest. */
  #pump(): void {
    this.#timer?.()
    this.#timer = undefined
    this.#short = false
    const { clock, policy } = this.context
    for (;;) {
      const now = clock.now()
      const due = this.#waiting.earliest - now
      const wait = Math.max(due, this.window.wait(now), this.#breaker.wait(now))
      if (wait > 0) {
        if (Number.isFinite(wait)) this.#timer = clock.after(wait, () => this.#pump())
        return
      }
      const job = this.#waiting.take(now)
      if (!job) return
      if (job.lastError && now - (job.firstSent ?? now) > policy.deadlineMs) {
        this.#giveUp(job, job.lastError)
        continue
      }
      const hold = this.#reserve(job)
      if (this.#short) return
      if (hold) this.#send(job, hold).catch(job.reject)
    }
  }

  #reserve(job: Job): Hold | undefined {
    const { budget, name, price } = this.context
    try {
      const hold = budget.reserve(name, price, job.request.messages, job.maxTokens)
      if (hold) return hold
    } catch (error) {
      this.#giveUp(job, error)
      return undefined
    }
    if (budget.open > 0) {
      this.#short = true // what is under way may give some back
      this.#waiting.putBack(job)
    } else {
      this.#giveUp(
        job,
        budgetReached(`the budget is reached (${budget.describe()})`, 'raise the limit to go on'),
      )
    }
    return undefined
  }

  async #send(job: Job, hold: Hold): Promise<void> {
    const { messages, temperature, seed, schema, requestId } = job.request
    const { signal, onText } = job.options
    const shown = onText && new ReasoningPieces(onText, this.#closes)
    const ticket = this.window.send(this.context.clock.now())
    const probe = this.#breaker.sent(ticket.at)
    job.firstSent ??= ticket.at
    let answer: ChatAnswer
    try {
      const safe = hold.durable()
      if (safe) await safe
    } catch (error) {
      this.window.done()
      this.#breaker.undecided(probe)
      hold.release()
      this.#giveUp(job, error)
      return
    }
    this.counts.calls++
    try {
      const sent = await this.context.model.chat(messages, {
        model: this.context.name,
        temperature,
        maxTokens: job.maxTokens,
        seed,
        schema,
        requestId,
        signal,
        ...(shown && { onText: (piece: string) => shown.take(piece) }),
      })
      shown?.end()
      this.#closes = loneClose(sent.text) ?? this.#closes
      answer = answered(sent)
    } catch (error) {
      this.#failed(job, hold, ticket, probe, error)
      this.#pump()
      return
    }
    this.#answered(job, hold, ticket, answer).catch(job.reject)
    this.#pump()
  }

  async #answered(job: Job, hold: Hold, ticket: Ticket, answer: ChatAnswer): Promise<void> {
    const { clock, price } = this.context
    this.counts.answers++
    this.window.answered(clock.now(), ticket, answer.usage?.completion_tokens)
    this.#breaker.answered(ticket.at)
    this.context.remember(this.window)
    const outcome = outcomeOf(job, answer, costOf(price, answer.usage), clock.now())
    const again =
      outcome.class === 'truncated' && !job.cutOff && job.maxTokens !== undefined && !job.options.onText
    try {
      await job.options.onAnswer?.(outcome, !again)
    } catch (error) {
      job.cutOff = undefined
      this.#giveUp(job, error)
      return
    } finally {
      hold.paid(answer.usage)
    }
    if (!again) {
      job.onEnd?.()
      job.resolve(outcome)
      return
    }
    job.cutOff = outcome
    job.maxTokens = Math.ceil((job.maxTokens ?? 0) * LONGER_ANSWER)
    this.#again(job, this.#stopped)
    this.#pump()
  }

  #failed(job: Job, hold: Hold, ticket: Ticket, probe: boolean, thrown: unknown): void {
    const now = this.context.clock.now()
    const error = thrown instanceof ModelError ? thrown : undefined
    job.lastError = error
    if (error?.billed === 'no') hold.release()
    else hold.maybePaid()
    if (error?.class === 'rate_limited') {
      this.#limited(job, error, ticket, now)
      return
    }
    this.window.done()
    this.counts.failed++
    if (error?.transient) {
      this.#transient(job, error, ticket, probe, now)
      return
    }
    if (!error || error.class === 'cancelled') this.#breaker.undecided(probe)
    else this.#breaker.answered(ticket.at)
    const own = error && this.counts.answers > 0 ? ownFault(error) : error
    if (own?.fatal) this.stop(own)
    this.#giveUp(job, own ?? thrown)
  }

  #limited(job: Job, error: ModelError, ticket: Ticket, now: number): void {
    const { name, notice } = this.context
    this.counts.limited++
    const gate = this.window.gateUntil
    this.window.limited(now, ticket, error.retryAfterMs)
    this.context.remember(this.window)
    this.#breaker.answered(ticket.at)
    job.notBefore = now + (error.retryAfterMs ?? 0)
    if ((error.retryAfterMs ?? 0) >= GATE_MS && this.window.gateUntil > gate)
      notice(`${name}: asked to wait ${Math.ceil((this.window.gateUntil - now) / 1000)} s`)
    this.#again(job, this.#stopped ?? this.#gated(error.message))
  }

  #transient(job: Job, error: ModelError, ticket: Ticket, probe: boolean, now: number): void {
    const { name, baseURL, notice, policy, random } = this.context
    if (!probe) job.attempts++
    if (error.billed !== 'no') job.unsure++
    // Where the back end itself says that it failed, nothing is unknown: once more, as after an answer that was cut off.
    const maxUnsure = error.reported ? Math.max(2, policy.maxUnsure) : policy.maxUnsure
    const wait = error.retryAfterMs ?? 0
    if (wait >= GATE_MS) this.window.gate(now + wait)
    this.#breaker.failed(now, ticket.at, probe)
    if (this.#breaker.openSince === now)
      notice(`${name}: ten calls in a row failed (${error.message}); trying one at a time`)
    if (this.#tellsFirst(error))
      notice(
        `${baseURL} does not answer (${error.message}): is the server running? Trying for ${policy.maxFirstOutageMs / 1000} s`,
      )
    const pause = Math.max(wait, backoff(job.attempts - 1, random()))
    const out = this.#outage(error, now, pause)
    const over = this.#stopped ?? this.#gated() ?? out
    // A text that was shown while it grew cannot be begun again.
    const shown = job.options.onText !== undefined && error.billed === 'yes'
    const tired = job.attempts >= policy.maxAttempts && !this.#neverThere(error)
    const spent = shown || tired || job.unsure >= maxUnsure
    job.notBefore = now + pause
    if (spent && !over) this.#giveUp(job, error)
    // The next probe is another job: this one may be what the back end fails on.
    else if (probe && !over) this.#waiting.append(job)
    else this.#again(job, over && (out ?? error))
  }

  /** Is nobody there, and was nobody before? */
  #neverThere({ class: kind, billed }: ModelError): boolean {
    return this.counts.answers === 0 && kind === 'network' && billed === 'no'
  }

  /** A person should know that nobody is there before the waiting is over. */
  #tellsFirst(error: ModelError): boolean {
    const first = !this.#told && this.#neverThere(error)
    this.#told ||= first
    return first
  }

  /** The failure of the whole back end, where it has lasted too long; of one that was never there, if it will have. */
  #outage(error: ModelError, now: number, pause: number): ModelError | undefined {
    const { policy, baseURL } = this.context
    const patience = this.counts.answers > 0 ? policy.maxOutageMs : policy.maxFirstOutageMs
    const over = this.#neverThere(error)
      ? now + pause - (this.#breaker.failingSince ?? now) > patience
      : now - (this.#breaker.openSince ?? now) > patience
    return over ? outage(error, baseURL) : undefined
  }

  /** Puts a job back in front; or gives it up with all others, where none is to be sent for now. */
  #again(job: Job, over: ModelError | undefined): void {
    this.#waiting.putBack(job)
    if (over) this.#giveUpAll(over)
  }

  #gated(said?: string): ModelError | undefined {
    const { clock, policy } = this.context
    const wait = this.window.gateUntil - clock.now()
    return wait > policy.maxWaitMs ? askedToWait(wait, clock.wall(), said) : undefined
  }

  /** A truncated answer that was to be asked for again is better than none. */
  #giveUp(job: Job, error: unknown): void {
    job.onEnd?.()
    const { cutOff } = job
    if (!cutOff) {
      if (error instanceof ModelError) this.#lost(error)
      job.reject(error instanceof ModelError ? error.after(job.attempts, job.unsure) : error)
      return
    }
    const save = async () => job.options.onAnswer?.(cutOff, true)
    save().then(() => job.resolve(cutOff), job.reject)
  }

  #lost(error: ModelError): void {
    const key = `${error.class} ${error.message}`
    const same = this.lost.get(key)
    if (same) same.jobs++
    else this.lost.set(key, { error, jobs: 1 })
  }

  #giveUpAll(error: ModelError): void {
    for (const job of this.#waiting.drain()) this.#giveUp(job, error)
  }
}
