import { type DirectoryQueue, type OpenOptions, openDirectory } from '../../../src/queue/directory.js'
import type { Fs } from '../../../src/queue/fs.js'
import type { Claim, Json } from '../../../src/queue/queue.js'
import { Chance } from './chance.js'
import { Crash, type ModelDisk, Process } from './disk.js'

/** A planted bug: the file system, or the proof of death, as the program wrongly uses it. */
export interface Bug {
  /** The operation in or after which a crash shows it. */
  during?: string
  fs?: (fs: Fs, process: Process) => Fs
  steals?: boolean
}

/** What the outside world knows: promises that were made, and answers that were paid for. */
export class Ledger {
  copy(): Ledger {
    return Object.assign(new Ledger(), structuredClone({ ...this }))
  }

  /** Jobs whose put was acknowledged. */
  readonly acked = new Set<string>()
  readonly wanted = new Map<string, Json>()
  readonly completed = new Set<string>()
  /** Answers delivered, by job. */
  readonly paid = new Map<string, number>()
  /** A call was answered and the answer was not yet promised to be saved when the process died. */
  readonly unsaved = new Set<string>()
  /** How often such an answer was lost in a crash, by job: then only `hold` can avoid to pay again. */
  readonly lostAnswers = new Map<string, number>()
  /** Answers that were promised to be saved. */
  readonly saved = new Set<string>()
  /** Paid answers that were promised to be kept, and not dropped. */
  readonly kept = new Set<string>()
  readonly redriven = new Set<string>()
  readonly attempts = new Map<string, number>()
  readonly wrong: string[] = []

  crash(): void {
    for (const id of this.unsaved) this.lostAnswers.set(id, (this.lostAnswers.get(id) ?? 0) + 1)
    this.unsaved.clear()
  }
}

export interface Actor {
  queue: DirectoryQueue
  process: Process
  /** What the actor holds when it is interrupted. */
  held: Set<Claim>
}

export class Stuck extends Error {}

export async function start(
  disk: ModelDisk,
  name: string,
  seed: number,
  bug: Bug,
  options: OpenOptions,
): Promise<Actor> {
  const process = new Process(name, disk.boot)
  const chance = new Chance(seed)
  const fs = disk.fs(process)
  const live = disk.liveness(process)
  if (bug.steals) live.inherit = async () => ({ release() {} })
  let naps = 0
  process.doing = 'open'
  const queue = await openDirectory(
    '/model',
    { create: true, ...options },
    {
      fs: bug.fs ? bug.fs(fs, process) : fs,
      live,
      now: () => disk.now,
      chance: () => chance.next(),
      random: () => chance.hex(32),
      sleep: async (ms) => {
        if (process.dead) throw new Crash()
        if (++naps > 10_000) throw new Stuck(`${name} sleeps for ever`)
        disk.now += ms
        disk.onSleep?.()
      },
    },
  )
  return { queue, process, held: new Set() }
}

export const job = (n: number, plan: string): Json => ({
  id: `p_${n.toString(16).padStart(16, '0')}`,
  text: `job ${n}`,
  plan,
})

export async function put(actor: Actor, ledger: Ledger, jobs: readonly Json[]): Promise<void> {
  for (const payload of jobs) ledger.wanted.set(String(payload.id), payload)
  actor.process.doing = 'put'
  for (const { id } of jobs.length === 1
    ? [await actor.queue.put(jobs[0]!)]
    : await actor.queue.putBatch(jobs))
    ledger.acked.add(id)
}

/** Claims until there is nothing to do, and does with each job what its plan says. */
export async function drain(
  disk: ModelDisk,
  actor: Actor,
  ledger: Ledger,
  most = Number.POSITIVE_INFINITY,
): Promise<void> {
  for (let turns = 0, done = 0; done < most; turns++) {
    if (turns > 300) throw new Stuck('still not drained')
    const claim = await claimOne(disk, actor, ledger)
    if (!claim) return
    if (claim === 'later') continue
    done++
    await work(actor, ledger, claim)
  }
}

