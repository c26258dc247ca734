import { type Context, readOr } from './context.js'
import { commit, retry } from './finish.js'
import { attempt, ended, parseAttempt } from './names.js'
import { put, putEnded } from './put.js'
import type { Claim, Json } from './queue.js'

/**
 * Jobs that may have been paid for and have no answer, because the worker died, or the connection, between the call and
 * the answer. To call again may pay again, so that is left to a person: the job ends in `error/`, and its record says
 * `held`. The note of the call stays in `attempts/`, where those of all other ended jobs are removed, so that held
 * jobs are found without reading all of `error/`.
 */
export async function hold(
  context: Context,
  claim: Pick<Claim, 'id' | 'job' | 'name'>,
  record: Json,
): Promise<void> {
  await commit(context, claim, { ...record, held: true }, 'error')
}

/** Must a job be held whose call of this cost had begun? Not where it is known to cost next to nothing. */
export function mustHold({ options }: Context, note: Json | undefined): boolean {
  const { onUnknown, holdAbove } = options
  return onUnknown === 'hold' && !(typeof note?.cost === 'number' && note.cost <= holdAbove)
}

/** The same for a living worker. */
export async function unsure(
  context: Context,
  claim: Claim,
  record: Json,
  { charge = true } = {},
): Promise<'incoming' | 'error' | 'held'> {
  const note = await readOr(context.disk, attempt(claim.id, claim.attempt))
  if (!mustHold(context, note)) return retry(context, claim, record, { charge })
  await hold(context, claim, record)
  return 'held'
}

/** The same for a call that was made before there was a job: for its prompt. */
export async function putUnsure(
  context: Context,
  payload: Json,
  record: Json,
  cost: number | null,
): Promise<'incoming' | 'held'> {
  if (!mustHold(context, { cost })) {
    await put(context, [payload])
    return 'incoming'
  }
  const id = await putEnded(context, payload, { ...record, held: true })
  const note = { id, attempt: 0, cost, began: new Date(context.now()), end: 1 }
  if (id) await context.disk.publish(`${JSON.stringify(note)}\n`, attempt(id, 0))
  return 'held'
}

/** The ids of the jobs that are held. */
export async function held({ disk }: Context): Promise<string[]> {
  const noted = new Set(disk.fs.list('attempts').flatMap((name) => parseAttempt(name)?.id ?? []))
  const found: string[] = []
  for (const id of [...noted].sort()) {
    const path = ended('error', id)
    if (disk.fs.lstat(path) && (await readOr(disk, path))?.held === true) found.push(id)
  }
  return found
}

/** What to say to a person of jobs that are held. */
export function heldNote(count: number): string {
  return `${count} job(s) in error/ may have been paid for and have no answer: 'strom queue recover --retry-unknown' calls again`
}
