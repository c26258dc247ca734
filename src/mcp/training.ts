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
 * Writes the exchanges of all remembered turns that are worth training on into a new file of the folder.
 * @returns how many rows were written, and where; how many examples the format cannot hold, by reason
 * @throws UsageError where the name is not a plain one, CannotWriteError
 */
export async function exportTraining(
  memory: Memory,
  folder: string,
  { name, format, minConfidence }: { name: string; format: FormatName; minConfidence: number | undefined },
): Promise<{ file: string; rows: number; left_out: Record<string, number> }> {
  if (!NAME.test(name) || basename(name) !== name)
    throw new UsageError(
      `"${name.slice(0, 100)}" is not a file name`,
      'letters, digits, dot, _ and - are allowed',
    )
  const { header, step, finish } = await plainExport(format)
  const file = join(folder, name)
  const left: Record<string, number> = {}
  const made: string[] = []
  let rows = 0
  const sink = {
    write(row: string) {
      rows++
      made.push(row)
    },
    reject(reason: string) {
      left[reason] = (left[reason] ?? 0) + 1
    },
  }
  function* lines(): Generator<string> {
    if (header) yield header
    const options = { kinds: ['qa_pair'] as const, ...(minConfidence !== undefined && { minConfidence }) }
    for (const pattern of minedPatterns(memory, options)) {
      const example = synthesize(pattern, options)
      if (typeof example === 'string') continue
      step(example, sink)
      yield* made.splice(0)
    }
    finish?.(sink)
    yield* made
  }
  await writeNew(file, lines())
  return { file, rows, left_out: left }
}
