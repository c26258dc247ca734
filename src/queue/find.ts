import { type Context, readJobOr, readOr } from './context.js'
import { resultOf } from './files.js'
import { archiveDays, parseClaimed, parseEnded, parseWaiting } from './names.js'
import type { Entry, Found, State } from './queue.js'
import { STATES } from './queue.js'

/** The record of a job, wherever it is. A job that moves on meanwhile may be missing. */
export async function find(context: Context, id: string): Promise<Found | undefined> {
  for (const state of STATES) {
    const placed = places(context, state).find(({ entry }) => entry.id === id)
    const record = placed && (await read(context, placed))
    if (record) return { ...placed.entry, state, record }
  }
  return undefined
}

/** The jobs of a state with their records, in the order of their ids, one at a time in memory. */
export async function* jobs(context: Context, state: State): AsyncGenerator<Found> {
  for (const placed of places(context, state)) {
    const record = await read(context, placed)
    if (record) yield { ...placed.entry, state, record }
  }
}

interface Placed {
  entry: Entry
  path: string
  ended: boolean
}

/** Where the jobs of a state are, by id; names only. */
export function places({ disk: { fs } }: Context, state: State): Placed[] {
  const ended = state !== 'incoming' && state !== 'processing'
  const parse = (name: string): Entry | undefined => {
    if (state === 'incoming') return parseWaiting(name)
    if (state === 'processing') return parseClaimed(name)
    const id = parseEnded(name)
    return id ? { id, attempt: 0 } : undefined
  }
  const placed: Placed[] = []
  for (const folder of state === 'archive' ? archiveDays(fs) : [state])
    for (const name of fs.list(folder)) {
      const entry = parse(name)
      if (entry) placed.push({ entry, path: `${folder}/${name}`, ended })
    }
  return placed.sort((a, b) => (a.entry.id < b.entry.id ? -1 : 1))
}

async function read({ disk }: Context, { entry, path, ended }: Placed) {
  if (!ended) return (await readJobOr(disk, path, entry.id))?.payload
  const file = await readOr(disk, path)
  return file && resultOf(file)
}
