import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { NearCopies } from '../../src/calibration/near-copy.js'
import { loadConfig } from '../../src/config/load.js'
import { learn } from '../../src/evolution/learn.js'
import { keeperOf, keepInQueue, keepLeftOver } from '../../src/loop/keep.js'
import { Logs } from '../../src/loop/logs.js'
import { planOptions } from '../../src/loop/plan.js'
import { producePrompt } from '../../src/loop/produce.js'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { createSimulated } from '../../src/model/simulated.js'
import { type DirectoryQueue, openDirectory } from '../../src/queue/directory.js'
import type { Brief } from '../../src/record/loop.js'

let folder: string
let queue: DirectoryQueue
const open = () => openDirectory(join(folder, 'q'), { create: true, durability: 'process' })
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strom-produce-'))
  queue = await open()
})
afterEach(() => rmSync(folder, { recursive: true }))

it('makes a job of a prompt that was paid for and whose producer died, and pays for it no second time', async () => {
  const config = loadConfig({ cwd: folder, env: {} }).config
  const [brief, other] = learn(null, planOptions(config, { seed: 1, batchSize: 2 })).briefs as [Brief, Brief]
  const dispatcher = new Dispatcher({ model: createSimulated(), endpoint: { baseURL: 's', keyHash: '' } })
  const caller = { dispatcher, model: 'simulated', temperature: 1 }
  await producePrompt(brief, caller, {}, { keep: keeperOf(queue) }) // and here it dies
  const decide = await producePrompt(other, caller, {}, { keep: keeperOf(queue) })

  const next = await open()
  const logs = new Logs({ logs: join(folder, 'logs') })
  await keepInQueue(other, decide(new NearCopies()), next, logs)
  expect(await keepLeftOver(next, () => new NearCopies(), logs)).toEqual(new Set([brief.id]))
  expect(await keepLeftOver(next, () => new NearCopies(), logs)).toEqual(new Set())
  expect(await next.list('incoming')).toHaveLength(2)
  expect(dispatcher.stats().calls).toBe(2)
  expect(
    readFileSync(join(folder, 'logs', 'field_flow.jsonl'), 'utf8')
      .trim()
      .split('\n'),
  ).toHaveLength(2)
})
