import { type Context, MAX_BYTES, readJobOr } from './context.js'
import { CorruptError, readJob, readWhole } from './files.js'
import { forgetAll } from './finish.js'
import { held } from './held.js'
import {
  archiveDays,
  folderOf,
  lockOf,
  parseAnswer,
  parseAttempt,
  parseClaimed,
  parseEnded,
  parseWaiting,
} from './names.js'
import type { Violation } from './queue.js'

/** Above every attempt. */
const ENDED = 1e7
const STALE_MS = 36 * 3600_000

/** Where a job is found. `rank`: of two places the one with the higher rank is kept. */
interface Place {
  id: string
  path: string
  rank: number
  attempt?: number
}

/**
 * Every place of every job, names only. Archived over processed over error over the highest attempt; a claim over
 * waiting with the same attempt. The order of listing is against the way of a job, so that a job on its way is
 * not seen twice.
 */
function places({ disk: { fs } }: Context): { jobs: Map<string, Place[]>; foreign: string[] } {
  const jobs = new Map<string, Place[]>()
  const foreign: string[] = []
  const add = (folder: string, parse: (name: string) => Omit<Place, 'path'> | undefined) => {
    for (const name of fs.list(folder)) {
      if (name.startsWith('.')) continue
      const place = parse(name)
      const path = `${folder}/${name}`
      if (!place) foreign.push(path)
      else jobs.set(place.id, [...(jobs.get(place.id) ?? []), { ...place, path }])
    }
  }
  const endedAs = (rank: number) => (name: string) => {
    const id = parseEnded(name)
    return id ? { id, rank } : undefined
  }
  for (const day of archiveDays(fs).sort()) add(day, endedAs(ENDED + 2))
  add('processed', endedAs(ENDED + 1))
  add('error', endedAs(ENDED))
  add('processing', (name) => {
    const claim = parseClaimed(name)
    return claim && { ...claim, rank: claim.attempt + 0.5 }
  })
  add('incoming', (name) => {
    const job = parseWaiting(name)
    return job && { ...job, rank: job.attempt }
  })
  return { jobs, foreign }
}

/**
 * Checks the invariants. A queue at work changes between two looks, so what is found must be found again.
 *
 *     I1 a job is in exactly one place (the archive may repeat it)   I2 no job has two claims
 *     I3 every claim's worker has a lock file                        I4 what is complete is in processed or archive
 *     I5 a saved answer is used, never paid for again                I6 attempts never fall
 *     I7 every file is whole, and its hash fits                      I8 nothing in .tmp is older than 36 hours
 *
 * I4 shows as I1 and I5 as an answer that cannot be read. Two more hold over time and are checked by the tests
 * alone: I9 the sum over all states is what was put, I10 a ready job is claimed while a worker is free.
 */
export async function fsck(context: Context, { deep = false } = {}): Promise<Violation[]> {
  const first = look(context, deep)
  if (first.length === 0) return first
  await context.sleep(100)
  const again = new Set(look(context, deep).map(({ rule, at }) => `${rule} ${at}`))
  return first.filter(({ rule, at }) => again.has(`${rule} ${at}`))
}

function look(context: Context, deep: boolean): Violation[] {
  const { fs } = context.disk
  const found: Violation[] = []
  const { jobs, foreign } = places(context)
  for (const path of foreign) found.push({ rule: 'I7', at: path, detail: 'not a file of this queue' })
  for (const [id, all] of jobs) {
    const live = all.filter((place) => !place.path.startsWith('archive/'))
    if (live.length > 1 || (live.length === 1 && all.length > 1))
      found.push({ rule: 'I1', at: id, detail: `in ${all.map((place) => place.path).join(' and ')}` })
    const claims = all.filter((place) => place.path.startsWith('processing/'))
    if (claims.length > 1) found.push({ rule: 'I2', at: id, detail: `claimed ${claims.length} times` })
    for (const { path } of claims) {
      const worker = parseClaimed(path.slice('processing/'.length))!.worker
      if (!fs.lstat(lockOf(worker))) found.push({ rule: 'I3', at: path, detail: `no ${lockOf(worker)}` })
    }
    if (deep) for (const { path } of all) checkFile(context, path, id, found)
  }
  for (const name of fs.list('attempts')) {
    const note = parseAttempt(name)
    const place = note && jobs.get(note.id)?.[0]
    if (note && place?.attempt !== undefined && note.attempt > place.attempt)
      found.push({ rule: 'I6', at: place.path, detail: `attempt ${note.attempt} was begun before` })
  }
  if (deep) {
    for (const name of fs.list('results').filter(parseAnswer))
      checkFile(context, `results/${name}`, undefined, found)
  }
  for (const path of stale(context)) found.push({ rule: 'I8', at: path, detail: 'left behind' })
  return found
}

function checkFile(
  { disk: { fs } }: Context,
  path: string,
  id: string | undefined,
  found: Violation[],
): void {
  try {
    if (!fs.lstat(path)) return // it has moved on
    const text = fs.read(path, MAX_BYTES)
    if (id) readJob(text, id)
    readWhole(text)
  } catch (error) {
    const rule = path.startsWith('results/') ? 'I5' : 'I7'
    if (error instanceof CorruptError || fs.lstat(path))
      found.push({ rule, at: path, detail: (error as Error).message })
  }
}

/** What crashed writers left: temporary files, and trials of a rename. */
function stale({ disk: { fs }, now }: Context): string[] {
  const paths = ['.tmp', 'incoming', 'processed'].flatMap((folder) =>
    fs
      .list(folder)
      .flatMap((name) => (folder === '.tmp' || name.startsWith('.') ? [`${folder}/${name}`] : [])),
  )
  return paths.filter((path) => (fs.lstat(path)?.mtime ?? now()) < now() - STALE_MS)
}

/**
 * Puts right what a crash can leave behind: of a job in two places the better one is kept, answers and notes of
 * ended jobs go, and so does what is stale. Only while nobody works on the queue.
 * @param options.deep also put files that cannot be read into `corrupt/`, where there is no second one
 * @returns how many files were removed
 */
export async function repair(context: Context, { deep = false } = {}): Promise<number> {
  const { disk } = context
  const over = new Set<string>()
  const extra = stale(context)
  for (const [id, all] of places(context).jobs) {
    const sound = all.length === 1 && !deep ? all : await soundOf(context, all)
    const [best, ...rest] = sound.sort((a, b) => b.rank - a.rank)
    if (best && best.rank >= ENDED) over.add(id)
    extra.push(...rest.map((place) => place.path))
  }
  const folders = new Set(['processed', 'error', 'processing', 'incoming', ...extra.map(folderOf)])
  for (const folder of folders) await disk.syncDir(folder) // what stays is safe before anything goes
  for (const path of extra) disk.remove(path)
  for (const folder of folders) await disk.syncDir(folder)
  for (const id of await held(context)) over.delete(id) // the note of its call says where it is
  return extra.length + forgetAll(context, over)
}

/** Of several files of a job, those that can be read; the others go to `corrupt/`. */
async function soundOf({ disk }: Context, all: readonly Place[]): Promise<Place[]> {
  const sound: Place[] = []
  for (const place of all) if (await readJobOr(disk, place.path, place.id)) sound.push(place)
  return sound
}
