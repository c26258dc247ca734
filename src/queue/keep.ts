import { contentId } from '../record/id.js'
import { type Context, readOr } from './context.js'
import { savePaid } from './finish.js'
import { isContentId, keptAnswer, parseKept } from './names.js'
import type { Kept } from './queue.js'

const nameOf = (id: string) => (isContentId(id) ? id : contentId('k', id))

/**
 * Saves a paid answer that becomes a job only later: a prompt that was written, and has not been compared with the
 * others. A producer that dies in between leaves it here, for the next one. @throws UnsavedAnswerError
 */
export async function keep(context: Context, id: string, value: unknown): Promise<void> {
  await savePaid(context, id, keptAnswer(nameOf(id)), { id, kept: value })
}

/** What is kept, by id; one at a time in memory. */
export async function* kept({ disk, spill }: Context): AsyncGenerator<Kept> {
  for (const place of spill ? [disk, spill] : [disk]) {
    for (const name of place.fs.list('results').sort()) {
      const file = parseKept(name) && (await readOr(place, `results/${name}`))
      if (file) yield { id: String(file.id), value: file.kept }
    }
  }
}

/** Lets go of it, once it is a job. Where a power cut brings it back, it becomes the same job again. */
export function drop({ disk, spill }: Context, id: string): void {
  disk.remove(keptAnswer(nameOf(id)))
  spill?.remove(keptAnswer(nameOf(id)))
}