export async function claimOne(
  disk: ModelDisk,
  actor: Actor,
  ledger: Ledger,
): Promise<Claim | 'later' | undefined> {
  actor.process.doing = 'claim'
  const claim = await actor.queue.claim()
  if ('idle' in claim) {
    if (claim.idle === 'empty' && disk.names('incoming').some((name) => !name.startsWith('.')))
      ledger.wrong.push('called empty, and is not')
    if (claim.idle !== 'later') return undefined
    disk.now = Math.max(disk.now, claim.until!) + 1
    return 'later'
  }
  actor.held.add(claim)
  const before = ledger.attempts.get(claim.id) ?? 0
  // Without a boot nobody checks the queue, and both names of a rename are jobs for a while.
  if (claim.attempt < before && !disk.remounted && !ledger.redriven.has(claim.id))
    ledger.wrong.push(`I6 ${claim.id}: attempt ${claim.attempt} after ${before}`)
  ledger.attempts.set(claim.id, claim.attempt)
  if (ledger.saved.has(claim.id) && !ledger.redriven.has(claim.id) && claim.answers.length === 0)
    ledger.wrong.push(`I5 ${claim.id}: its saved answer is gone`)
  return claim
}

export async function work(actor: Actor, ledger: Ledger, claim: Claim): Promise<void> {
  const { queue, process, held } = actor
  const { id } = claim
  const plan = String(claim.job.payload.plan)
  if (plan === 'release' && claim.attempt === 0 && !ledger.redriven.has(`released ${id}`)) {
    ledger.redriven.add(`released ${id}`)
    process.doing = 'release'
    await queue.release(claim)
    held.delete(claim)
    return
  }
  let answer = claim.answers[0]
  if (answer === undefined) {
    process.doing = 'begin'
    await queue.begin(claim)
    if (plan === 'flaky' && claim.attempt === 0) {
      process.doing = 'retry'
      await queue.retry(claim, { class: 'server_error' })
      held.delete(claim)
      return
    }
    ledger.attempts.set(id, claim.attempt)
    ledger.paid.set(id, (ledger.paid.get(id) ?? 0) + 1)
    ledger.unsaved.add(id)
    answer = `answer to ${id}`
    process.doing = 'saveResult'
    await queue.saveResult(claim, 0, answer)
    ledger.unsaved.delete(id)
    ledger.saved.add(id)
  }
  process.doing = 'complete'
  const to = plan === 'low' ? 'error' : 'processed'
  await queue.complete(claim, { class: 'ok', response: answer }, to)
  ledger.completed.add(id)
  held.delete(claim)
}

/** Every operation of the queue, by two workers at once. */
export async function script(
  disk: ModelDisk,
  seed: number,
  ledger: Ledger,
  bug: Bug,
  options: OpenOptions,
  actors: Actor[],
): Promise<void> {
  const begin = async (name: string) => {
    const actor = await start(disk, name, seed * 10 + actors.length, bug, options)
    actors.push(actor)
    return actor
  }
  const a = await begin('a')
  await put(a, ledger, [job(1, 'ok'), job(2, 'flaky'), job(3, 'low')])
  await put(a, ledger, [job(4, 'release')])
  await put(a, ledger, [job(1, 'ok')])
  const b = await begin('b')
  const claim = await claimOne(disk, b, ledger)
  await drain(disk, a, ledger, 2)
  if (claim && claim !== 'later') await work(b, ledger, claim)
  b.process.doing = 'keep'
  for (const id of ['b_0000000000000001', 'b_0000000000000002']) {
    await b.queue.keep(id, `prompt of ${id}`)
    ledger.kept.add(id)
  }
  await put(b, ledger, [job(5, 'ok')])
  ledger.kept.delete('b_0000000000000001')
  b.queue.drop('b_0000000000000001')
  a.process.doing = 'archive'
  await a.queue.archive((await a.queue.list('processed')).map(({ id }) => id))
  await drain(disk, a, ledger, 2)
  b.process.doing = 'recover'
  await b.queue.recover()
  await drain(disk, b, ledger)
  b.process.doing = 'redrive'
  for (const entry of await b.queue.list('error')) ledger.redriven.add(entry.id)
  await b.queue.redrive()
  await drain(disk, a, ledger)
  b.process.doing = 'archive'
  await b.queue.archive()
  a.process.doing = 'close'
  await a.queue.close()
  await b.queue.close()
}

