import { Dispatcher } from '../../dist/model/dispatcher.js'
import { seededRandom, virtualClock } from '../support/virtual-clock.js'
import { virtualModel } from '../support/virtual-model.js'
import { SCENARIOS } from './dispatch-scenarios.js'

const MINUTES = 6
const LATENCIES = [1000, 3000, 10_000]
const SEEDS = [1, 2, 3]

export async function simulate({ limit, ideal }, latency, seed, ms = MINUTES * 60_000, jobs = 400) {
  const clock = virtualClock()
  const model = virtualModel({ clock, limit: limit(), latency, random: seededRandom(seed) })
  const dispatcher = new Dispatcher({
    model,
    endpoint: { baseURL: 'virtual:', keyHash: '' },
    clock,
    random: seededRandom(seed + 1000),
  })
  let lost = 0
  let inTime = 0
  const worker = async () => {
    while (clock.now() < ms) {
      try {
        await dispatcher.run({ model: 'm', messages: [{ role: 'user', content: 'x' }] })
        if (clock.now() <= ms) inTime++
      } catch {
        lost++
      }
    }
  }
  await clock.run(Promise.all(Array.from({ length: jobs }, worker)))
  // The first answer cannot come before one latency has passed.
  const best = ideal(ms - latency, latency)
  return { goodput: inTime / best, share429: model.counts.limited / model.counts.calls, lost }
}

const mean = (values) => values.reduce((a, b) => a + b, 0) / values.length
const percent = (share) => `${(100 * share).toFixed(1)} %`.padStart(8)

console.log(
  `${'server'.padEnd(28)} latency  goodput  429s     lost   (${MINUTES} min of virtual time, mean of ${SEEDS.length} seeds)`,
)
for (const scenario of SCENARIOS) {
  for (const latency of LATENCIES) {
    const runs = []
    for (const seed of SEEDS) runs.push(await simulate(scenario, latency, seed))
    const goodput = mean(runs.map((run) => run.goodput))
    const limited = mean(runs.map((run) => run.share429))
    const lost = runs.reduce((sum, run) => sum + run.lost, 0)
    const verdict = goodput >= 0.9 && limited <= 0.07 && lost === 0 ? '' : '  <-- misses the goal'
    console.log(
      `${scenario.name.padEnd(28)} ${String(latency / 1000).padStart(5)} s ${percent(goodput)} ${percent(limited)} ${String(lost).padStart(6)}${verdict}`,
    )
  }
}
