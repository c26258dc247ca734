import { type Context, noteIn } from './context.js'
import { places } from './find.js'
import type { Fs } from './fs.js'
import { held, heldNote } from './held.js'
import { archiveDays, isWaiting, lockOf, parseClaimed, parseEnded } from './names.js'
import type { Entry, State, Status, Thresholds } from './queue.js'
import { inherit, readOwner, workers } from './recover.js'

/** So many jobs of a state are counted; where there are more, the rest is not looked at, however many there are. */
const COUNT_TO = 10_000
/** At most this many waiting files are looked at for their age; counting needs names only. */
const SAMPLE = 500
/** A job that runs longer than this is worth a note, seconds: the time-out of a call, twice. */
const LONG_S = 3600

/** The level of a number of waiting jobs. */
export function levelOf(waiting: number, t: Thresholds): Status['state'] {
  if (waiting <= t.starving) return 'STARVING'
  if (waiting <= t.low) return 'LOW'
  if (waiting <= t.balanced) return 'BALANCED'
  return waiting <= t.high ? 'HIGH' : 'OVERFLOW'
}

/** What is where, how old it is, and what needs a person. Reads names, and the files of jobs that may be held. */
export async function status(context: Context, root: string, thresholds: Thresholds): Promise<Status> {
  const { fs } = context.disk
  const incoming = some(fs, 'incoming', isWaiting)
  const processing = fs.list('processing').filter((name) => parseClaimed(name))
  const counts = {
    incoming: incoming.length,
    processing: processing.length,
    processed: some(fs, 'processed', parseEnded).length,
    error: some(fs, 'error', parseEnded).length,
    archive: archived(fs),
    corrupt: fs.list('corrupt').length,
  }
  const live = { alive: 0, dead: 0, unknown: 0 }
  for (const worker of workers(context)) live[await lifeOf(context, worker)]++
  const step = Math.max(1, Math.ceil(incoming.length / SAMPLE))
  const oldest = {
    waiting: age(
      context,
      incoming.filter((_, i) => i % step === 0).map((name) => `incoming/${name}`),
      'mtime',
    ),
    running: age(
      context,
      processing.map((name) => `processing/${name}`),
      'ctime',
    ),
  }
  const paused = fs.lstat('control/paused') ? noteIn(context.disk, 'control/paused') || 'paused' : false
  const status = { queue: root, level: counts.incoming, state: levelOf(counts.incoming, thresholds) }
  const more = (Object.keys(counts) as (keyof typeof counts)[]).filter((state) => counts[state] >= COUNT_TO)
  const undecided = (await held(context)).length
  const problem = noteIn(context.disk, 'control/problem') ?? null
  const notes = notesOn({ paused, counts, workers: live, oldest, held: undecided, problem })
  const health = notes.length > 0 ? 'warning' : 'ok'
  return { ...status, health, paused, counts, more, workers: live, oldest, held: undecided, problem, notes }
}

/** The names of a folder that pass a test, up to `COUNT_TO`. */
function some(fs: Fs, folder: string, test: (name: string) => unknown, most = COUNT_TO): string[] {
  const names: string[] = []
  for (const name of fs.scan(folder)) {
    if (names.length >= most) break
    if (test(name)) names.push(name)
  }
  return names
}

function archived(fs: Fs): number {
  let count = 0
  for (const day of archiveDays(fs)) count += some(fs, day, parseEnded, COUNT_TO - count).length
  return count
}

/** What needs a person, and what to do about it. */
function notesOn({
  paused,
  counts,
  workers: { dead, unknown },
  oldest: { running },
  held,
  problem,
}: Pick<Status, 'paused' | 'counts' | 'workers' | 'oldest' | 'held' | 'problem'>): string[] {
  const notes: (string | false)[] = [
    paused && `paused (${paused}): 'strom queue resume' goes on`,
    dead > 0 && `${dead} dead worker(s) left jobs behind: 'strom queue recover' gives them back`,
    held > 0 && heldNote(held),
    problem !== null && `the last run: ${problem}`,
    unknown > 0 && `${unknown} worker(s) can be proven neither dead nor alive; after a reboot they are dead`,
    counts.corrupt > 0 && `${counts.corrupt} file(s) in corrupt/ could not be read`,
    (running ?? 0) > LONG_S &&
      `a job has been running for ${running} s: 'strom queue kill --id ID' ends its worker`,
  ]
  return notes.filter((note) => note !== false)
}

async function lifeOf(context: Context, worker: string): Promise<'alive' | 'dead' | 'unknown'> {
  if (worker === context.worker?.id) return 'alive'
  const lock = await inherit(context, worker)
  if (typeof lock === 'object') {
    lock.release()
    return 'dead'
  }
  return lock === 'alive' ? 'alive' : 'unknown'
}

/** Seconds since the oldest of these files was put (mtime) or moved (ctime). A clock set back gives 0. */
function age(
  { disk: { fs }, now }: Context,
  paths: readonly string[],
  time: 'mtime' | 'ctime',
): number | null {
  let oldest = Number.POSITIVE_INFINITY
  for (const path of paths) oldest = Math.min(oldest, fs.lstat(path)?.[time] ?? oldest)
  return oldest === Number.POSITIVE_INFINITY ? null : Math.max(0, Math.round((now() - oldest) / 1000))
}

/** The jobs of a state, by id; names only. */
export function list(context: Context, state: State): Entry[] {
  return places(context, state).map(({ entry }) => entry)
}

/** Asks the worker that holds a job to end; `recover` gives its jobs back once it is dead. */
export async function kill(context: Context, id: string, signal: NodeJS.Signals): Promise<boolean> {
  const { disk, live } = context
  const claim = disk.fs
    .list('processing')
    .map(parseClaimed)
    .find((entry) => entry?.id === id)
  if (!claim || (await lifeOf(context, claim.worker)) !== 'alive') return false
  const owner = readOwner(disk.fs, lockOf(claim.worker))
  return owner ? live.signal(owner, signal) : false
}