/**
 * What must hold after a crash: goes on with the disk as it is found, and compares what has become of every job
 * with the ledger.
 * @returns what is wrong
 */
export async function judge(
  disk: ModelDisk,
  seed: number,
  ledger: Ledger,
  bug: Bug,
  options: OpenOptions,
): Promise<string[]> {
  const wrong: string[] = ledger.wrong
  const found = new Process('look')
  const places = () => whereAre(disk.fs(found))
  const before = places()
  for (const id of ledger.acked) if (!before.has(id)) wrong.push(`lost ${id} (before recovery)`)
  const actor = await start(disk, 'z', seed, bug, options)
  /** They wait for a person, who is told of them. */
  let held: string[] = []
  try {
    await startPaused(actor, disk, wrong)
    await drain(disk, actor, ledger)
    actor.process.doing = 'recover'
    await actor.queue.recover()
    // Whoever put something and had no answer puts it again.
    const open = [...ledger.wanted.values()].filter(({ id }) => !ledger.acked.has(String(id)))
    if (open.length) await put(actor, ledger, open)
    await drain(disk, actor, ledger)
    actor.process.doing = 'archive'
    await actor.queue.archive()
    held = await actor.queue.held()
    const kept = new Map<string, unknown>()
    for await (const { id, value } of actor.queue.kept()) kept.set(id, value)
    for (const id of ledger.kept) if (kept.get(id) !== `prompt of ${id}`) wrong.push(`lost ${id}`)
    await actor.queue.close()
  } catch (error) {
    if (error instanceof Crash) throw error
    return [...wrong, `stuck: ${(error as Error).stack}`]
  }
  const at = places()
  for (const id of ledger.wanted.keys()) {
    const where = at.get(id) ?? []
    const live = where.filter((folder) => !folder.startsWith('archive/'))
    if (where.length === 0) wrong.push(`lost ${id}`)
    if (live.length > 0 && !(held.includes(id) && live.join() === 'error'))
      wrong.push(`stuck ${id} in ${where}`)
    if (where.length > 1) wrong.push(`duplicated ${id} in ${where}`)
  }
  for (const [id, times] of ledger.paid) {
    const allowed =
      1 +
      Number(ledger.redriven.has(id)) +
      (options.onUnknown === 'hold' ? 0 : (ledger.lostAnswers.get(id) ?? 0))
    if (times > allowed) wrong.push(`paid ${times} times for ${id}`)
  }
  for (const { rule, at: place, detail } of await actor.queue.fsck({ deep: true }))
    wrong.push(`${rule} ${place}: ${detail}`)
  const corrupt = disk.fs(found).list('corrupt')
  if (corrupt.length) wrong.push(`corrupt: ${corrupt}`)
  return [...wrong, ...disk.misuse]
}

/** A worker puts the queue right before it takes a job: after its start each job is in one place. */
async function startPaused({ queue, process }: Actor, disk: ModelDisk, wrong: string[]): Promise<void> {
  process.doing = 'start'
  await queue.pause()
  await queue.claim()
  if (!disk.remounted)
    for (const { rule, at, detail } of await queue.fsck())
      wrong.push(`${rule} ${at}: ${detail} (after the start)`)
  await queue.resume()
}

function whereAre(fs: Fs): Map<string, string[]> {
  const at = new Map<string, string[]>()
  const has = (folder: string) => fs.lstat(folder) !== undefined
  const days = has('archive') ? fs.list('archive').map((day) => `archive/${day}`) : []
  for (const folder of ['incoming', 'processing', 'processed', 'error', ...days].filter(has)) {
    for (const name of fs.list(folder)) {
      const id = /[a-z]+_[0-9a-f]{16}/.exec(name)?.[0]
      if (id && !name.startsWith('.')) at.set(id, [...(at.get(id) ?? []), folder])
    }
  }
  return at
}
