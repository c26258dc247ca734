import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, afterEach, expect, it } from 'vitest'
import type { Step } from '../../src/stream/batch.js'
import { Crew } from '../../src/stream/crew.js'
import type { LineBlock } from '../../src/stream/lines.js'
import { mapOrdered } from '../../src/stream/ordered.js'

const SCRIPT = join(import.meta.dirname, '..', '..', 'dist', 'stream', 'thread.js')
const folder = mkdtempSync(join(tmpdir(), 'strom-crew-'))
/** More than enough for a thread to come up in. */
const MOST = 4000

/** A step that says which thread it ran in, and does something odd in another thread. */
const source = (odd: string) => `
import { isMainThread, threadId } from 'node:worker_threads'
export const step = ({ name }) => (record, sink) => {
  if (!isMainThread) { ${odd} }
  sink.emit({ n: record.n, name, thread: threadId })
}`
const here: Step<'any'> = (record, sink) => sink.emit({ n: record.n, name: 'own', thread: 0 })

let crew: Crew<'any'> | undefined
afterEach(() => crew?.close())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function hire(odd = '', startMs = 0): Crew<'any'> {
  const path = join(folder, `${Math.random()}.mjs`)
  writeFileSync(path, source(odd))
  const work = {
    kind: 'any' as const,
    step: here,
    module: pathToFileURL(path).href,
    options: { name: 'own' },
    batch: { stopAtBad: false, keepRejects: false },
  }
  crew = new Crew(work, SCRIPT, 3, startMs)
  return crew
}

/** Blocks of two lines each, one at a time, until other threads have done a few of them, or `most` are done. */
async function run(own: Crew<'any'>, most = MOST) {
  const rows: { n: number; name: string; thread: number }[] = []
  const bad: number[] = []
  const enough = () => rows.filter(({ thread }) => thread > 0).length >= 20
  async function* blocks(): AsyncGenerator<LineBlock> {
    for (let n = 0; n < most && !enough(); n++) {
      await new Promise((wake) => setTimeout(wake, 5))
      yield { file: 'f', first: 2 * n + 1, bytes: Buffer.from(`{"n":${n}}\nno record ${n}`) }
    }
  }
  for await (const result of mapOrdered(blocks(), (block) => own.run(block), { jobs: 6 })) {
    const texts = Buffer.from(result.out).toString().trim().split('\n')
    rows.push(...texts.map((text) => JSON.parse(text)))
    bad.push(...result.bad.map(({ line }) => line))
  }
  return { rows, bad }
}

it('shares the work among threads and gives the results in order', async () => {
  const { rows, bad } = await run(hire())
  expect(rows.map(({ n }) => n)).toEqual(rows.map((_, n) => n))
  expect(bad).toEqual(rows.map((_, n) => 2 * n + 2))
  expect(rows.every(({ name }) => name === 'own')).toBe(true)
  expect(rows.some(({ thread }) => thread > 0)).toBe(true)
})

it('starts no thread for little work', async () => {
  const { rows } = await run(hire('', 60_000), 60)
  expect(rows.every(({ thread }) => thread === 0)).toBe(true)
})

it.each([
  ['a step that fails', "throw new Error('odd')", /odd/],
  ['a thread that fails outside its step', "setImmediate(() => { throw new Error('later') })", /later/],
  ['a thread that ends', 'process.exit(3)', /ended with code 3/],
])('fails with %s', async (_, odd, message) => {
  await expect(run(hire(odd))).rejects.toThrow(message)
})

it('fails where a thread cannot be started', async () => {
  const own = new Crew(
    {
      kind: 'any',
      step: here,
      module: pathToFileURL(join(folder, 'missing.mjs')).href,
      options: {},
      batch: { stopAtBad: false, keepRejects: false },
    },
    SCRIPT,
    2,
    0,
  )
  crew = own
  await expect(run(own)).rejects.toThrow(/missing/)
})
