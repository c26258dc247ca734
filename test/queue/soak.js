import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openDirectory } from '../../dist/queue/directory.js'
import { startMock } from '../support/mock-openai.js'
import { countingServer } from './counting-server.js'

const ROOT = join(import.meta.dirname, '..', '..')

/**
 * Consumers that are killed with -9, one every so often, until the queue is empty.
 * @param {{ path: string, jobs: number, workers: number, killEvery: number, hold: boolean, delay?: number,
 *   durability?: string, consumer?: 'worker' | 'strom' }} options times in ms; consumer: worker.js, which does nothing
 *   but call and save, or `strom consume`; hold: the default, else `on_unknown: retry`
 * @returns what became of the jobs: lost, duplicated, stuck and paidTwice must be 0. `paidTwice`: asked for again after
 *   the answer was promised to be saved (known of worker.js only). `answeredTwice` counts also answers that died with
 *   their worker before they were saved; with `hold` those are not asked for again.
 */
export async function soak(options) {
  const { path, jobs, workers, killEvery, durability = 'full' } = options
  const queue = await openDirectory(path, { create: true, durability })
  const prompts = Array.from({ length: jobs }, (_, n) => prompt(n))
  const started = performance.now()
  await queue.putBatch(prompts)
  const consumer = options.consumer === 'strom' ? await strom(options) : await worker(options)
  const running = new Set()
  const failures = []
  let kills = 0
  const run = () => {
    const env = { ...process.env, ...consumer.env }
    const child = spawn(process.execPath, consumer.args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let errors = ''
    child.stderr.on('data', (data) => {
      errors += data
    })
    running.add(child)
    child.on('close', (code, signal) => {
      running.delete(child)
      if (signal === 'SIGKILL') run()
      else if (code !== 0) failures.push(errors)
    })
  }
  for (let n = 0; n < workers; n++) run()
  for (let seen = -1; running.size > 0; ) {
    await setTimeout(killEvery)
    const now = consumer.total()
    if (now === seen) continue // a slow machine is still starting them
    seen = now
    const victims = [...running]
    if (victims[Math.floor(Math.random() * victims.length)]?.kill('SIGKILL')) kills++
  }
  await queue.recover()
  const seconds = Math.round((performance.now() - started) / 100) / 10
  await consumer.close()
  const ids = prompts.map(({ id }) => id)
  return { ...(await judge(queue, ids, consumer)), kills, failures, seconds }
}

const prompt = (n) => ({
  schema: 'strom.prompt/1',
  id: `p_${n.toString(16).padStart(16, '0')}`,
  generation: 0,
  slot: n,
  topic: 'wasser',
  category: 'natur',
  style: 'casual',
  wrapper: 'human',
  kind: 'cold',
  propensity: { style: 0.25 },
  seed: n,
  text: `Warum ist Wasser nass? (${n})`,
})

async function worker({ path, hold, delay = 5, durability = 'full' }) {
  const server = await countingServer({ delay: () => Math.random() * 2 * delay })
  const times = (id) => server.asked.get(id) ?? []
  const log = `${path}.saved`
  return {
    args: [
      join(import.meta.dirname, 'worker.js'),
      ...[path, server.url, '--durability', durability, ...(hold ? [] : ['--retry'])],
    ],
    total: () => server.asked.size,
    asked: (id) => times(id).length,
    answered: (id) => server.answered.get(id) ?? 0,
    askedLate() {
      const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []
      const saved = new Map(lines.map((line) => line.split(' ')))
      return (id) => times(id).some((time) => time > Number(saved.get(id) ?? time))
    },
    close: () => server.close(),
  }
}

async function strom({ path, hold, delay = 5 }) {
  const headings = ['Drift', 'Hintergrund-Muster', 'Druckfaktoren', 'Tiefe', 'Wirkung', 'Klartext']
  const text = headings.map((heading) => `### ${heading}\nEtwas verschiebt sich langsam.`).join('\n\n')
  const mock = await startMock({ latencyMs: delay, spread: 1, text })
  const counts = (id) => mock.counts.jobs[id] ?? { requests: 0, answered: 0 }
  return {
    args: [join(ROOT, 'bin', 'run.js'), 'consume', '--queue', path, '--jobs', '4', '--quiet'],
    env: {
      OPENAI_BASE_URL: mock.url,
      OPENAI_API_KEY: 'test',
      STROM_PROVIDER: 'openai',
      ...(hold ? {} : { STROM_ON_UNKNOWN: 'retry' }),
      STROM_MAX_ATTEMPTS: '50',
      STROM_LOGS: `${path}.logs`,
    },
    total: () => mock.counts.requests,
    asked: (id) => counts(id).requests,
    answered: (id) => counts(id).answered,
    askedLate: () => () => false,
    close: () => mock.close(),
  }
}

async function judge(queue, ids, { asked, answered, askedLate }) {
  const places = new Map()
  for (const state of ['incoming', 'processing', 'processed', 'error', 'archive'])
    for (const { id } of await queue.list(state)) places.set(id, [...(places.get(id) ?? []), state])
  const count = (test) => ids.filter((id) => test(places.get(id) ?? [], id)).length
  let held = 0
  for await (const record of queue.results({ states: ['error'] }))
    if (record.error?.message.includes('paid')) held++
  const late = askedLate()
  return {
    processed: count((at) => at[0] === 'processed'),
    inError: count((at) => at[0] === 'error'),
    held,
    heldFound: (await queue.held()).length,
    lost: count((at) => at.length === 0),
    duplicated: count((at) => at.length > 1),
    stuck: count((at) => at.includes('incoming') || at.includes('processing')),
    askedTwice: count((_at, id) => asked(id) > 1),
    answeredTwice: count((_at, id) => answered(id) > 1),
    paidTwice: count((_at, id) => late(id)),
    violations: await queue.fsck({ deep: true }),
  }
}
