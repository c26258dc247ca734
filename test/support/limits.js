/**
 * How servers limit calls. `take(now)` is asked when a call arrives and `done(now)` told when it ends; times are
 * in milliseconds. `take` returns undefined for yes, or the refusal: { status, retryAfterMs? }.
 */

/** At most so many calls a second on average, with room for a burst. `rate` may be a function of time. */
export function tokenBucket({ rate, burst, hint = false }) {
  const rateAt = typeof rate === 'function' ? rate : () => rate
  let tokens = burst
  let last = 0
  return {
    take(now) {
      // In small steps, so that a change of the rate within the time is seen.
      for (let t = last; t < now; t = Math.min(t + 50, now)) {
        tokens = Math.min(burst, tokens + (rateAt(t) * Math.min(50, now - t)) / 1000)
      }
      last = now
      if (tokens >= 1) {
        tokens -= 1
        return undefined
      }
      return { status: 429, ...(hint && { retryAfterMs: ((1 - tokens) / rateAt(now)) * 1000 }) }
    },
    done() {},
  }
}

/** At most so many calls under way. */
export function inFlight({ most }) {
  let busy = 0
  return {
    take() {
      if (busy >= most) return { status: 429 }
      busy++
      return undefined
    },
    done() {
      busy--
    },
  }
}

/** At most so many calls in each fixed window of time; the refusal says when the next one begins. */
export function fixedWindow({ most, windowMs = 60_000, hint = true }) {
  let window = -1
  let used = 0
  return {
    take(now) {
      const current = Math.floor(now / windowMs)
      if (current !== window) {
        window = current
        used = 0
      }
      if (used < most) {
        used++
        return undefined
      }
      return { status: 429, ...(hint && { retryAfterMs: (current + 1) * windowMs - now }) }
    },
    done() {},
  }
}

/** Overloaded for `burstMs` in every `everyMs`, beginning after the first quiet time. */
export function overloadBursts({ everyMs, burstMs, status = 529 }) {
  return {
    take: (now) => (now % everyMs >= everyMs - burstMs ? { status } : undefined),
    done() {},
  }
}
