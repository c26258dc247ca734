import type { Clock } from './clock.js'
import { cancelled, type ModelError, timedOut } from './errors.js'

export interface Limits {
  /** For the whole call, from sending to the last byte. */
  timeoutMs: number
  /** Between two pieces of an answer that has begun. */
  idleMs: number
}

/**
 * The timers of one call. The HTTP client's own limits are off, because a good answer may take half an hour;
 * this ends a call when its total time is over, when an answer that has begun stops growing, or when the
 * caller aborts.
 */
export class Watch {
  readonly #abort = new AbortController()
  readonly #total: () => void
  #idle: (() => void) | undefined
  #why: (() => ModelError) | undefined
  /** Something of the answer has arrived, which the back end will charge for. */
  begun = false

  constructor(
    private readonly limits: Limits,
    private readonly clock: Clock,
    private readonly caller?: AbortSignal,
  ) {
    this.#total = clock.after(limits.timeoutMs, () =>
      this.#end(() =>
        timedOut(`no complete answer within ${Math.round(limits.timeoutMs / 1000)} s`, this.#billed),
      ),
    )
    if (caller?.aborted) this.#end(() => cancelled('no'))
    caller?.addEventListener('abort', this.#cancel, { once: true })
  }

  get signal(): AbortSignal {
    return this.#abort.signal
  }

  /** The error to report instead of the client's, where this watch has ended the call. */
  get reason(): ModelError | undefined {
    return this.#why?.()
  }

  /** The answer has grown. */
  touch(): void {
    if (!this.begun) return
    this.#idle?.()
    this.#idle = this.clock.after(this.limits.idleMs, () =>
      this.#end(() =>
        timedOut(`the answer stopped growing for ${Math.round(this.limits.idleMs / 1000)} s`, 'yes'),
      ),
    )
  }

  /** Ends the timers, and the request where its answer was not read to the end. */
  close(): void {
    this.#abort.abort()
    this.#total()
    this.#idle?.()
    this.caller?.removeEventListener('abort', this.#cancel)
  }

  get #billed() {
    return this.begun ? 'yes' : 'maybe'
  }

  readonly #cancel = () => this.#end(() => cancelled(this.#billed))

  #end(why: () => ModelError): void {
    this.#why ??= why
    this.#abort.abort()
  }
}
