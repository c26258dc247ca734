const FAILURES_TO_OPEN = 10
const FIRST_PAUSE_MS = 1000
const PAUSE_GROWTH = 1.5
const LONGEST_PAUSE_MS = 30_000
/** A probe that lives so many times as long as the failures did will most likely be answered. */
const SURVIVAL = 3
const SHORTEST_SURVIVAL_MS = 1000

/**
 * Circuit breaker: after ten failures in a row (5xx, network, timeout) nothing is sent but one probe at a time,
 * at growing distances, until the back end answers, or has not failed for clearly longer than before. Times are
 * in milliseconds on a monotonic clock.
 */
export class Breaker {
  /** Of the current row of failures: how many, since when, and the longest time that one took. */
  #row = { failures: 0, since: 0, longest: 0 }
  #openSince: number | undefined
  #pause = FIRST_PAUSE_MS
  #probeAt = 0
  #probeSent: number | undefined

  /** Since when it has been open, or undefined. */
  get openSince(): number | undefined {
    return this.#openSince
  }

  /** Since when calls fail without one that is answered, or undefined. */
  get failingSince(): number | undefined {
    return this.#row.failures > 0 ? this.#row.since : undefined
  }

  /** Milliseconds until a call may be sent. */
  wait(now: number): number {
    if (this.#openSince === undefined) return 0
    if (this.#probeSent === undefined) return Math.max(0, this.#probeAt - now)
    const survival = Math.max(SURVIVAL * this.#row.longest, SHORTEST_SURVIVAL_MS)
    return Math.max(0, this.#probeSent + survival - now)
  }

  /** A call is sent, when `wait` says 0. Returns whether it is a probe. */
  sent(now: number): boolean {
    if (this.#openSince === undefined) return false
    if (this.#probeSent === undefined) {
      this.#probeSent = now
      return true
    }
    this.#close()
    return false
  }

  /**
   * The back end answered, if only to say that it is busy. An answer to a call from before the failures says
   * nothing about now.
   */
  answered(sent: number): void {
    if (this.#row.failures === 0 || sent >= this.#row.since) this.#close()
  }

  /** @param sent when the failed call was sent */
  failed(now: number, sent: number, probe: boolean): void {
    const { failures, since, longest } = this.#row
    this.#row = {
      failures: failures + 1,
      since: failures === 0 ? now : since,
      longest: Math.max(longest, now - sent),
    }
    if (this.#openSince === undefined) {
      if (failures + 1 < FAILURES_TO_OPEN) return
      this.#openSince = now
      this.#pause = FIRST_PAUSE_MS
    } else if (probe) {
      this.#pause = Math.min(this.#pause * PAUSE_GROWTH, LONGEST_PAUSE_MS)
      this.#probeSent = undefined
    } else return
    this.#probeAt = now + this.#pause
  }

  /** The probe ended without saying anything about the back end. */
  undecided(probe: boolean): void {
    if (probe) this.#probeSent = undefined
  }

  #close(): void {
    this.#row = { failures: 0, since: 0, longest: 0 }
    this.#openSince = undefined
    this.#probeSent = undefined
  }
}
