import { StromError } from '../record/errors.js'
import type { Disk } from './disk.js'
import { CorruptError, readJob, readWhole } from './files.js'
import { hasCode } from './fs.js'
import type { Liveness, Lock } from './liveness.js'
import { answer, archiveDays } from './names.js'
import type { Claim, Job, Json } from './queue.js'

/** A file larger than this is not one of ours (V8 strings end near 512 MB). */
export const MAX_BYTES = 256 * 2 ** 20
const LONGEST_NOTE = 10_000

export interface Options {
  /** Tries of one job, crashes of its workers among them, before it ends in `error/`. */
  maxAttempts: number
  /**
   * A call had begun, and nobody has its answer: it may have been paid for. Keep the job in `error/` until a person
   * says so, or call again?
   */
  onUnknown: 'hold' | 'retry'
  /** With `hold`: a call that is known to cost at most this is made again all the same, USD. */
  holdAbove: number
  /** Nothing is claimed below this much free space: a paid answer must find room. Bytes and inodes. */
  minFree: { bytes: number; inodes: number }
  /** A second place, on another disk, for answers that the queue has no room for. */
  spill: string | undefined
  /** Paid answers that are not saved yet, as the texts of their files: to be shown before the process ends. */
  unsaved: Set<string>
}

/** What every operation of the directory engine works with. */
export interface Context {
  readonly disk: Disk
  readonly spill: Disk | undefined
  readonly live: Liveness
  readonly options: Options
  /** ms since 1970. It decides when a job is tried again and what is shown, never who owns a job. */
  readonly now: () => number
  /** In [0, 1). */
  readonly chance: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Aborted when the process is to end: no wait goes on after that. */
  readonly stop: AbortSignal | undefined
  /** This process as a worker, from its first claim on. */
  worker: { id: string; lock: Lock } | undefined
  /** The start as a worker, while it goes on. */
  starting: Promise<void> | undefined
  /** Names of `incoming/` that were listed and not yet tried; how often it was listed. */
  ready: string[]
  listings: number
  /** When a claim is durable. */
  readonly safe: WeakMap<Claim, Promise<void>>
  /** When this worker last looked after the dead. */
  recovered: number
}

/** The claim is gone: someone else has, or ended, the job. An answer that was saved stays saved. */
export class LostClaimError extends StromError {
  override readonly exitCode = 75
  constructor(name: string) {
    super(
      `queue: lost-lease: ${name} is no longer this worker's`,
      "see 'strom queue status' for where the job is",
    )
  }
}

/** An answer that was paid for and could not be saved. It must be shown before the process ends. */
export class UnsavedAnswerError extends StromError {
  override readonly exitCode = 73
  constructor(job: string, cause: unknown) {
    super(
      `queue: the answer of ${job} could not be saved`,
      'free some space; the answer is printed on stderr',
      {
        cause,
      },
    )
  }
}

/** Where a job has ended, or undefined. Looked up in the order in which a job moves, so that none slips by. */
export function endedAt({ disk }: Context, id: string): string | undefined {
  for (const folder of ['processed', 'error']) if (disk.fs.lstat(`${folder}/${id}.json`)) return folder
  for (const day of archiveDays(disk.fs)) if (disk.fs.lstat(`${day}/${id}.json`)) return day
  return undefined
}

/** The same, where a file is about to be removed for it: a result that cannot be read ends nothing. */
export async function endedSoundly(context: Context, id: string): Promise<string | undefined> {
  const folder = endedAt(context, id)
  if (!folder || (await readOr(context.disk, `${folder}/${id}.json`))) return folder
  return endedSoundly(context, id) // it is in corrupt/ now; there may be another
}

/** The saved answers of a job, by step, up to the first that is missing or cannot be read. */
export async function savedAnswers({ disk, spill }: Context, id: string): Promise<unknown[]> {
  const answers: unknown[] = []
  for (;;) {
    const path = answer(id, answers.length)
    const found = (await readOr(disk, path)) ?? (spill && (await readOr(spill, path)))
    if (!found) return answers
    answers.push(found.answer)
  }
}

/** A file of the queue; undefined where it is missing, or is not whole and was put into `corrupt/`. */
export function readOr(disk: Disk, path: string): Promise<Json | undefined> {
  return sound(disk, path, readWhole)
}

/** The text of a short note below `control/`; undefined where it is missing, or is none of ours. */
export function noteIn(disk: Disk, path: string): string | undefined {
  try {
    return disk.fs.read(path, LONGEST_NOTE).trim()
  } catch (error) {
    if (hasCode(error, 'ENOENT') || isCorrupt(error)) return undefined
    throw error
  }
}

/** The job in a file, under the same conditions. */
export function readJobOr(disk: Disk, path: string, id: string): Promise<Job | undefined> {
  return sound(disk, path, (text) => readJob(text, id))
}

async function sound<T>(disk: Disk, path: string, parse: (text: string) => T): Promise<T | undefined> {
  try {
    return parse(disk.fs.read(path, MAX_BYTES))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined
    if (!isCorrupt(error)) throw error
    await disk.quarantine(path)
    return undefined
  }
}

/** Is this the fault of the file, not of the system? A link (ELOOP), FIFO or folder in a file's place is. */
export function isCorrupt(error: unknown): boolean {
  return error instanceof CorruptError || hasCode(error, 'EFTYPE', 'ELOOP', 'EISDIR', 'ENXIO')
}
