import { type Context, readOr } from './context.js'
import { resultOf } from './files.js'
import { archiveDays, parseEnded } from './names.js'
import type { Json, State } from './queue.js'

/**
 * The results of ended jobs, each once, in the order of their ids wherever they are, so that the same results give
 * the same analysis. Holds the names, and one result at a time.
 * @param options.since only results of this generation and later ones
 */
export async function* results(
  { disk }: Context,
  {
    states = ['archive', 'processed', 'error'],
    since = 0,
  }: { states?: readonly State[]; since?: number } = {},
): AsyncGenerator<Json> {
  const folders = states.flatMap((state) => (state === 'archive' ? archiveDays(disk.fs) : [state]))
  const where = new Map<string, string>()
  for (const folder of folders) {
    for (const name of disk.fs.list(folder)) {
      const id = parseEnded(name)
      if (id) where.set(id, folder)
    }
  }
  for (const id of [...where.keys()].sort()) {
    const folder = where.get(id)!
    let file = await readOr(disk, `${folder}/${id}.json`)
    if (!file && folder !== 'error') file = await findMoved(disk, id)
    if (file && !(Number(file.generation) < since)) yield resultOf(file)
  }
}

/** A result that was archived since it was listed. */
async function findMoved(disk: Context['disk'], id: string): Promise<Json | undefined> {
  for (const day of archiveDays(disk.fs)) {
    const file = await readOr(disk, `${day}/${id}.json`)
    if (file) return file
  }
  return undefined
}
