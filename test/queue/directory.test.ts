import { execFileSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LostClaimError, UnsavedAnswerError } from '../../src/queue/context.js'
import { type OpenOptions, openDirectory } from '../../src/queue/directory.js'
import type { Claim, Json, Queue } from '../../src/queue/queue.js'
import { Result } from '../../src/record/loop.js'

const THRESHOLDS = { starving: 0, low: 4, balanced: 24, high: 49 }
const prompt = (n: number, more: Json = {}): Json => ({
  schema: 'strom.prompt/1',
  id: `p_${n.toString(16).padStart(16, '0')}`,
  generation: 3,
  slot: n,
  topic: 'Wasser',
  category: 'natur',
  style: 'casual',
  wrapper: 'human',
  kind: 'cold',
  propensity: { style: 0.25 },
  seed: 1,
  text: `Warum ist Wasser nass? (${n})`,
  ...more,
})
const result = (more: Json = {}): Json => ({
  schema: 'strom.result/1',
  id: 'r_0',
  class: 'ok',
  response: 'weil',
  ...more,
})

let dir: string
let clock: number
const open = (options: OpenOptions = {}): Promise<Queue> =>
  openDirectory(
    dir,
    { create: true, durability: 'process', ...options },
    { now: () => clock, chance: () => 0.5 },
  )
const take = async (queue: Queue): Promise<Claim> => {
  const claim = await queue.claim()
  if ('idle' in claim) throw new Error(`idle: ${claim.idle}`)
  return claim
}
async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}
const files = (folder: string) => readdirSync(join(dir, folder)).sort()

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'strom-queue-')), 'q')
  clock = Date.now()
})
afterEach(() => rmSync(join(dir, '..'), { recursive: true, force: true }))

describe('put', () => {
  it('makes one job of the same job put twice, whatever has become of it', async () => {
    const queue = await open()
    const again = async () => (await queue.put(prompt(1))).state
    expect(await queue.put(prompt(1))).toEqual({ id: prompt(1).id, state: 'new' })
    expect(await again()).toBe('exists')
    const claim = await take(queue)
    expect(await again()).toBe('exists')
    await queue.retry(claim, { class: 'server_error' })
    expect(await again()).toBe('exists')
    clock += 60_000
    await queue.complete(await take(queue), result(), 'processed')
    expect(await again()).toBe('exists')
    await queue.archive()
    expect(await again()).toBe('exists')
    expect((await queue.status(THRESHOLDS)).counts).toMatchObject({
      incoming: 0,
      processing: 0,
      processed: 0,
      archive: 1,
    })
  })

  it('takes an id for a hash of the content only where it looks like one', async () => {
    const queue = await open()
    const put = await queue.putBatch([
      { id: '1', text: 'a' },
      { id: '1', text: 'b' },
      { id: '../../x', text: 'a' },
      { id: '1', text: 'a' },
    ])
    expect(put.map(({ state }) => state)).toEqual(['new', 'new', 'new', 'exists'])
    for (const { id } of put) expect(id).toMatch(/^j_[0-9a-f]{16}$/)
    expect(files('incoming')).toHaveLength(3)
  })

  it('keeps a payload as it is: odd keys, lone surrogates, key order', async () => {
    const queue = await open()
    const payload = JSON.parse('{"b":1,"__proto__":{"x":1},"a":"\\ud800","10":0,"text":"\\u0000"}')
    await queue.put(payload)
    const claim = await take(queue)
    expect(JSON.stringify(claim.job.payload)).toBe(JSON.stringify(payload))
  })
})

