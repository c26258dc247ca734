import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { ModelError } from '../../src/model/errors.js'
import { LimitMemory } from '../../src/model/state.js'
import { makeLimit } from '../support/limits.js'
import { seededRandom, virtualClock } from '../support/virtual-clock.js'
import { virtualModel } from '../support/virtual-model.js'

let path: string
beforeEach(() => {
  path = join(mkdtempSync(join(tmpdir(), 'strom-state-')), 'limits.json')
})
afterEach(() => rmSync(join(path, '..'), { recursive: true }))

type Clock = ReturnType<typeof virtualClock>

async function run(clock: Clock, limitSpec: object, jobs: number, keyHash = 'h') {
  const model = virtualModel({
    ModelError,
    clock,
    limit: makeLimit(limitSpec),
    latency: 1000,
    random: seededRandom(1),
    spread: 0,
  })
  const memory = new LimitMemory(path, clock)
  const dispatcher = new Dispatcher({
    model,
    endpoint: { baseURL: 'v:', keyHash },
    clock,
    memory,
    random: seededRandom(2),
  })
  const start = clock.now()
  const request = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] }
  await clock.run(Promise.all(Array.from({ length: jobs }, () => dispatcher.run(request))))
  await dispatcher.close()
  return { ms: clock.now() - start, ...model.counts }
}

describe('what was learned about a back end', () => {
  it('is used by the next run, for the same key only', async () => {
    const clock = virtualClock()
    const limit = { kind: 'inFlight', most: 100 }
    const first = await run(clock, limit, 400)
    const second = await run(clock, limit, 400)
    const other = await run(clock, limit, 400, 'another')
    expect(second.ms).toBeLessThan(first.ms - 1000)
    expect(other.ms).toBeCloseTo(first.ms)
  })

  it('is forgotten after a day', async () => {
    const clock = virtualClock()
    const first = await run(clock, { kind: 'inFlight', most: 100 }, 400)
    await clock.run(clock.sleep(25 * 3600_000))
    const later = await run(clock, { kind: 'inFlight', most: 100 }, 400)
    expect(later.ms).toBeCloseTo(first.ms)
  })

  it('includes a wait that the back end had asked for', async () => {
    const clock = virtualClock()
    const memory = new LimitMemory(path, clock)
    let sent = 0
    const dispatcher = (model: ConstructorParameters<typeof Dispatcher>[0]['model'], store: LimitMemory) =>
      new Dispatcher({ model, endpoint: { baseURL: 'v:', keyHash: '' }, clock, memory: store })
    const request = { model: 'm', messages: [{ role: 'user' as const, content: 'x' }] }
    const first = dispatcher(
      {
        async chat() {
          throw new ModelError('429', {
            class: 'rate_limited',
            billed: 'no',
            transient: true,
            fatal: false,
            retryAfterMs: 60_000,
          })
        },
      },
      memory,
    )
    const job = first.run(request)
    await new Promise(setImmediate)
    first.drain() // the process is stopped while it waits
    await expect(job).rejects.toMatchObject({ class: 'cancelled' })
    await first.close()
    await clock.run(clock.sleep(10_000))
    const second = dispatcher(
      {
        async chat() {
          sent = clock.now()
          return { text: 'yes', finishReason: 'stop', model: 'm' }
        },
      },
      new LimitMemory(path, clock),
    )
    await clock.run(second.run(request))
    expect(sent).toBe(60_000)
  })

  it('is lost without harm where the file is broken', async () => {
    for (const text of ['', 'no JSON', '[]', '{"m":{"size":-1}}', '{"__proto__":{"size":1}}']) {
      writeFileSync(path, text)
      expect((await run(virtualClock(), { kind: 'inFlight', most: 20 }, 20)).answers).toBe(20)
    }
    expect(Object.keys(JSON.parse(readFileSync(path, 'utf8')))).not.toHaveLength(0)
  })
})
