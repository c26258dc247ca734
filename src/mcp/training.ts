import { basename, join } from 'node:path'
import type { FormatName } from '../dataset/formats/index.js'
import { plainExport } from '../dataset/plain-export.js'
import { synthesize } from '../dataset/synthesize.js'
import type { Memory } from '../memory/memory.js'
import { type MineOptions, mine } from '../patterns/mine.js'
import { UsageError } from '../record/errors.js'
import type { Pattern } from '../record/pattern.js'
import { writeNew } from '../stream/small-files.js'

/** The patterns of all remembered turns, each once. */
export function* minedPatterns(memory: Memory, options: MineOptions): Generator<Pattern> {
  const seen = new Set<string>()
  for (const turn of memory.turns()) {
    for (const pattern of mine(turn, options)) {
      if (seen.has(pattern.id)) continue
      seen.add(pattern.id)
      yield pattern
    }
  }
}

/** A plain name: no folder, nothing hidden. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/

/**
 * Writes training examples of all remembered turns into a new file of the folder.
 * @returns how many rows were written, and where
 * @throws UsageError where the name is not a plain one, CannotWriteError
 */
export async function exportTraining(
  memory: Memory,
  folder: string,
  { name, format, minConfidence }: { name: string; format: FormatName; minConfidence: number },
): Promise<{ file: string; rows: number }> {
  if (!NAME.test(name) || basename(name) !== name)
    throw new UsageError(
      `"${name.slice(0, 100)}" is not a file name`,
      'letters, digits, dot, _ and - are allowed',
    )
  const { header, step, finish } = await plainExport(format)
  const file = join(folder, name)
  let rows = 0
  function* lines(): Generator<string> {
    if (header) yield header
    const made: string[] = []
    const sink = { write: (row: string) => made.push(row), reject: () => {} }
    const seen = new Set<string>()
    for (const pattern of minedPatterns(memory, { minConfidence })) {
      const example = synthesize(pattern)
      if (typeof example === 'string' || seen.has(example.id)) continue
      seen.add(example.id)
      step(example, sink)
      rows += made.length
      yield* made.splice(0)
    }
    finish?.(sink)
    rows += made.length
    yield* made
  }
  await writeNew(file, lines())
  return { file, rows }
}
