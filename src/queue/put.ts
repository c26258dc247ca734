import { type Context, endedAt } from './context.js'
import type { Disk } from './disk.js'
import { jobText, newJob, resultText } from './files.js'
import { hasCode } from './fs.js'
import { attempt, ended, parseClaimed, waiting } from './names.js'
import type { Job, Json, Put } from './queue.js'

/** How many files are written at once: well below the usual limit of open files. */
const CHUNK = 64

/**
 * Puts jobs: each file durable, then its name, then one sync of the folder for all. Nothing is acknowledged
 * before that, and putting the same again after a failure makes no second job.
 */
export async function put(context: Context, payloads: readonly Json[]): Promise<Put[]> {
  const createdAt = new Date(context.now()).toISOString()
  const jobs = payloads.map((payload) => newJob(payload, createdAt))
  const known = findKnown(context, jobs)
  const fresh = new Map(jobs.filter((job) => !known.has(job.id)).map((job) => [job.id, job]))
  const { disk } = context
  for (const chunk of chunks([...fresh.values()], CHUNK)) {
    const paths = await writeAll(
      disk,
      chunk.map((job) => jobText(job)),
    )
    for (const [i, path] of paths.entries()) disk.fs.rename(path, waiting(chunk[i]!.id))
  }
  // Also where nothing is new: whoever put the job first may not have come to this line.
  await disk.syncDir('incoming')
  return jobs.map(({ id }) => ({ id, state: fresh.delete(id) ? 'new' : 'exists' }))
}

/**
 * Puts a job that ended before it waited, with its result: there is nothing to claim, but something to learn.
 * @returns its id, or undefined where the queue knew it
 */
export async function putEnded(context: Context, payload: Json, record: Json): Promise<string | undefined> {
  const job = newJob(payload, new Date(context.now()).toISOString())
  if (findKnown(context, [job]).size) return undefined
  try {
    await context.disk.publish(resultText(record, job), ended('error', job.id), { exclusive: true })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
    return undefined
  }
  return job.id
}

/**
 * The jobs that are in the queue already. A job that was tried has left a note in `attempts/`, whatever its name
 * is now. A put that runs at the same time can slip by: then the claim finds the twin.
 */
function findKnown(context: Context, jobs: readonly Job[]): Set<string> {
  const { fs } = context.disk
  const known = new Set(jobs.map((job) => job.id).filter((id) => fs.lstat(waiting(id))))
  for (const name of fs.list('processing')) {
    const id = parseClaimed(name)?.id
    if (id) known.add(id)
  }
  for (const { id } of jobs)
    if (!known.has(id) && (fs.lstat(attempt(id, 0)) || endedAt(context, id))) known.add(id)
  return known
}

/** Writes temporary files, many at once: all of them, or none. */
async function writeAll(disk: Disk, texts: readonly string[]): Promise<string[]> {
  const writes = await Promise.allSettled(texts.map((text) => disk.write(text)))
  const failed = writes.find((write) => write.status === 'rejected')
  const paths = writes.flatMap((write) => (write.status === 'fulfilled' ? [write.value] : []))
  if (!failed) return paths
  for (const path of paths) disk.remove(path)
  throw failed.reason
}

function* chunks<T>(items: readonly T[], size: number): Generator<T[]> {
  for (let at = 0; at < items.length; at += size) yield items.slice(at, at + size)
}
