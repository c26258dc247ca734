import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load.js'
import type { Config } from '../../src/config/settings.js'
import { learn } from '../../src/evolution/learn.js'
import { analyzeQueue, learnFromQueue, queuedChoices } from '../../src/loop/knowledge.js'
import { planOptions } from '../../src/loop/plan.js'
import { openDirectory } from '../../src/queue/directory.js'
import type { Claim, Json, Queue } from '../../src/queue/queue.js'
import { contentId } from '../../src/record/id.js'
import { result } from '../evolution/results.js'

let folder: string
let queue: Queue
let config: Config

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'strom-'))
  queue = await openDirectory(join(folder, 'queue'), { create: true, durability: 'process' })
  config = loadConfig({ cwd: folder, env: {} }).config
})
afterEach(async () => {
  await queue.close()
  rmSync(folder, { recursive: true })
})

const prompt = (n: number, style = 'casual'): Json => ({
  schema: 'strom.prompt/1',
  id: contentId('j', String(n)),
  generation: 3,
  slot: n,
  topic: 'sauerteig',
  category: 'alltag',
  style,
  wrapper: 'sigma',
  kind: 'cold',
  propensity: {},
  seed: 1,
  text: `Warum geht der Teig auf? (${n})`,
})

/** Ends the next job of the queue with a result of this class. */
async function answer(kind: 'ok' | 'timeout' | 'refused', total = 95): Promise<void> {
  const claim = (await queue.claim()) as Claim
  const { id, generation, topic, category, style, wrapper, text } = claim.job.payload
  const levels = { prompt: id, generation, topic, category, style, wrapper, text }
  const made = { ...result({ class: kind, total }), id: contentId('r', String(id)), ...levels }
  await queue.complete(claim, made as Json, kind === 'ok' && total >= 90 ? 'processed' : 'error')
}

describe('what a queue knows', () => {
  it('is in all results, wherever they are: processed, failed and archived', async () => {
    await queue.putBatch([1, 2, 3, 4].map((n) => prompt(n)))
    await answer('ok')
    await queue.archive()
    await answer('ok', 50)
    await answer('refused')
    await answer('timeout')
    const analysis = await analyzeQueue(queue, config, false)
    expect(analysis?.window).toMatchObject({ jobs: 4, scored: 3, passed: 1 })
    expect(analysis?.classes).toEqual({ ok: 2, refused: 1, timeout: 1 })
    expect(analysis?.generation).toBe(3)
  })

  it('is nothing where nothing has ended, or what ended is no result', async () => {
    expect(await analyzeQueue(queue, config, false)).toBeNull()
    await queue.put({ something: 'else' })
    const claim = (await queue.claim()) as Claim
    await queue.complete(claim, { something: 'else', class: 'malformed' }, 'error')
    expect(await analyzeQueue(queue, config, false)).toBeNull()
  })

  it('has jobs on their way: those that wait, and those that are worked on', async () => {
    await queue.putBatch([prompt(1), prompt(2, 'kreativ'), { no: 'prompt' }])
    await queue.claim()
    const choices = await queuedChoices(queue)
    expect(choices.map(({ style }) => style).sort()).toEqual(['casual', 'kreativ'])
    expect(choices[0]).toEqual({ style: expect.any(String), topic: 'sauerteig', wrapper: 'sigma' })
  })
})

describe('learnFromQueue', () => {
  const teach = (look: boolean) =>
    learnFromQueue(queue, config, { seed: 1, mix: false, look }, (analysis, queued) =>
      learn(analysis, planOptions(config, { seed: 1, queued })),
    )
  const archived = async () => {
    let n = 0
    for await (const _ of queue.results({ states: ['archive'] })) n++
    return n
  }

  it('notes the generation and archives what it was learned from', async () => {
    await queue.putBatch([1, 2, 3].map((n) => prompt(n)))
    for (let i = 0; i < 3; i++) await answer('ok')
    await teach(false)
    const line = JSON.parse(readFileSync(join(folder, 'logs', 'evolution.jsonl'), 'utf8'))
    expect(line).toMatchObject({ generation: 4, prompts_generated: 20, learned_from: { sample_count: 3 } })
    expect(await archived()).toBe(3)
  })

  it('only looks where it is asked to', async () => {
    await queue.put(prompt(1))
    await answer('ok')
    await teach(true)
    expect(() => readFileSync(join(folder, 'logs', 'evolution.jsonl'))).toThrow()
    expect(await archived()).toBe(0)
  })
})

describe('planOptions', () => {
  it('takes the wrappers of the language', () => {
    const wrappers = (language: string) =>
      planOptions(loadConfig({ cwd: folder, env: { STROM_LANGUAGE: language } }).config, { seed: 1 }).wrappers
    expect(wrappers('de')).toContain('sigma')
    expect(wrappers('en')).not.toContain('sigma')
    expect(() => wrappers('fr')).toThrow(/no wrapper for the language fr/)
  })
})
