import { type Context, readJobOr } from './context.js'
import { parseClaimed, parseWaiting } from './names.js'
import type { Json } from './queue.js'

/**
 * The records of the jobs that wait or are worked on, in the order of their ids. Holds the names, and one record at a
 * time. A job that moves on meanwhile may be missing.
 */
export async function* pending({ disk }: Context): AsyncGenerator<Json> {
  const where = new Map<string, string>()
  for (const [folder, parse] of [
    ['incoming', parseWaiting],
    ['processing', parseClaimed],
  ] as const) {
    for (const name of disk.fs.list(folder)) {
      const found = parse(name)
      if (found) where.set(found.id, `${folder}/${name}`)
    }
  }
  for (const id of [...where.keys()].sort()) {
    const job = await readJobOr(disk, where.get(id)!, id)
    if (job) yield job.payload
  }
}
