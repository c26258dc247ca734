const FAILURES_TO_OPEN = 10
const FIRST_PAUSE_MS = 1000
const PAUSE_GROWTH = 1.5
const LONGEST_PAUSE_MS = 30_000

/**
 * Circuit breaker: after ten failures in a row (5xx, network, timeout) nothing is sent but one probe at a time,
 * at growing distances, until the back end answers. Times are in milliseconds on a monotonic clock.
 */
export class Breaker {
  #failures = 0
  #failingSince = 0
  #pause = FIRST_PAUSE_MS
  #probeAt = 0
  #probing = false
  #openSince: number | undefined

  /** Since when it has been open, or undefined. */
  get openSince(): number | undefined {
    return this.#openSince
  }

  /** Milliseconds until a call may be sent; Infinity while a probe is under way. */
  wait(now: number): number {
    if (this.#openSince === undefined) return 0
    return this.#probing ? Number.POSITIVE_INFINITY : Math.max(0, this.#probeAt - now)
  }

  /** A call is sent. Returns whether it is a probe. */
  sent(): boolean {
    this.#probing = this.#openSince !== undefined
    return this.#probing
  }

  /**
   * The back end answered, if only to say that it is busy. An answer to a call from before the failures says
   * nothing about now. Returns whether this closed the breaker.
   */
  answered(sent: number): boolean {
    if (this.#failures > 0 && sent < this.#failingSince) return false
    const closes = this.#openSince !== undefined
    this.#failures = 0
    this.#probing = false
    this.#openSince = undefined
    return closes
  }

  /** Returns whether this failure opened it. */
  failed(now: number, probe: boolean): boolean {
    if (this.#failures++ === 0) this.#failingSince = now
    const opens = this.#openSince === undefined && this.#failures >= FAILURES_TO_OPEN
    if (opens) {
      this.#openSince = now
      this.#pause = FIRST_PAUSE_MS
      this.#probeAt = now + this.#pause
    } else if (probe) {
      this.#pause = Math.min(this.#pause * PAUSE_GROWTH, LONGEST_PAUSE_MS)
      this.#probeAt = now + this.#pause
      this.#probing = false
    }
    return opens
  }

  /** The probe ended without saying anything about the back end. */
  undecided(probe: boolean): void {
    if (probe) this.#probing = false
  }
}
