import { type Context, endedAt, LostClaimError, UnsavedAnswerError } from './context.js'
import type { Disk } from './disk.js'
import { resultText } from './files.js'
import { hasCode } from './fs.js'
import { answer, attempt, ended, parseAnswer, parseAttempt, waiting } from './names.js'
import type { Claim, Json } from './queue.js'

const BACKOFF_MS = 2000
const BACKOFF_CAP_MS = 600_000
const SAVE_AGAIN_MS = [100, 1000, 5000, 15_000, 30_000]

/**
 * Saves a paid answer: from here on the job is never sent again. Where there is no room it is written to the
 * spill folder, or kept in memory and tried again until the process is told to end.
 * @throws UnsavedAnswerError
 */
export async function saveResult(
  context: Context,
  claim: Claim,
  step: number,
  value: unknown,
): Promise<void> {
  const { id, attempt } = claim
  await savePaid(context, id, answer(id, step), { id, step, attempt, answer: value })
}

/** Saves what was paid for, whatever it takes. @throws UnsavedAnswerError */
export async function savePaid(context: Context, id: string, path: string, value: Json): Promise<void> {
  const { disk, spill, sleep, stop } = context
  const { unsaved } = context.options
  const text = `${JSON.stringify({ ...value, end: 1 })}\n`
  unsaved.add(text)
  for (let tries = 0; ; tries++) {
    const failure = await publishAtOne(spill ? [disk, spill] : [disk], text, path)
    if (!failure) break
    if (stop?.aborted) throw new UnsavedAnswerError(id, failure)
    await sleep(SAVE_AGAIN_MS[Math.min(tries, SAVE_AGAIN_MS.length - 1)]!)
  }
  unsaved.delete(text)
}

/** Publishes on the first disk that takes it. @returns the first failure where none does */
async function publishAtOne(disks: readonly Disk[], text: string, path: string): Promise<unknown> {
  let failure: unknown
  for (const disk of disks) {
    try {
      await disk.publish(text, path)
      return undefined
    } catch (error) {
      failure ??= error
    }
  }
  return failure
}

/**
 * Ends a job. The new name in `processed/` or `error/` is the commit: it is a link, so it exists once whatever
 * happens, and it holds the result. The claim and the saved answers go only after it is durable; a crash in
 * between leaves a claim of a job that has ended, which `recover` drops.
 *
 * The rejected way is to rename the claim itself: then the result would be a second file, and `processed/` would
 * hold a job without its answer, or both. The other one, renaming the saved answer, would put the answer there
 * as it was paid for, neither parsed nor scored.
 */
export async function complete(
  context: Context,
  claim: Pick<Claim, 'id' | 'job' | 'name'>,
  record: Json,
  to: 'processed' | 'error',
): Promise<void> {
  await commit(context, claim, record, to)
  forget(context, claim.id)
}

/** The first half of `complete`: what was noted of the job stays. */
export async function commit(
  context: Context,
  claim: Pick<Claim, 'id' | 'job' | 'name'>,
  record: Json,
  to: 'processed' | 'error',
): Promise<void> {
  const { disk } = context
  if (!disk.fs.lstat(claim.name) || endedAt(context, claim.id)) throw new LostClaimError(claim.name)
  try {
    await disk.publish(resultText(record, claim.job), ended(to, claim.id), { exclusive: true })
  } catch (error) {
    throw hasCode(error, 'EEXIST') ? new LostClaimError(claim.name) : error
  }
  disk.remove(claim.name)
}

/** Removes the saved answers and notes of a job that has ended or starts anew. */
export function forget({ disk, spill }: Context, id: string): void {
  for (let step = 0; disk.fs.lstat(answer(id, step)); step++) disk.remove(answer(id, step))
  for (let step = 0; spill?.fs.lstat(answer(id, step)); step++) spill.remove(answer(id, step))
  for (let k = 0; disk.fs.lstat(attempt(id, k)); k++) disk.remove(attempt(id, k))
}

/**
 * The same for many jobs, by listing: finds also what a power cut left of a removal.
 * @param kept ids whose answers stay: of these only the notes go
 */
export function forgetAll(
  { disk }: Context,
  ids: ReadonlySet<string>,
  kept: ReadonlySet<string> = new Set(),
): number {
  const isOver = (id = '') => ids.has(id) && !kept.has(id)
  const leftAnswers = disk.fs.list('results').filter((name) => isOver(parseAnswer(name)))
  const leftNotes = disk.fs.list('attempts').filter((name) => ids.has(parseAttempt(name)?.id ?? ''))
  for (const name of leftAnswers) disk.remove(`results/${name}`)
  for (const name of leftNotes) disk.remove(`attempts/${name}`)
  return leftAnswers.length + leftNotes.length
}

/**
 * Gives a job back after a failure of the back end. Full jitter: a random delay up to 2 s doubled at every try,
 * at most 10 min, and never less than the back end asked for.
 */
export async function retry(
  context: Context,
  claim: Claim,
  record: Json,
  { delay = 0, charge = true }: { delay?: number; charge?: boolean } = {},
): Promise<'incoming' | 'error'> {
  const { disk, options, chance, now } = context
  const { id, attempt: k, name } = claim
  if (charge && k + 1 >= options.maxAttempts) {
    await complete(context, claim, record, 'error')
    return 'error'
  }
  if (!disk.fs.lstat(name)) throw new LostClaimError(name)
  const failed = { class: record.class, error: record.error, at: new Date(now()) }
  await disk.publish(`${JSON.stringify({ id, attempt: k, failed, end: 1 })}\n`, attempt(id, k))
  const backoff = chance() * Math.min(BACKOFF_CAP_MS, BACKOFF_MS * 2 ** k)
  const next = waiting(id, charge ? k + 1 : k, now() + Math.max(delay, backoff))
  if (!(await disk.move(name, next))) throw new LostClaimError(name)
  return 'incoming'
}

/** Gives a job back whose call was not made: nothing is charged, and it may be taken again at once. */
export async function release({ disk }: Context, { id, attempt: k, name }: Claim): Promise<void> {
  if (!disk.fs.lstat(name)) throw new LostClaimError(name)
  disk.remove(attempt(id, k)) // a call that `begin` announced and that was not made
  if (!(await disk.move(name, waiting(id, k)))) throw new LostClaimError(name)
}
