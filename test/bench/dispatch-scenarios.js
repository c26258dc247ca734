import { rateAt } from '../support/limits.js'

const BUCKET = { kind: 'rate', perSecond: 10, burst: 10 }
const STEPS = [10, 3, 10].map((perSecond) => ({ ms: 60_000, perSecond }))

/**
 * The servers of the goodput test. `ideal(ms, latency)` is the number of calls that a client that knew the server's
 * rule could have answered within a time.
 */
export const SCENARIOS = [
  { name: '10 a second', limit: BUCKET, ideal: (ms) => ms / 100 },
  { name: '10 a second, Retry-After', limit: { ...BUCKET, hint: true }, ideal: (ms) => ms / 100 },
  {
    name: '10 -> 3 -> 10 a second',
    limit: { ...BUCKET, perSecond: STEPS },
    ideal: (ms) => sum(ms, (t) => rateAt(STEPS, t)),
  },
  {
    name: '16 in flight, no hint',
    limit: { kind: 'inFlight', most: 16 },
    ideal: (ms, latency) => (16 * ms) / latency,
  },
  {
    name: '529 for 5 s of every 30 s',
    limit: { kind: 'all', of: [{ kind: 'bursts', everyMs: 30_000, burstMs: 5000 }, BUCKET] },
    ideal: (ms) => sum(ms, (t) => (t % 30_000 < 25_000 ? 10 : 0)),
  },
  {
    name: '120 a minute, Retry-After',
    limit: { kind: 'perWindow', most: 120, windowMs: 60_000, hint: true },
    ideal: (ms) => 120 * Math.ceil(ms / 60_000),
  },
  {
    name: '120 a minute, no hint',
    limit: { kind: 'perWindow', most: 120, windowMs: 60_000 },
    ideal: (ms) => 120 * Math.ceil(ms / 60_000),
  },
]

function sum(ms, perSecond) {
  let total = 0
  for (let t = 0; t < ms; t += 10) total += (perSecond(t) * Math.min(10, ms - t)) / 1000
  return total
}
