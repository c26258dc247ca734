import { type Context, noteIn } from './context.js'
import type { NoteName } from './queue.js'

/** A short text that is kept with the queue; undefined where there is none. */
export function note({ disk }: Context, name: NoteName): string | undefined {
  return noteIn(disk, `control/${name}`)
}

/** Replaces it; undefined takes it away. */
export async function setNote({ disk }: Context, name: NoteName, text: string | undefined): Promise<void> {
  const path = `control/${name}`
  if (text !== undefined) return disk.publish(`${text.slice(0, LONGEST)}\n`, path)
  if (!disk.fs.lstat(path)) return
  disk.remove(path)
  await disk.syncDir('control')
}

/** Well below what is read. */
const LONGEST = 2000