describe('claim', () => {
  it('gives each job once and says why there is none', async () => {
    const queue = await open()
    await queue.putBatch([1, 2, 3].map((n) => prompt(n)))
    const ids = [await take(queue), await take(queue), await take(queue)].map((claim) => claim.id)
    expect(new Set(ids).size).toBe(3)
    expect(await queue.claim()).toEqual({ idle: 'empty' })
    await queue.pause('maintenance')
    expect(await queue.claim()).toEqual({ idle: 'paused' })
    expect((await queue.status(THRESHOLDS)).paused).toBe('maintenance')
    await queue.resume()
    expect(await queue.claim()).toEqual({ idle: 'empty' })
  })

  it('waits out the delay of a job that failed, and no clock jump loses it', async () => {
    const queue = await open()
    await queue.put(prompt(1))
    await queue.retry(await take(queue), { class: 'rate_limited' }, { delay: 90_000, charge: false })
    expect(await queue.claim()).toEqual({ idle: 'later', until: expect.closeTo(clock + 90_000, -1) })
    clock -= 3600_000
    expect(await queue.claim()).toMatchObject({ idle: 'later' })
    clock += 2 * 3600_000
    expect((await take(queue)).attempt).toBe(0)
  })

  it('takes no job where a paid answer would find no room', async () => {
    const queue = await open({ minFree: { bytes: 1e18, inodes: 0 } })
    await queue.put(prompt(1))
    await expect(queue.claim()).rejects.toThrow(/nearly full/)
    expect(files('incoming')).toHaveLength(1)
  })

  it('puts what is not a job out of the way, and never hangs or deletes', async () => {
    const queue = await open()
    const bad = (n: number) => join(dir, 'incoming', `0.p_${n.toString(16).padStart(16, 'f')}~a0.json`)
    writeFileSync(bad(1), '')
    writeFileSync(bad(2), '{"id":')
    writeFileSync(bad(3), Buffer.alloc(4096))
    symlinkSync('/etc/passwd', bad(4))
    execFileSync('mkfifo', [bad(5)])
    mkdirSync(bad(6))
    writeFileSync(bad(7), JSON.stringify({ id: 'p_fffffffffffffff7', payload: {}, sha256: 'no', end: 1 }))
    writeFileSync(join(dir, 'incoming', 'notes.txt'), 'mine')
    execFileSync('truncate', ['-s', '1T', bad(8)])
    await queue.put(prompt(1))
    expect((await take(queue)).id).toBe(prompt(1).id)
    expect(await queue.claim()).toEqual({ idle: 'empty' })
    expect(files('corrupt')).toHaveLength(8)
    expect(files('incoming')).toEqual(['notes.txt'])
    expect((await queue.status(THRESHOLDS)).notes.join()).toMatch(/8 file\(s\) in corrupt/)
  })

  it('lets one of two files of the same job through, and drops the other when that has ended', async () => {
    const queue = await open()
    await queue.put(prompt(1))
    const first = await take(queue)
    const twin = readFileSync(join(dir, first.name))
    writeFileSync(join(dir, 'incoming', `0.${first.id}~a0.json`), twin)
    expect(await queue.claim()).toMatchObject({ idle: 'later' })
    await queue.complete(first, result(), 'processed')
    clock += 10_000
    expect(await queue.claim()).toEqual({ idle: 'empty' })
    expect([files('incoming'), files('processing'), files('processed')].map((all) => all.length)).toEqual([
      0, 0, 1,
    ])
  })
})

