import { TryLaterError } from '../record/errors.js'
import { type Context, endedSoundly, readJobOr, savedAnswers } from './context.js'
import { quietly } from './disk.js'
import { attempt, claimed, isWaiting, parseClaimed, parseWaiting, runAtOf, waiting } from './names.js'
import type { Claim, Idle } from './queue.js'

/** One listing serves this many claims. Many workers pick from it at random, so that few meet at one name. */
const WINDOW = 2000
/** So many ready jobs are looked at to choose them from: a claim costs the same however many more there are. */
const LOOK = 5 * WINDOW
/** One listing in so many sees all, so that no job waits for ever in a queue that stays long. */
const SEE_ALL = 16

/** Takes a job that is ready. Only a worker (see worker.ts) claims. */
export async function claim(context: Context): Promise<Claim | Idle> {
  const { disk } = context
  if (disk.fs.lstat('control/paused')) return { idle: 'paused' }
  checkSpace(context)
  for (;;) {
    const idle = context.ready.length === 0 && listReady(context)
    if (idle) return idle
    const name = takeAny(context)
    const { id, attempt: k } = parseWaiting(name)!
    const mine = claimed(id, k, context.worker!.id, disk.random().slice(0, 16))
    const from = `incoming/${name}`
    try {
      if (!disk.rename(from, mine)) continue // another worker was faster
      const taken = await settle(context, id, k, mine)
      if (taken) return taken
    } catch (error) {
      quietly(() => disk.rename(mine, from)) // this worker may live on: the job must not stay with it
      throw error
    }
  }
}

/** What follows once the name is ours. Undefined where there is nothing to work on after all. */
async function settle(context: Context, id: string, k: number, mine: string): Promise<Claim | undefined> {
  const { disk } = context
  if (heldByAnother(context, id, mine)) {
    await disk.move(mine, waiting(id, k, context.now() + 1000 + 4000 * context.chance()))
    return undefined
  }
  const job = await readJobOr(disk, mine, id)
  if (!job) return undefined
  if (await endedSoundly(context, id)) {
    disk.remove(mine) // put twice, and the other one has ended
    return undefined
  }
  // The new name first: a power cut in between may show the job twice, but never nowhere. `begin` waits for it.
  const safe = disk.syncDir('processing').then(() => disk.syncDir('incoming'))
  safe.catch(() => {}) // told by `begin`
  const claim = { id, job, attempt: k, answers: await savedAnswers(context, id), name: mine }
  context.safe.set(claim, safe)
  return claim
}

/** A paid answer must find room, so nothing is claimed on a disk that is nearly full. */
function checkSpace({ disk, options }: Context): void {
  const { bytes, inodes } = disk.fs.statfs()
  if (bytes >= options.minFree.bytes && inodes >= options.minFree.inodes) return
  throw new TryLaterError(
    `queue: the disk is nearly full (${Math.floor(bytes / 1e6)} MB and ${inodes} files left)`,
    'free some space, then start again; no job was taken',
  )
}

/** Lists `incoming/`, names only, from anywhere on. */
function listReady(context: Context): Idle | undefined {
  const now = context.now()
  const { fs } = context.disk
  const ready: string[] = []
  let until = Number.POSITIVE_INFINITY
  const seeAll = ++context.listings % SEE_ALL === 0
  for (const name of seeAll ? fs.list('incoming') : fs.scan('incoming')) {
    if (!isWaiting(name)) continue
    const runAt = runAtOf(name)
    if (runAt > now) until = Math.min(until, runAt)
    else if (ready.push(name) === LOOK && !seeAll) break
  }
  if (ready.length === 0)
    return until < Number.POSITIVE_INFINITY ? { idle: 'later', until } : { idle: 'empty' }
  const start = ready.length > WINDOW ? Math.floor(context.chance() * ready.length) : 0
  context.ready = ready.slice(start, start + WINDOW)
  return undefined
}

function takeAny({ ready, chance }: Context): string {
  const i = Math.floor(chance() * ready.length)
  const name = ready[i]!
  ready[i] = ready.at(-1)!
  ready.pop()
  return name
}

/**
 * Two files of one job can be claimed at the same time, where it was put twice at the same moment. Each claim is
 * looked for after the own one is in place, so at least one worker sees the other, and whoever does steps back.
 */
function heldByAnother({ disk }: Context, id: string, mine: string): boolean {
  return disk.fs
    .list('processing')
    .some((name) => parseClaimed(name)?.id === id && `processing/${name}` !== mine)
}

/**
 * Notes that the call is about to be made: whoever finds this and no answer knows that it may have been paid. The claim
 * is durable as well then: a job that kills its worker must not forget how often it was tried.
 */
export async function begin(
  context: Context,
  claim: Claim,
  { step = 0, cost = null }: { step?: number; cost?: number | null } = {},
): Promise<void> {
  const { id, attempt: k, name } = claim
  const note = {
    id,
    attempt: k,
    worker: context.worker?.id,
    claim: name,
    step,
    cost,
    began: new Date(context.now()),
  }
  const text = `${JSON.stringify({ ...note, end: 1 })}\n`
  await Promise.all([context.disk.publish(text, attempt(id, k)), context.safe.get(claim)])
}
