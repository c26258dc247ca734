import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { archive, redrive } from './archive.js'
import { begin } from './claim.js'
import type { Context, Options } from './context.js'
import { Disk, type Durability } from './disk.js'
import { find, jobs } from './find.js'
import { complete, release, retry, saveResult } from './finish.js'
import { type Fs, nodeFs } from './fs.js'
import { fsck } from './fsck.js'
import { held, putUnsure, unsure } from './held.js'
import { openFolders } from './init.js'
import { drop, keep, kept } from './keep.js'
import { kernelLiveness, type Liveness } from './liveness.js'
import { note, setNote } from './notes.js'
import { pending } from './pending.js'
import { put, putEnded } from './put.js'
import type { Queue } from './queue.js'
import { recover } from './recover.js'
import { results } from './results.js'
import { kill, list, status } from './status.js'
import { claimAsWorker, endWorker, lockFile, repairIdle } from './worker.js'

export const DEFAULTS: Omit<Options, 'unsaved'> = {
  maxAttempts: 5,
  onUnknown: 'hold',
  holdAbove: 0,
  minFree: { bytes: 64e6, inodes: 1000 },
  spill: undefined,
}

export interface OpenOptions extends Partial<Options> {
  /** Make the queue where it is missing. Without, a missing queue is an error. */
  create?: boolean
  durability?: Durability
  /** Ends waiting, such as for space for a paid answer. */
  stop?: AbortSignal
}

export interface DirectoryQueue extends Queue {
  /** What a person should know of the place the queue is in. */
  readonly warnings: readonly string[]
}

/** What a test replaces: the disk, the kernel, the clock, chance. */
export interface World {
  fs: Fs
  spillFs?: Fs
  live: Liveness
  now: () => number
  chance: () => number
  random: () => string
  sleep: (ms: number) => Promise<void>
}

/**
 * Opens the queue in a folder. See names.ts for what is in it.
 * @throws MissingInputError, ConfigError, CannotWriteError
 */
export async function openDirectory(
  path: string,
  { create = false, durability = 'full', stop, ...options }: OpenOptions = {},
  world: Partial<World> = {},
): Promise<DirectoryQueue> {
  const root = resolve(path)
  const random = world.random ?? (() => randomBytes(16).toString('hex'))
  const disk = new Disk(world.fs ?? nodeFs(root), durability, random)
  const warnings = await openFolders(disk, root, create)
  const spillFs = world.spillFs ?? (options.spill ? nodeFs(resolve(options.spill)) : undefined)
  const context: Context = {
    disk,
    spill: spillFs && (await openSpill(new Disk(spillFs, durability, random))),
    live: world.live ?? kernelLiveness(root),
    options: { ...DEFAULTS, unsaved: new Set(), ...options },
    now: world.now ?? Date.now,
    chance: world.chance ?? Math.random,
    sleep: world.sleep ?? ((ms) => setTimeout(ms, undefined, stop && { signal: stop }).catch(() => {})),
    stop,
    worker: undefined,
    starting: undefined,
    ready: [],
    listings: 0,
    safe: new WeakMap(),
    recovered: 0,
  }
  return queueOf(context, root, warnings)
}

/** Only the folders that a spilled answer needs. */
async function openSpill(disk: Disk): Promise<Disk> {
  for (const folder of ['.tmp', 'results', 'corrupt']) if (!disk.fs.lstat(folder)) disk.fs.mkdir(folder)
  await disk.syncDir('')
  return disk
}

/** One line an operation: each has its file. */
function queueOf(context: Context, root: string, warnings: readonly string[]): DirectoryQueue {
  return {
    warnings,
    put: async (payload) => (await put(context, [payload]))[0]!,
    putBatch: (payloads) => put(context, payloads),
    putEnded: async (payload, record) => void (await putEnded(context, payload, record)),
    putUnsure: (payload, record, cost) => putUnsure(context, payload, record, cost),
    keep: (id, value) => keep(context, id, value),
    kept: () => kept(context),
    drop: (id) => drop(context, id),
    claim: () => claimAsWorker(context),
    begin: (claim, call) => begin(context, claim, call),
    saveResult: (claim, step, answer) => saveResult(context, claim, step, answer),
    complete: (claim, record, to) => complete(context, claim, record, to),
    retry: (claim, record, options) => retry(context, claim, record, options),
    unsure: (claim, record, options) => unsure(context, claim, record, options),
    release: (claim) => release(context, claim),
    recover: (options) => recover(context, options),
    fsck: (options) => fsck(context, options),
    repair: () => repairIdle(context),
    archive: (ids, options) => archive(context, ids, options),
    held: () => held(context),
    redrive: (select) => redrive(context, select),
    status: (thresholds) => status(context, root, thresholds),
    list: async (state) => list(context, state),
    find: (id) => find(context, id),
    jobs: (state) => jobs(context, state),
    results: (options) => results(context, options),
    pending: () => pending(context),
    note: (name) => note(context, name),
    setNote: (name, text) => setNote(context, name, text),
    pause: (reason = '') => context.disk.publish(`${reason}\n`, 'control/paused'),
    resume: async () => {
      context.disk.remove('control/paused')
      await context.disk.syncDir('control')
    },
    kill: (id, signal = 'SIGTERM') => kill(context, id, signal),
    lock: (name) => lockFile(context, `control/${name}.lock`),
    close: () => endWorker(context),
  }
}