describe('ending a job', () => {
  it('leaves one file: the result, with the job in it', async () => {
    const queue = await open()
    await queue.put(prompt(1))
    const claim = await take(queue)
    await queue.begin(claim, { cost: 0.01 })
    await queue.saveResult(claim, 0, { text: 'weil' })
    await queue.complete(claim, result(), 'processed')
    const file = JSON.parse(readFileSync(join(dir, 'processed', `${claim.id}.json`), 'utf8'))
    expect(file).toMatchObject({ ...result(), job: { id: claim.id, payload: prompt(1) } })
    for (const folder of ['.tmp', 'incoming', 'processing', 'results', 'attempts'])
      expect(files(folder)).toEqual([])
    expect(await all(queue.results())).toEqual([result()])
    expect(await queue.fsck({ deep: true })).toEqual([])
  })

  it('sends a job to error/ after its last try', async () => {
    const queue = await open({ maxAttempts: 3 })
    await queue.put(prompt(1))
    const to: string[] = []
    for (let k = 0; k < 3; k++) {
      clock += 3600_000
      const claim = await take(queue)
      expect(claim.attempt).toBe(k)
      to.push(await queue.retry(claim, result({ class: 'server_error' })))
    }
    expect(to).toEqual(['incoming', 'incoming', 'error'])
    expect((await all(queue.results())).map((r) => r.class)).toEqual(['server_error'])
  })

  it('refuses to end what is no longer its own, and keeps the saved answer', async () => {
    const queue = await open()
    await queue.put(prompt(1))
    const claim = await take(queue)
    await queue.saveResult(claim, 0, 'paid')
    rmSync(join(dir, claim.name))
    for (const end of [
      queue.complete(claim, result(), 'processed'),
      queue.retry(claim, result()),
      queue.release(claim),
    ])
      await expect(end).rejects.toThrow(LostClaimError)
    expect(files('results')).toHaveLength(1)
    expect(files('processed')).toEqual([])
  })

  it('never ends a job twice', async () => {
    const queue = await open()
    await queue.put(prompt(1))
    const claim = await take(queue)
    const file = readFileSync(join(dir, claim.name))
    await queue.complete(claim, result(), 'processed')
    writeFileSync(join(dir, claim.name), file)
    await expect(queue.complete(claim, result({ response: 'other' }), 'error')).rejects.toThrow(
      LostClaimError,
    )
    expect((await all(queue.results())).map((r) => r.response)).toEqual(['weil'])
  })

  it('hands a saved answer to the next worker, whose call is not needed', async () => {
    const one = await open()
    await one.put(prompt(1))
    const claim = await take(one)
    await one.saveResult(claim, 0, { text: 'first' })
    await one.saveResult(claim, 1, { text: 'second' })
    await one.close()
    const two = await open()
    expect(await two.recover()).toMatchObject({ returned: 1, maybePaid: 0 })
    expect((await take(two)).answers).toEqual([{ text: 'first' }, { text: 'second' }])
  })

  it('forgets the answer of a job that is put back from error/', async () => {
    const queue = await open()
    await queue.putBatch([prompt(1), prompt(2)])
    for (const cls of ['malformed', 'timeout']) {
      const claim = await take(queue)
      await queue.saveResult(claim, 0, 'old')
      await queue.complete(claim, result({ class: cls }), 'error')
    }
    expect(await queue.redrive({ classes: ['timeout'] })).toHaveLength(1)
    const claim = await take(queue)
    expect(claim).toMatchObject({ attempt: 0, answers: [] })
    expect(claim.job.payload).toEqual(prompt(Number(claim.job.payload.slot)))
    expect(await queue.claim()).toEqual({ idle: 'empty' })
    expect(await queue.redrive()).toHaveLength(1)
  })
})

