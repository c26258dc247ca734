import { describe, expect, it } from 'vitest'
import { Chance } from './model/chance.js'
import { ModelDisk } from './model/disk.js'
import { job, judge, Ledger, put, start } from './model/scenario.js'
import { type Run, runUntil } from './model/sweep.js'

const full = process.env.STROM_FAULTS === 'full'
const WRITES = ['create', 'write', 'rename', 'link', 'mkdir']
const CASES: [code: string, calls: string[]][] = [
  ['ENOSPC', WRITES],
  ['EDQUOT', WRITES],
  ['EIO', ['write', 'fsync', 'close', 'read', 'list', 'lstat', 'rename', 'openDir', 'unlink']],
  ['EROFS', [...WRITES, 'unlink']],
  ['EACCES', [...WRITES, 'unlink', 'read', 'list']],
  ['EMFILE', ['create', 'openDir', 'read', 'list']],
]

/** The program ends at an error it cannot go on with, and another one takes over once the fault has passed. */
async function aftermath({ disk, ledger, actors, seed, bug, options }: Run): Promise<string[]> {
  disk.fault = undefined
  for (const { process } of actors) process.dead = true
  ledger.crash()
  return judge(disk, seed + 1007, ledger, bug, options)
}

describe('a disk that fails', () => {
  it.each(CASES)(
    '%s at any call: nothing is lost or paid for twice, and nothing looks empty',
    async (code, calls) => {
      const wrong: unknown[] = []
      let faults = 0
      const { calls: total } = (await runUntil(Number.POSITIVE_INFINITY, 1, {}, { onUnknown: 'hold' })).disk
      for (const lasting of [false, true]) {
        for (let at = full ? 0 : lasting ? 4 : 1; at < total; at += full ? 1 : 15) {
          const run = await runUntil(Number.POSITIVE_INFINITY, 1, {}, { onUnknown: 'hold' }, (disk) => {
            disk.fault = (call, _path, n) => {
              const hit = calls.includes(call) && (lasting ? n >= at : n === at)
              if (hit) faults++
              return hit ? code : undefined
            }
            // Whoever waits sees the fault pass: an answer that was paid for is kept until then.
            disk.onSleep = () => {
              disk.fault = undefined
            }
          })
          const what = await aftermath(run)
          if (what.length > 0) wrong.push({ code, lasting, at, what })
        }
      }
      if (full) console.log(`${code}: ${faults} faults, ${wrong.length} wrong`)
      expect(wrong.slice(0, 2)).toEqual([])
      expect(faults).toBeGreaterThan(20)
    },
  )
})

describe('a worker that lives on after an error', () => {
  it('gives the job back that it could not take, and takes it when the fault has passed', async () => {
    let failed = 0
    for (let at = 0; ; at++) {
      const disk = new ModelDisk()
      const ledger = new Ledger()
      const actor = await start(disk, 'a', 1, {}, {})
      await put(actor, ledger, [job(1, 'ok')])
      await actor.queue.pause()
      await actor.queue.claim()
      await actor.queue.resume()
      const first = disk.calls + at
      disk.fault = (_call, _path, n) => (n === first ? 'EMFILE' : undefined)
      const claim = await actor.queue.claim().catch((error) => error.code)
      const reached = disk.calls > first
      if (claim === 'EMFILE') {
        failed++
        expect(disk.names('incoming').filter((name) => !name.startsWith('.'))).toHaveLength(1)
        expect(disk.names('processing')).toEqual([])
      }
      disk.fault = undefined
      if (claim === 'EMFILE')
        expect(await actor.queue.claim()).toMatchObject({ id: job(1, 'ok').id, attempt: 0 })
      if (!reached) break
    }
    expect(failed).toBeGreaterThan(10)
  })
})

describe('a clock that jumps', () => {
  it('only moves delays', async () => {
    for (let seed = 1; seed <= (full ? 200 : 20); seed++) {
      const chance = new Chance(seed)
      const jump = (disk: ModelDisk) => () => {
        if (chance.below(20) === 0) disk.now += chance.pick([-3600e3, -1000, 0, 3600e3, 86_400e3])
        return undefined
      }
      const run = await runUntil(Number.POSITIVE_INFINITY, seed, {}, { onUnknown: 'hold' }, (disk) => {
        disk.fault = jump(disk)
      })
      expect(run.failed).toBeUndefined()
      expect(await aftermath(run)).toEqual([])
    }
  })
})
