import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { openDirectory } from '../../dist/queue/directory.js'
import { countingServer } from './counting-server.js'

const WORKER = join(import.meta.dirname, 'worker.js')

/**
 * Consumers that are killed with -9, one every so often, until the queue is empty.
 * @param {{ path: string, jobs: number, workers: number, killEvery: number, hold: boolean, delay?: number,
 *   durability?: string }} options times in ms
 * @returns what became of the jobs: lost, duplicated, stuck and paidTwice must be 0. `paidTwice`: asked for again after
 *   the answer was promised to be saved. `answeredTwice` counts also answers that died with their worker before
 *   they were saved; with `hold` those are not asked for again.
 */
export async function soak({ path, jobs, workers, killEvery, hold, delay = 5, durability = 'full' }) {
  const queue = await openDirectory(path, { create: true, durability })
  const ids = Array.from({ length: jobs }, (_, n) => `p_${n.toString(16).padStart(16, '0')}`)
  const started = performance.now()
  await queue.putBatch(ids.map((id) => ({ id })))
  const server = await countingServer({ delay: () => Math.random() * 2 * delay })
  const running = new Set()
  const failures = []
  let kills = 0
  const run = () => {
    const args = [WORKER, path, server.url, '--durability', durability, ...(hold ? ['--hold'] : [])]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] })
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
  while (running.size > 0) {
    await setTimeout(killEvery)
    const victims = [...running]
    if (victims[Math.floor(Math.random() * victims.length)]?.kill('SIGKILL')) kills++
  }
  await queue.recover()
  const seconds = (performance.now() - started) / 1000
  server.close()
  return { ...(await judge(queue, ids, server, saved(path))), kills, failures, seconds }
}

/** When each answer was promised to be saved. */
function saved(path) {
  const lines = readFileSync(`${path}.saved`, 'utf8').trim().split('\n')
  return new Map(lines.map((line) => line.split(' ')).map(([id, time]) => [id, Number(time)]))
}

async function judge(queue, ids, { asked, answered }, saved) {
  const places = new Map()
  for (const state of ['incoming', 'processing', 'processed', 'error', 'archive'])
    for (const { id } of await queue.list(state)) places.set(id, [...(places.get(id) ?? []), state])
  const count = (test) => ids.filter((id) => test(places.get(id) ?? [], id)).length
  let held = 0
  for await (const record of queue.results({ states: ['error'] }))
    if (record.error?.message.includes('paid')) held++
  return {
    processed: count((at) => at[0] === 'processed'),
    inError: count((at) => at[0] === 'error'),
    held,
    lost: count((at) => at.length === 0),
    duplicated: count((at) => at.length > 1),
    stuck: count((at) => at.includes('incoming') || at.includes('processing')),
    askedTwice: count((_at, id) => (asked.get(id)?.length ?? 0) > 1),
    answeredTwice: count((_at, id) => (answered.get(id) ?? 0) > 1),
    paidTwice: count((_at, id) => asked.get(id)?.some((time) => time > (saved.get(id) ?? time))),
    violations: await queue.fsck({ deep: true }),
  }
}
