/**
 * How servers limit calls. `take(now)` is asked when a call arrives and `done(now)` told when an accepted one ends;
 * times are in milliseconds. `take` returns undefined for yes, or the refusal: { status, retryAfterMs? }.
 *
 * A limit is made from a plain object, so that it can be given to another process:
 *   { kind: 'rate', perSecond, burst, hint? }       token bucket; perSecond may be a list of { ms, perSecond },
 *                                                   one after the other and then from the start
 *   { kind: 'inFlight', most }                      so many at once, without a hint
 *   { kind: 'perWindow', most, windowMs, hint? }    so many in each fixed window
 *   { kind: 'bursts', everyMs, burstMs, status? }   overloaded for the last burstMs of every everyMs
 *   { kind: 'all', of: [...] }                      all of these
 */
export function makeLimit(spec) {
  return { rate, inFlight, perWindow, bursts, all }[spec.kind](spec)
}

/** Tokens per second at a time. */
export function rateAt(perSecond, time) {
  if (typeof perSecond === 'number') return perSecond
  let at = time % perSecond.reduce((sum, { ms }) => sum + ms, 0)
  for (const step of perSecond) {
    if (at < step.ms) return step.perSecond
    at -= step.ms
  }
}

function rate({ perSecond, burst, hint = false }) {
  let tokens = burst
  let last = 0
  return {
    take(now) {
      // In small steps, so that a change of the rate in between is seen.
      for (let step = 50; last < now; last += step) {
        step = Math.min(step, now - last)
        tokens = Math.min(burst, tokens + (rateAt(perSecond, last) * step) / 1000)
      }
      if (tokens >= 1) {
        tokens -= 1
        return undefined
      }
      return { status: 429, ...(hint && { retryAfterMs: ((1 - tokens) / rateAt(perSecond, now)) * 1000 }) }
    },
    done() {},
  }
}

function inFlight({ most }) {
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

function perWindow({ most, windowMs, hint = false }) {
  let window = -1
  let used = 0
  return {
    take(now) {
      const current = Math.floor(now / windowMs)
      if (current !== window) used = 0
      window = current
      if (used < most) {
        used++
        return undefined
      }
      return { status: 429, ...(hint && { retryAfterMs: (current + 1) * windowMs - now }) }
    },
    done() {},
  }
}

function bursts({ everyMs, burstMs, status = 529 }) {
  return {
    take: (now) => (now % everyMs >= everyMs - burstMs ? { status } : undefined),
    done() {},
  }
}

function all({ of }) {
  const limits = of.map(makeLimit)
  return {
    take(now) {
      for (const limit of limits) {
        const no = limit.take(now)
        if (no) return no
      }
      return undefined
    },
    done(now) {
      for (const limit of limits) limit.done(now)
    },
  }
}
