/**
 * Goodput of the dispatcher against servers with different limits: npm run bench:dispatch [-- --http]
 *
 * On a virtual clock, and with --http also over loopback through the openai client, some times as fast as real. The
 * second needs a computer with nothing else to do.
 */
import { SCENARIOS } from './dispatch-scenarios.js'
import { overHttp, simulate } from './dispatch-sim.js'

const MINUTES = 15
const LATENCIES = [1000, 3000, 10_000]
const SEEDS = [1, 2, 3]
const GOAL = { goodput: 0.9, share429: 0.07 }
const HTTP = { without: ['10 a second, Retry-After', '120 a minute, no hint'], minutes: 3, speed: 4 }

const mean = (runs, name) => runs.reduce((sum, run) => sum + run[name], 0) / runs.length
const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(8)

function report(name, latency, runs) {
  const goodput = mean(runs, 'goodput')
  const share429 = mean(runs, 'share429')
  const lost = runs.reduce((sum, run) => sum + run.lost, 0)
  const good = goodput >= GOAL.goodput && share429 <= GOAL.share429 && lost === 0
  console.log(
    name.padEnd(28),
    `${latency / 1000} s`.padStart(6),
    percent(goodput),
    percent(share429),
    String(lost).padStart(6),
    good ? '' : '  misses the goal',
  )
}

console.log(`Goal: goodput >= 90 % of the ideal, <= 7 % of the calls answered 429, no job lost.\n`)
console.log(`Virtual clock, ${MINUTES} minutes, mean of ${SEEDS.length} seeds`)
console.log('server                       answer  goodput     429s   lost')
for (const scenario of SCENARIOS) {
  for (const latency of LATENCIES) {
    const runs = []
    for (const seed of SEEDS) runs.push(await simulate(scenario, latency, seed, MINUTES * 60_000))
    report(scenario.name, latency, runs)
  }
}

if (process.argv.includes('--http')) {
  console.log(`\nOver HTTP, ${HTTP.minutes} minutes at ${HTTP.speed} times the speed`)
  for (const scenario of SCENARIOS.filter(({ name }) => !HTTP.without.includes(name))) {
    report(scenario.name, 1000, [await overHttp(scenario, 1000, HTTP.minutes * 60_000, HTTP.speed)])
  }
}
