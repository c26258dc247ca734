import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { contentId } from '../record/id.js'
import { lines } from './lines.js'
import { Seen } from './seen.js'

/** What makes two rows of a file the same. */
export function rowKey(row: string): string {
  return contentId('r', row)
}

/**
 * The keys of all rows of a file, or nothing where there is no file yet.
 * @param quoted rows are CSV, where a quoted cell may hold line breaks
 */
export async function rowsOf(path: string, quoted: boolean): Promise<Seen | undefined> {
  if (!(await stat(path).catch(() => undefined))) return undefined
  const seen = new Seen()
  let open = ''
  for await (const { texts } of lines(path, createReadStream(path))) {
    for (const text of texts) {
      const row = open ? `${open}\n${text}` : text
      open = quoted && (row.split('"').length - 1) % 2 === 1 ? row : ''
      if (!open && row) seen.add(rowKey(row))
    }
  }
  return seen
}
