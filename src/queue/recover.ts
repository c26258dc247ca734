import {
  type Context,
  endedSoundly,
  isCorrupt,
  MAX_BYTES,
  readJobOr,
  readOr,
  savedAnswers,
} from './context.js'
import { unanswered } from './files.js'
import { complete, forget } from './finish.js'
import { hasCode } from './fs.js'
import { hold, mustHold } from './held.js'
import type { Lock, Owner } from './liveness.js'
import { attempt, ended, lockOf, parseClaimed, waiting } from './names.js'
import type { Recovery } from './queue.js'

/**
 * Gives back the jobs of dead workers. Death is proven by the worker's lock, which the kernel drops when the last
 * process that shares it ends: a slow, stopped or blocked worker keeps its jobs, whatever the clock says. The lock
 * is held here meanwhile, so that two recoverers do not meet; its file goes last.
 * @param options.orphans take workers for dead of which there is no proof either way, as after a reboot
 */
export async function recover(context: Context, { orphans = false } = {}): Promise<Recovery> {
  const { disk, worker } = context
  const done: Recovery = {
    returned: 0,
    poisoned: 0,
    held: 0,
    maybePaid: 0,
    settled: 0,
    alive: 0,
    unknown: [],
  }
  for (const id of workers(context)) {
    if (id === worker?.id) continue
    const lock = await inherit(context, id)
    if (lock === 'alive') done.alive++
    else if (lock === 'unknown' || (lock === 'missing' && !orphans))
      done.unknown.push(...claimsOf(context, id))
    else {
      for (const name of claimsOf(context, id)) await giveBack(context, name, done)
      await disk.syncDir('processing')
      disk.remove(lockOf(id))
      if (typeof lock === 'object') lock.release()
    }
  }
  return done
}

/** All workers with a lock file or a claim. */
export function workers({ disk }: Context): Set<string> {
  const locks = disk.fs.list('workers').flatMap((name) => /^([0-9a-f]+)\.lock$/.exec(name)?.[1] ?? [])
  const claims = disk.fs.list('processing').flatMap((name) => parseClaimed(name)?.worker ?? [])
  return new Set([...locks, ...claims])
}

export function claimsOf({ disk }: Context, worker: string): string[] {
  return disk.fs.list('processing').filter((name) => parseClaimed(name)?.worker === worker)
}

/** The lock of a dead worker, or why there is none. */
export async function inherit(
  { disk, live }: Context,
  worker: string,
): Promise<Lock | 'alive' | 'unknown' | 'missing'> {
  const path = lockOf(worker)
  const kind = disk.fs.lstat(path)?.kind ?? 'file'
  return kind === 'file' ? live.inherit(path, readOwner(disk.fs, path)) : 'unknown'
}

export function readOwner(fs: Context['disk']['fs'], path: string): Owner | undefined {
  try {
    return JSON.parse(fs.read(path, MAX_BYTES))
  } catch (error) {
    if (hasCode(error, 'ENOENT') || isCorrupt(error) || error instanceof SyntaxError) return undefined
    throw error
  }
}

/** One claim of a dead worker: ended already, or back to wait, or out of the way where that would do harm. */
async function giveBack(context: Context, name: string, done: Recovery): Promise<void> {
  const { disk, options } = context
  const { id, attempt: k } = parseClaimed(name)!
  const path = `processing/${name}`
  const folder = await endedSoundly(context, id)
  if (folder) {
    const isHeld = folder === 'error' && (await readOr(disk, ended(folder, id)))?.held === true
    await disk.syncDir(folder) // its worker may have died just before
    disk.remove(path)
    if (!isHeld) forget(context, id)
    done.settled++
    return
  }
  const answers = await savedAnswers(context, id)
  const note = await readOr(disk, attempt(id, k))
  const unsure = note?.began !== undefined && answers.length <= Number(note.step)
  if (unsure) done.maybePaid++
  const toHold = unsure && mustHold(context, note)
  const poisoned = k + 1 >= options.maxAttempts
  if (toHold || poisoned) {
    const reason = toHold
      ? 'its worker died after the call had begun: it may have been paid for, and nobody has the answer'
      : `poison: its worker died or failed ${k + 1} times`
    const job = await readJobOr(disk, path, id)
    if (!job) return
    const record = unanswered(job, k + 1, reason, new Date(context.now()).toISOString())
    const paid = answers.length > 0 ? { answers } : {} // nothing that was paid for is thrown away
    const claim = { id, job, name: path }
    if (toHold) await hold(context, claim, { ...record, ...paid })
    else await complete(context, claim, { ...record, ...paid }, 'error')
    done[toHold ? 'held' : 'poisoned']++
    return
  }
  if (!note) {
    const crashed = { id, attempt: k, crashed: new Date(context.now()), end: 1 }
    await disk.publish(`${JSON.stringify(crashed)}\n`, attempt(id, k))
  }
  if (await disk.move(path, waiting(id, k + 1))) done.returned++
}
