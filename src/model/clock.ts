/** Time as the model code sees it, so that tests can run it faster or by hand. All values are milliseconds. */
export interface Clock {
  /** Monotonic: a jump of the wall clock never shortens or lengthens a wait. */
  now(): number
  /** Since the epoch; only for what another process has to understand. */
  wall(): number
  /** Calls `action` once; the returned function takes it back. */
  after(ms: number, action: () => void): () => void
}

/** Node fires a timer at once when its delay does not fit in 31 bits. */
const LONGEST_TIMER = 2 ** 31 - 1

/** The computer's clock, running `speed` times as fast. */
export function realClock(speed = 1): Clock {
  const started = Date.now()
  return {
    now: () => performance.now() * speed,
    wall: () => started + (Date.now() - started) * speed,
    after(ms, action) {
      const timer = setTimeout(action, Math.min(Math.max(0, ms) / speed, LONGEST_TIMER))
      return () => clearTimeout(timer)
    },
  }
}
