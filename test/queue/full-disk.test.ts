import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDirectory } from '../../src/queue/directory.js'
import type { Claim, Queue } from '../../src/queue/queue.js'

/** A real file system of 2 MB; only root may mount one, and not in every container. */
const disk = mkdtempSync(join(tmpdir(), 'strom-disk-'))
const mount = (...args: string[]) => spawnSync('mount', args).status === 0
const mounted = mount('-t', 'tmpfs', '-o', 'size=2m', 'none', disk)

afterAll(async () => {
  await queue?.close()
  if (mounted) spawnSync('umount', ['-l', disk])
  rmSync(disk, { recursive: true })
})

const room = { bytes: 0, inodes: 0 }
const THRESHOLDS = { starving: 0, low: 4, balanced: 24, high: 49 }
const open = (minFree = room) => openDirectory(join(disk, 'q'), { create: true, minFree })
const job = (n: number) => ({ id: `p_${n.toString(16).padStart(16, '0')}`, text: 'x'.repeat(60_000) })
let queue: Queue

beforeAll(async () => {
  if (mounted) queue = await open()
})

it.runIf(mounted)(
  'a full disk: what was put is there, the rest is refused, a paid answer waits for room',
  async () => {
    const acked: string[] = []
    const failure = await (async () => {
      for (let n = 0; ; n++) acked.push((await queue.put(job(n))).id)
    })().catch((error) => error)
    expect(failure).toMatchObject({ exitCode: 73, code: 'ENOSPC' })
    expect(failure.hint).toMatch(/free some space/)
    expect(acked.length).toBeGreaterThan(10)
    const before = await queue.list('incoming')
    expect(before.map(({ id }) => id)).toEqual(acked.sort())
    expect(await queue.fsck({ deep: true })).toEqual([])
    await expect((await open({ bytes: 64e6, inodes: 0 })).claim()).rejects.toMatchObject({ exitCode: 75 })

    // The claim needs room for the lock of its worker, so the disk is filled up after it.
    for (const id of acked.slice(0, 3)) unlinkSync(join(disk, 'q', 'incoming', `0.${id}~a0.json`))
    const claim = (await queue.claim()) as Claim
    const filler = join(disk, 'filler')
    for (let size = 2 ** 20; size >= 1; size /= 2)
      try {
        writeFileSync(filler, Buffer.alloc(size), { flag: 'a' })
      } catch {}
    let saved = false
    const saving = queue.saveResult(claim, 0, 'y'.repeat(50_000)).then(() => {
      saved = true
    })
    await setTimeout(300)
    expect(saved).toBe(false)
    unlinkSync(filler)
    await saving
    await queue.complete(claim, { class: 'ok', response: '' }, 'processed')
    expect(await queue.fsck({ deep: true })).toEqual([])
  },
)

it.runIf(mounted)(
  'a disk that has become read-only: the queue can be looked at, and says why it takes nothing',
  async () => {
    expect(mount('-o', 'remount,ro', disk)).toBe(true)
    try {
      expect((await queue.status(THRESHOLDS)).counts.processed).toBe(1)
      await expect(queue.put({ text: 'new' })).rejects.toMatchObject({ exitCode: 73, code: 'EROFS' })
      await expect(queue.claim()).rejects.toMatchObject({ exitCode: 73, code: 'EROFS' })
    } finally {
      mount('-o', 'remount,rw', disk)
    }
    expect(await queue.put({ text: 'new' })).toMatchObject({ state: 'new' })
  },
)
