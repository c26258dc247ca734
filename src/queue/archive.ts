import type { Context } from './context.js'
import { readOr } from './context.js'
import { forget, forgetAll } from './finish.js'
import { hasCode } from './fs.js'
import { held } from './held.js'
import { ended, parseEnded, waiting } from './names.js'
import type { Selection } from './queue.js'

/**
 * Moves ended jobs, these or all, to the archive of today (UTC). Held ones stay, unless they are named: they wait for
 * a decision.
 * @param olderThan only jobs that ended at least so long ago, ms
 * @returns how many
 */
export async function archive(
  context: Context,
  ids?: Iterable<string>,
  { olderThan = 0 } = {},
): Promise<number> {
  const { disk } = context
  const wanted = ids && new Set(ids)
  const undecided = new Set(wanted ? [] : await held(context))
  const before = context.now() - olderThan
  const day = new Date(context.now()).toISOString().slice(0, 10)
  let moved = 0
  for (const folder of ['processed', 'error'] as const) {
    for (const name of disk.fs.list(folder)) {
      const id = parseEnded(name)
      if (!id || undecided.has(id) || (wanted && !wanted.has(id))) continue
      if (olderThan > 0 && (disk.fs.lstat(ended(folder, id))?.mtime ?? before) >= before) continue
      if (moved === 0) await makeDay(context, day)
      if (!disk.rename(ended(folder, id), ended(`archive/${day}`, id))) continue
      if (wanted) forget(context, id) // the note of one that was held
      moved++
    }
  }
  if (moved === 0) return 0
  await disk.syncDir(`archive/${day}`)
  await disk.syncDir('processed')
  await disk.syncDir('error')
  return moved
}

async function makeDay({ disk }: Context, day: string): Promise<void> {
  try {
    disk.fs.mkdir(`archive/${day}`)
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
  await disk.syncDir('archive')
}

/**
 * Puts jobs from `error/` back: one rename, since the job is in its result. Their answers and notes must be gone
 * for good before, or the old answer would be found and taken for the new one.
 * @returns the ids
 */
export async function redrive(
  context: Context,
  { ids, classes, except = [] }: Selection = {},
): Promise<string[]> {
  const { disk } = context
  const only = ids && new Set(ids)
  const left = new Set(except)
  const chosen: string[] = []
  for (const name of disk.fs.list('error')) {
    const id = parseEnded(name)
    if (!id || left.has(id) || (only && !only.has(id))) continue
    if (classes && !classes.includes(String((await readOr(disk, ended('error', id)))?.class))) continue
    chosen.push(id)
  }
  if (chosen.length === 0) return []
  // What was paid for on the way to a call that brought nothing is used when that is made again.
  forgetAll(context, new Set(chosen), new Set(await held(context)))
  await disk.syncDir('results')
  await disk.syncDir('attempts')
  const back = chosen.filter((id) => disk.rename(ended('error', id), waiting(id)))
  await disk.syncDir('incoming')
  await disk.syncDir('error')
  return back
}
