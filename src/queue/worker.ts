import { TryLaterError } from '../record/errors.js'
import { claim } from './claim.js'
import { type Context, noteIn } from './context.js'
import { repair } from './fsck.js'
import type { Lock } from './liveness.js'
import { lockOf } from './names.js'
import type { Claim, Idle } from './queue.js'
import { claimsOf, recover, workers } from './recover.js'

const FSCK_LOCK = 'control/fsck.lock'
const RECOVER_EVERY_MS = 30_000
const WAIT_MS = 50
const WAIT_AT_MOST_MS = 60_000

/** Claims as a worker. An idle worker looks after the dead now and then: their jobs need no command to come back. */
export async function claimAsWorker(context: Context): Promise<Claim | Idle> {
  const { now } = context
  if (!context.worker) {
    context.starting ??= startWorker(context).finally(() => {
      context.starting = undefined
    })
    await context.starting
  }
  const taken = await claim(context)
  const idle = 'idle' in taken && taken.idle !== 'paused'
  if (!idle || Math.abs(now() - context.recovered) < RECOVER_EVERY_MS) return taken
  context.recovered = now()
  return (await recover(context)).returned > 0 ? claim(context) : taken
}

/** Makes this process a worker: after a boot the queue is put right first, then the jobs of the dead come back. */
async function startWorker(context: Context): Promise<void> {
  await afterBoot(context)
  context.recovered = context.now()
  await recover(context)
  const id = context.disk.random().slice(0, 16)
  const owner = context.live.describe(id)
  // Nobody sees the lock file before it is locked. It is durable before there is a claim that names it.
  const path = await context.disk.write(`${JSON.stringify(owner)}\n`)
  const lock = await context.live.hold(path, owner)
  await context.disk.move(path, lockOf(id))
  context.worker = { id, lock }
}

/** Gives up being a worker. Its lock file goes only where no claim needs it as the proof of its death. */
export async function endWorker(context: Context): Promise<void> {
  if (!context.worker) return
  const { id, lock } = context.worker
  context.worker = undefined
  try {
    await context.disk.syncDir('processing') // no claim of an ended job comes back after its lock is gone
    if (claimsOf(context, id).length === 0) context.disk.remove(lockOf(id))
  } finally {
    lock.release()
  }
}

/** `repair` while no worker lives. */
export async function repairIdle(context: Context): Promise<number> {
  await recover(context)
  const alive = workers(context).size
  if (alive > 0)
    throw new TryLaterError(`queue: ${alive} worker(s) are alive`, 'repair after they have ended')
  return repair(context, { deep: true })
}

/**
 * The first worker after a boot puts the queue right before any claim: a power cut can show one job in two places.
 * Every claim of before is one of a dead worker, so no lock file is asked for.
 */
async function afterBoot(context: Context): Promise<void> {
  const { disk, live } = context
  const boot = () => noteIn(disk, 'control/boot')
  if (boot() === live.boot) return
  const lock = await lockFile(context, FSCK_LOCK, WAIT_AT_MOST_MS)
  if (!lock)
    throw new TryLaterError(
      'queue: another worker has been checking the queue for a minute',
      'try again later',
    )
  try {
    if (boot() === live.boot) return
    await repair(context)
    await recover(context, { orphans: true })
    await disk.publish(`${live.boot}\n`, 'control/boot')
  } finally {
    lock.release()
  }
}

/** A lock below `control/` that ends with this process, or undefined where another holds it for `wait` ms. */
export async function lockFile(context: Context, path: string, wait = 0): Promise<Lock | undefined> {
  const { disk, live } = context
  if (!disk.fs.lstat(path)) await disk.publish('', path, { exclusive: true }).catch(ignoreExisting)
  for (let waited = 0; ; waited += WAIT_MS) {
    const lock = await live.lock(path)
    if (lock || waited >= wait) return lock
    await context.sleep(WAIT_MS)
  }
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}
