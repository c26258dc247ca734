import { parseRecord, type Reads, type RecordOf } from '../record/parse.js'
import { sources } from '../stream/input.js'
import { lines } from '../stream/lines.js'
import { badLineError } from './bad-line.js'
import { runtime } from './runtime.js'

/**
 * The records of files that a command looks things up in, beside those it filters.
 * @throws DataError with the place of a line that is not a record, MissingInputError
 */
export async function* readRecords<K extends Reads>(
  kind: K,
  paths: readonly string[],
): AsyncGenerator<{ record: RecordOf<K>; file: string; line: number }> {
  const { stdin, stop } = runtime()
  for await (const { file, chunks } of sources(paths, stdin, stop.signal)) {
    for await (const { first, texts } of lines(file, chunks, 1, stop.signal)) {
      for (const [i, text] of texts.entries()) {
        if (!text.trim()) continue
        const parsed = parseRecord(kind, text)
        if (parsed.problem) throw await badLineError(file, { line: first + i, text, problem: parsed.problem })
        yield { record: parsed.record, file, line: first + i }
      }
    }
  }
}
