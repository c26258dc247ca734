import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDirectory } from '../../src/queue/directory.js'
import { kernelLiveness, type Owner } from '../../src/queue/liveness.js'
import type { Queue } from '../../src/queue/queue.js'
import { countingServer } from './counting-server.js'
import { soak } from './soak.js'

const WORKER = join(import.meta.dirname, 'worker.js')
const ROOT = join(import.meta.dirname, '..', '..')
const job = (n: number) => ({ id: `p_${n.toString(16).padStart(16, '0')}` })

let dir: string
let queue: Queue
let server: Awaited<ReturnType<typeof countingServer>>
const children: ChildProcess[] = []

beforeEach(async () => {
  dir = join(mkdtempSync(join(tmpdir(), 'strom-processes-')), 'q')
  queue = await openDirectory(dir, { create: true, durability: 'process' })
  server = await countingServer({ delay: () => 300 })
})
afterEach(() => {
  for (const child of children) child.kill('SIGKILL')
  server.close()
  rmSync(join(dir, '..'), { recursive: true, force: true })
})

function run(args: string[], env: NodeJS.ProcessEnv = {}): ChildProcess {
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  return child
}
const worker = (env?: NodeJS.ProcessEnv) => run([WORKER, dir, server.url, '--durability', 'process'], env)
async function until(test: () => boolean): Promise<void> {
  for (let waited = 0; !test(); waited += 10) {
    if (waited > 20_000) throw new Error('waited in vain')
    await setTimeout(10)
  }
}
const asked = (n: number) => () => server.asked.get(job(n).id) !== undefined
const count = (folder: string) => readdirSync(join(dir, folder)).length

describe.each([
  ['flock', {}],
  ['sockets', { PATH: '/nowhere' }],
])('the proof of life by %s', (_name, env) => {
  it('leaves a stopped worker its job, and it ends it', async () => {
    await queue.put(job(1))
    const child = worker(env)
    await until(asked(1))
    child.kill('SIGSTOP')
    expect(await queue.recover()).toMatchObject({ alive: 1, returned: 0 })
    child.kill('SIGCONT')
    await once(child, 'exit')
    expect(await queue.list('processed')).toHaveLength(1)
    expect(server.asked.get(job(1).id)).toHaveLength(1)
  })

  it('gives back the job of a killed worker, and says that it may have been paid', async () => {
    await queue.put(job(1))
    const child = worker(env)
    await until(asked(1))
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await queue.recover()).toMatchObject({ alive: 0, held: 1, maybePaid: 1 })
    expect(await queue.held()).toEqual([job(1).id])
    expect(count('workers')).toBe(0)
  })
})

describe('recover', () => {
  it('waits for the last process that shares the lock of a dead worker', async () => {
    await queue.put(job(1))
    const script = `
      import { spawn } from 'node:child_process'
      import { readdirSync, readlinkSync } from 'node:fs'
      import { openDirectory } from '${ROOT}/dist/queue/directory.js'
      const queue = await openDirectory('${dir}')
      await queue.claim()
      const link = (fd) => { try { return readlinkSync('/proc/self/fd/' + fd) } catch { return '' } }
      const fd = Number(readdirSync('/proc/self/fd').find((fd) => link(fd).endsWith('.lock')))
      const child = spawn('sleep', ['30'], { stdio: ['ignore', 'ignore', 'ignore', fd] })
      console.log(child.pid)
      setInterval(() => {}, 1000)`
    const child = run(['--input-type=module', '-e', script])
    const [pid] = await once(child.stdout!, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    expect(await queue.recover()).toMatchObject({ alive: 1, returned: 0 })
    process.kill(Number(pid), 'SIGKILL')
    await setTimeout(50)
    expect(await queue.recover()).toMatchObject({ alive: 0, returned: 1 })
  })

  it('moves each job once, however many recover at the same time', async () => {
    await queue.putBatch(Array.from({ length: 120 }, (_, n) => job(n)))
    const dead = await Promise.all([1, 2, 3].map(() => openDirectory(dir, { durability: 'process' })))
    for (let k = 0; k < 40; k++) for (const one of dead) await one.claim()
    for (const one of dead) await one.close()
    const script = `
      import { openDirectory } from '${ROOT}/dist/queue/directory.js'
      const queue = await openDirectory('${dir}', { durability: 'process' })
      console.log((await queue.recover()).returned)`
    const recoverers = Array.from({ length: 4 }, () => run(['--input-type=module', '-e', script]))
    const returned = await Promise.all(
      recoverers.map(async (child) => Number((await once(child.stdout!, 'data'))[0])),
    )
    expect(returned.reduce((a, b) => a + b)).toBe(120)
    expect(new Set((await queue.list('incoming')).map(({ id }) => id)).size).toBe(120)
    expect(await queue.fsck()).toEqual([])
  })

  it('tells a process from another one that got its number, and a boot from the next', async () => {
    const live = kernelLiveness(dir)
    const owner = live.describe('ab')
    expect(live.signal(owner, 0 as unknown as NodeJS.Signals)).toBe(true)
    const others: Partial<Owner>[] = [{ start: '1' }, { boot: 'other' }, { pidns: 'other' }]
    for (const other of others) expect(live.signal({ ...owner, ...other }, 'SIGKILL')).toBe(false)
    mkdirSync(join(dir, 'workers', 'x'), { recursive: true })
    writeFileSync(join(dir, 'workers', 'ab.lock'), '')
    const lock = await live.hold('workers/ab.lock', owner)
    expect(await live.inherit('workers/ab.lock', owner)).toBe('alive')
    const mute = kernelLiveness(dir, null)
    expect(await mute.inherit('workers/ab.lock', owner)).toBe('unknown')
    expect(await mute.inherit('workers/ab.lock', { ...owner, boot: 'other' })).toBeTypeOf('object')
    const socket: Owner = { ...owner, proof: 'socket', socket: join(dir, 'none.sock') }
    expect(await live.inherit('workers/ab.lock', socket)).toBe('unknown')
    expect(await live.inherit('workers/ab.lock', { ...socket, boot: 'other' })).toBeTypeOf('object')
    expect(await live.inherit('workers/cd.lock', owner)).toBe('missing')
    lock.release()
    expect(await live.inherit('workers/ab.lock', owner)).toBeTypeOf('object')
  })
})

describe('kill', () => {
  it('ends the worker of a job, and only its own', async () => {
    await queue.put(job(1))
    const child = worker()
    await until(asked(1))
    expect(await queue.kill('p_ffffffffffffffff')).toBe(false)
    expect(await queue.kill(job(1).id)).toBe(true)
    await once(child, 'exit')
    expect(await queue.list('incoming')).toMatchObject([{ id: job(1).id, attempt: 0 }])
  })
})

describe('consumers that are killed all the time', () => {
  it.each([true, false])('end every job once (hold what may have been paid: %s)', async (hold) => {
    const options = { path: `${dir}-soak`, jobs: 40, workers: 3, killEvery: 250, hold, durability: 'process' }
    const { kills, failures, processed, inError, held, heldFound, ...rest } = await soak(options)
    expect(failures).toEqual([])
    expect(rest).toMatchObject({ lost: 0, duplicated: 0, stuck: 0, paidTwice: 0, violations: [] })
    if (hold) expect(rest.answeredTwice).toBe(0)
    expect(processed + inError).toBe(40)
    expect([inError, heldFound]).toEqual([held, held])
    expect(kills).toBeGreaterThan(0)
  })
})
