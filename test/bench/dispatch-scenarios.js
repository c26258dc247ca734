import { fixedWindow, inFlight, overloadBursts, tokenBucket } from '../support/limits.js'

const step = (t) => (t % 180_000 >= 60_000 && t % 180_000 < 120_000 ? 3 : 10)

/**
 * The servers of the goodput test. `ideal(from, to, latency)` is the number of calls that a client which knew the
 * server's rule could have answered between two times, in milliseconds.
 */
export const SCENARIOS = [
  {
    name: '10 a second',
    limit: () => tokenBucket({ rate: 10, burst: 10 }),
    ideal: (ms) => ms / 100,
  },
  {
    name: '10 a second, Retry-After',
    limit: () => tokenBucket({ rate: 10, burst: 10, hint: true }),
    ideal: (ms) => ms / 100,
  },
  {
    name: '10 -> 3 -> 10 a second',
    limit: () => tokenBucket({ rate: step, burst: 10 }),
    ideal: (ms) => sum(ms, (t) => step(t) / 1000),
  },
  {
    name: '16 in flight, no hint',
    limit: () => inFlight({ most: 16 }),
    ideal: (ms, latency) => (16 * ms) / latency,
  },
  {
    name: '529 for 5 s in every 30 s',
    limit: () =>
      both(overloadBursts({ everyMs: 30_000, burstMs: 5000 }), tokenBucket({ rate: 10, burst: 10 })),
    ideal: (ms) => sum(ms, (t) => (t % 30_000 < 25_000 ? 0.01 : 0)),
  },
  {
    name: '120 a minute, Retry-After',
    limit: () => fixedWindow({ most: 120 }),
    ideal: (ms) => 120 * Math.ceil(ms / 60_000),
  },
  {
    name: '120 a minute, no hint',
    limit: () => fixedWindow({ most: 120, hint: false }),
    ideal: (ms) => 120 * Math.ceil(ms / 60_000),
    goal: false,
  },
]

function both(first, second) {
  return {
    take: (now) => first.take(now) ?? second.take(now),
    done(now) {
      first.done(now)
      second.done(now)
    },
  }
}

function sum(ms, rate) {
  let total = 0
  for (let t = 0; t < ms; t += 10) total += rate(t) * Math.min(10, ms - t)
  return total
}
