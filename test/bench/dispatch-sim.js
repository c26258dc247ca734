import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { realClock } from '../../dist/model/clock.js'
import { Dispatcher } from '../../dist/model/dispatcher.js'
import { ModelError } from '../../dist/model/errors.js'
import { createOpenAI } from '../../dist/model/openai.js'
import { makeLimit } from '../support/limits.js'
import { seededRandom, virtualClock } from '../support/virtual-clock.js'
import { virtualModel } from '../support/virtual-model.js'

/** Jobs that wait at any time, so that the dispatcher alone decides how many are under way. */
const BACKLOG = 400

/** Keeps a dispatcher busy for `ms` of the clock's time, and then lets it finish. */
async function keepBusy(dispatcher, clock, ms) {
  let lost = 0
  let inTime = 0
  let number = 0
  const worker = async () => {
    while (clock.now() < ms) {
      try {
        await dispatcher.run({ model: 'm', messages: [{ role: 'user', content: `job ${number++}` }] })
        if (clock.now() <= ms) inTime++
      } catch {
        lost++
      }
    }
  }
  await Promise.all(Array.from({ length: BACKLOG }, worker))
  const { calls, limited } = dispatcher.stats()
  return { inTime, lost, share429: limited / calls }
}

function figures({ ideal }, latency, ms, { inTime, ...rest }) {
  // The first answer cannot come before one latency has passed.
  return { goodput: inTime / ideal(ms - latency, latency), ...rest }
}

/** The dispatcher against a server in the same process, on a virtual clock: exact and fast. */
export async function simulate(scenario, latency, seed, ms) {
  const clock = virtualClock()
  const limit = makeLimit(scenario.limit)
  const model = virtualModel({ ModelError, clock, limit, latency, random: seededRandom(seed) })
  const dispatcher = new Dispatcher({
    model,
    endpoint: { baseURL: 'virtual:', keyHash: '' },
    clock,
    random: seededRandom(seed + 1000),
  })
  return figures(scenario, latency, ms, await clock.run(keepBusy(dispatcher, clock, ms)))
}

/** The same over HTTP, through the openai client, with a server process; `speed` times as fast as real. */
export async function overHttp(scenario, latency, ms, speed) {
  const options = { latencyMs: latency, spread: 0.5, speed, limit: scenario.limit }
  const server = spawn(process.execPath, ['test/support/mock-openai.js', JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const { value: line } = await createInterface({ input: server.stdout })[Symbol.asyncIterator]().next()
  const { url } = JSON.parse(line)
  const real = realClock(speed)
  const start = real.now()
  const clock = { ...real, now: () => real.now() - start }
  const dispatcher = new Dispatcher({
    model: createOpenAI({ baseURL: url, clock }),
    endpoint: { baseURL: url, keyHash: '' },
    clock,
  })
  const busy = await keepBusy(dispatcher, clock, ms)
  server.stdin.end()
  return figures(scenario, latency, ms, busy)
}