describe('recover', () => {
  const begun = async (cost: number | null) => {
    const dead = await open()
    await dead.put(prompt(1))
    await dead.begin(await take(dead), { cost })
    await dead.close()
  }

  it('signals no process that is a worker no longer', async () => {
    await begun(null)
    expect(await (await open()).kill(String(prompt(1).id))).toBe(false) // or this test would end here
  })

  it('takes nothing from the living', async () => {
    const alive = await open()
    await alive.put(prompt(1))
    const claim = await take(alive)
    clock += 1e9
    const other = await open()
    expect(await other.recover()).toMatchObject({ returned: 0, alive: 1 })
    await alive.complete(claim, result(), 'processed')
  })

  it.each([
    ['retry', 0, 5, { returned: 1, held: 0, maybePaid: 1 }],
    ['retry', 0, null, { returned: 1, held: 0, maybePaid: 1 }],
    ['hold', 0, 0, { returned: 1, held: 0, maybePaid: 1 }],
    ['hold', 0, 0.01, { returned: 0, held: 1, maybePaid: 1 }],
    ['hold', 0, null, { returned: 0, held: 1, maybePaid: 1 }],
    ['hold', 0.1, 0.01, { returned: 1, held: 0, maybePaid: 1 }],
    ['hold', 0.1, null, { returned: 0, held: 1, maybePaid: 1 }],
  ] as const)('with onUnknown %s above $ %s, and a call of at most $ %s', async (...row) => {
    const [onUnknown, holdAbove, cost, expected] = row
    await begun(cost)
    const queue = await open({ onUnknown, holdAbove })
    expect(await queue.recover()).toMatchObject(expected)
    expect(await queue.held()).toHaveLength(expected.held)
    for await (const record of queue.results()) expect(Result.safeParse(record).error).toBeUndefined()
    expect(await queue.fsck({ deep: true })).toEqual([])
  })

  it('keeps a job that may have been paid for until a person decides', async () => {
    const queue = await open()
    await queue.putBatch([prompt(1), prompt(2), prompt(3)])
    const [one, two, three] = [await take(queue), await take(queue), await take(queue)]
    await queue.saveResult(two, 0, 'paid') // and then a second call
    for (const [step, claim] of [one, two].entries()) {
      await queue.begin(claim, { cost: 1, step })
      expect(await queue.unsure(claim, result({ class: 'timeout' }))).toBe('held')
    }
    await queue.complete(three, result({ class: 'timeout' }), 'error')
    expect((await queue.held()).sort()).toEqual([one.id, two.id].sort())
    expect((await queue.status(THRESHOLDS)).notes.join()).toMatch(/2 job\(s\).*--retry-unknown/)
    await queue.close()
    await queue.repair()
    expect(await queue.archive()).toBe(1) // not what waits for a decision
    expect(await queue.archive([one.id])).toBe(1)
    expect(await queue.held()).toEqual([two.id])
    expect(await queue.redrive({ except: await queue.held() })).toEqual([])
    expect(await queue.redrive({ ids: await queue.held() })).toEqual([two.id])
    expect(await queue.held()).toEqual([])
    expect(await take(queue)).toMatchObject({
      attempt: 0,
      answers: ['paid'],
      job: { payload: two.job.payload },
    })
    expect(await queue.fsck({ deep: true })).toEqual([])
  })

  it('ends a job that keeps killing its workers, and keeps what was paid for it', async () => {
    const queue = await open({ maxAttempts: 2 })
    await queue.put(prompt(1))
    for (let k = 0; k < 2; k++) {
      const worker = await open({ maxAttempts: 2 })
      const claim = await take(worker)
      if (k === 0) await worker.saveResult(claim, 0, 'paid')
      await worker.close()
    }
    expect(await queue.recover()).toMatchObject({ poisoned: 1 })
    const [record] = await all(queue.results())
    expect(record).toMatchObject({ class: 'cancelled', answers: ['paid'], attempts: 2 })
    expect(Result.safeParse(record).error).toBeUndefined()
  })

  it('leaves claims without a lock file alone, unless told that their worker is dead', async () => {
    const dead = await open()
    await dead.put(prompt(1))
    const claim = await take(dead)
    for (const name of files('workers')) rmSync(join(dir, 'workers', name))
    const queue = await open()
    expect(await queue.recover()).toMatchObject({
      returned: 0,
      unknown: [claim.name.replace('processing/', '')],
    })
    expect(await queue.fsck()).toMatchObject([{ rule: 'I3' }])
    expect(await queue.recover({ orphans: true })).toMatchObject({ returned: 1 })
  })
})

describe('fsck and repair', () => {
  it('names every broken invariant, and repair keeps the better of two places', async () => {
    const queue = await open()
    await queue.putBatch([prompt(1), prompt(2)])
    const claim = await take(queue)
    const file = readFileSync(join(dir, claim.name))
    await queue.complete(claim, result(), 'processed')
    writeFileSync(join(dir, 'incoming', `0.${claim.id}~a0.json`), file)
    const other = (await queue.list('incoming')).find((entry) => entry.id !== claim.id)!
    writeFileSync(join(dir, 'incoming', `0.${other.id}~a0.json`), '{"cut":')
    writeFileSync(join(dir, 'results', `${claim.id}.0.json`), '{"id":1}')
    writeFileSync(join(dir, 'attempts', `${other.id}~a4.json`), '{"end":1}')
    writeFileSync(join(dir, '.tmp', 'old'), '')
    clock += 40 * 3600_000
    const found = await queue.fsck({ deep: true })
    expect(found.map(({ rule }) => rule).sort()).toEqual(['I1', 'I5', 'I6', 'I7', 'I8'])
    await queue.close()
    expect(await queue.repair()).toBe(3)
    expect(files('corrupt')).toHaveLength(1)
    expect(await queue.fsck({ deep: true })).toEqual([])
    expect(files('processed')).toHaveLength(1)
  })

  it('never keeps a file that cannot be read for one that can', async () => {
    const queue = await open()
    await queue.putBatch([prompt(1), prompt(2)])
    for (const n of [1, 2]) writeFileSync(join(dir, 'processed', `${prompt(n).id}.json`), '{"cut":')
    const claim = await take(queue)
    await queue.complete(claim, result(), 'processed')
    await queue.close()
    await queue.repair()
    expect(files('incoming')).toHaveLength(1)
    expect(files('processed')).toHaveLength(1)
    expect(files('corrupt')).toHaveLength(2)
    expect(await queue.fsck({ deep: true })).toEqual([])
  })

  it('repairs nothing while a worker lives', async () => {
    const queue = await open()
    await queue.put(prompt(1))
    await take(queue)
    await expect((await open()).repair()).rejects.toMatchObject({ exitCode: 75 })
  })
})

