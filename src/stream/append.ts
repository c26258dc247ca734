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
  let parts: string[] = [] // of a row whose last quotation is open
  let open = false
  for await (const { texts } of lines(path, createReadStream(path))) {
    for (const text of texts) {
      parts.push(text)
      if (quoted && text.split('"').length % 2 === 0) open = !open
      if (open) continue
      const row = parts.join('\n')
      parts = []
      if (row) seen.add(rowKey(row))
    }
  }
  return seen
}
