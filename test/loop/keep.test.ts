import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load.js'
import { learn } from '../../src/evolution/learn.js'
import { Templates } from '../../src/loop/consume.js'
import { drain } from '../../src/loop/drain.js'
import { failed, unwritten } from '../../src/loop/failed.js'
import { copiesIn, keepInQueue } from '../../src/loop/keep.js'
import { queuedChoices } from '../../src/loop/knowledge.js'
import { Logs } from '../../src/loop/logs.js'
import { planOptions } from '../../src/loop/plan.js'
import { textsOf } from '../../src/loop/produce.js'
import { Dispatcher } from '../../src/model/dispatcher.js'
import { type Billed, ModelError } from '../../src/model/errors.js'
import { createSimulated } from '../../src/model/simulated.js'
import { openDirectory } from '../../src/queue/directory.js'
import type { Brief } from '../../src/record/loop.js'
import { scratch } from '../support/strom.js'

/** A queue, one brief, and what becomes of the brief where the call for its prompt fails. */
async function setup(onUnknown: 'hold' | 'retry' = 'hold') {
  const folder = scratch()
  const { config } = loadConfig({ cwd: folder, env: {} })
  const [brief] = learn(null, planOptions(config, { seed: 1, batchSize: 1 })).briefs as [Brief]
  const queue = await openDirectory(join(folder, 'q'), { create: true, durability: 'process', onUnknown })
  const logs = new Logs({ logs: join(folder, 'logs') })
  const dispatcher = new Dispatcher({ model: createSimulated(), endpoint: { baseURL: 's', keyHash: '' } })
  const fail = (billed: Billed) => {
    const rejected = failed(unwritten(brief), {}, error(billed))
    return keepInQueue(brief, { rejected }, queue, logs)
  }
  const work = () =>
    drain({
      queue,
      caller: { dispatcher, model: 'simulated', temperature: 1 },
      templates: new Templates(config),
      textsOf: (each) => textsOf(each, config),
      copies: () => copiesIn(queue),
      jobs: 1,
      wait: 'no',
      minScore: 0,
      stop: new AbortController().signal,
      abort: new AbortController().signal,
      onResult: () => {},
    })
  return { queue, brief, fail, work, dispatcher, logs }
}

it('lets a brief wait whose call failed and cost nothing: its prompt is written and answered later', async () => {
  const { queue, brief, fail, work, dispatcher } = await setup()
  expect(await fail('no')).toEqual({ to: 'brief' })
  expect(await queuedChoices(queue)).toMatchObject([{ style: brief.style, topic: brief.topic }])
  expect((await work()).retried).toBe(0)
  expect(dispatcher.stats().calls).toBeGreaterThanOrEqual(2)
  for await (const result of queue.results()) {
    expect(result).toMatchObject({ generation: 1, style: brief.style })
    expect(result.text).not.toBe('')
  }
  expect(await queue.list('incoming')).toEqual([])
})

it('holds one whose call may have been paid for, until a person decides', async () => {
  const { queue, brief, fail, work, dispatcher } = await setup()
  expect(await fail('maybe')).toMatchObject({ to: 'error', result: { class: 'network', held: true } })
  expect(await queue.held()).toEqual([brief.id])
  expect(await queue.archive()).toBe(0)
  await work()
  expect(dispatcher.stats().calls).toBe(0)
  await queue.redrive({ ids: await queue.held() })
  await work()
  expect(await queue.held()).toEqual([])
  expect(dispatcher.stats().calls).toBeGreaterThanOrEqual(2)
  expect(await queue.fsck({ deep: true })).toEqual([])
})

it('writes it again at once where the configuration says so', async () => {
  const { queue, fail } = await setup('retry')
  expect(await fail('yes')).toEqual({ to: 'brief' })
  expect(await queue.held()).toEqual([])
})

it('has a weak prompt written anew when it is taken up again, never sent', async () => {
  const { queue, brief, work, logs } = await setup()
  const rejected = { ...failed(unwritten(brief), {}, error('no')), class: 'weak' as const, text: 'Sure!' }
  await keepInQueue(brief, { rejected }, queue, logs)
  expect((await copiesIn(queue)).find(brief.topic, 'Sure!')).toBeUndefined()
  expect(await queue.redrive({ classes: ['weak'] })).toEqual([brief.id])
  await work()
  for await (const { text } of queue.results()) expect(text).not.toBe('Sure!')
})

const error = (billed: Billed) =>
  new ModelError('no', { class: 'network', billed, transient: true, fatal: false })