describe('the place of a queue', () => {
  it('is refused where it cannot keep its promises', async () => {
    await expect(open({ create: false })).rejects.toMatchObject({ exitCode: 66 })
    mkdirSync(dir)
    symlinkSync(tmpdir(), join(dir, 'incoming'))
    await expect(open()).rejects.toMatchObject({ exitCode: 78 })
    dir = join(dir, 'deep', 'deeper')
    await expect(open()).rejects.toMatchObject({ exitCode: 73 })
  })
})

describe('a paid answer', () => {
  it('is written to the spill folder, or handed back with the error, but never dropped', async () => {
    const spill = join(dir, '..', 'spill')
    mkdirSync(spill)
    const worker = await open({ spill })
    await worker.put(prompt(1))
    const claim = await take(worker)
    rmSync(join(dir, 'results'), { recursive: true })
    writeFileSync(join(dir, 'results'), 'in the way')
    await worker.saveResult(claim, 0, 'paid')
    rmSync(join(dir, 'results'))
    mkdirSync(join(dir, 'results'))
    await worker.close()
    const next = await open({ spill })
    await next.recover()
    const again = await take(next)
    expect(again.answers).toEqual(['paid'])
    await next.complete(again, result(), 'processed')
    expect(readdirSync(join(spill, 'results'))).toEqual([])

    const unsaved = new Set<string>()
    const stopped = await open({ stop: AbortSignal.abort(), unsaved })
    await stopped.put(prompt(2))
    const last = await take(stopped)
    rmSync(join(dir, 'results'), { recursive: true })
    const error = await stopped.saveResult(last, 0, 'paid').catch((e) => e)
    expect(error).toBeInstanceOf(UnsavedAnswerError)
    expect([...unsaved].map((text) => JSON.parse(text))).toMatchObject([
      { id: last.id, step: 0, answer: 'paid' },
    ])
  })
})

describe('status', () => {
  it.each([
    [0, 'STARVING'],
    [1, 'LOW'],
    [4, 'LOW'],
    [5, 'BALANCED'],
    [24, 'BALANCED'],
    [25, 'HIGH'],
    [49, 'HIGH'],
    [50, 'OVERFLOW'],
  ])('%i waiting jobs are %s', async (n, state) => {
    const queue = await open()
    await queue.putBatch(Array.from({ length: n }, (_, i) => prompt(i)))
    expect(await queue.status(THRESHOLDS)).toMatchObject({ state, counts: { incoming: n }, health: 'ok' })
  })
})

describe('results', () => {
  it('come once and in the same order, wherever they are', async () => {
    const queue = await open()
    await queue.putBatch([1, 2, 3, 4].map((n) => prompt(n)))
    for (let n = 0; n < 4; n++) {
      const claim = await take(queue)
      const { slot } = claim.job.payload
      await queue.complete(claim, result({ slot, generation: slot }), n % 2 ? 'error' : 'processed')
    }
    const slots = async (since?: number) => (await all(queue.results({ since }))).map((r) => r.slot)
    expect(await slots()).toEqual([1, 2, 3, 4])
    expect(await queue.archive([String(prompt(2).id), String(prompt(3).id)])).toBe(2)
    expect(await slots()).toEqual([1, 2, 3, 4])
    writeFileSync(join(dir, 'archive', 'old.tar.gz'), 'mine')
    writeFileSync(join(dir, 'archive', '1999-12-31'), 'a file with the name of a day')
    writeFileSync(join(dir, 'control', 'boot'), 'x'.repeat(100_000))
    expect(await slots(3)).toEqual([3, 4])
    expect(await (await open()).claim()).toEqual({ idle: 'empty' })
    expect((await queue.status(THRESHOLDS)).counts.archive).toBe(2)
  })
})
