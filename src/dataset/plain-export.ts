import type { Example } from '../record/example.js'
import type { Turn } from '../record/turn.js'
import { ONLY_PREFERENCE } from './dialogue/dialogue.js'
import { exampleOf } from './formats/conversation.js'
import { FORMATS, type Format, type FormatName, type RecordFormat } from './formats/index.js'
import { turnOrExample } from './turn-or-example.js'

/** Where rows go, and records that give none. */
export interface RowSink {
  /** @param key of two rows with one key the second is left out */
  write(row: string, key?: string): void
  reject(reason: string): void
}

export interface PlainExport {
  /** The first line of a file, where the format has one. */
  header?: string
  /** @throws BadRecord where it is neither turn nor example */
  step(record: Record<string, unknown>, sink: RowSink): void
  finish?(sink: RowSink): void
}

/**
 * Writes records in a plain format.
 * @param keyOf the key of a row, where none may be there twice
 */
export async function plainExport(name: FormatName, keyOf?: (row: string) => string): Promise<PlainExport> {
  const format = await FORMATS[name].load()
  const header = 'header' in format ? format.header : undefined
  return {
    ...(header && { header }),
    step(record, sink) {
      const rows = rowsOf(turnOrExample(record), format)
      if (typeof rows === 'string') sink.reject(rows)
      else for (const row of rows) sink.write(row, keyOf?.(row))
    },
  }
}

/** Chooses the best examples, and writes one prompt when all are read. */
export async function fewShotExport(options: { max: number; minConfidence: number }): Promise<PlainExport> {
  const { FewShot } = await import('./formats/fewshot.js')
  const shots = new FewShot(options)
  return {
    step(record, sink) {
      const example = asTwoTexts(usable(turnOrExample(record)))
      const reason = typeof example === 'string' ? example : shots.add(example)
      if (reason) sink.reject(reason)
    },
    finish(sink) {
      const prompt = shots.prompt()
      if (prompt) sink.write(prompt)
    },
  }
}

/** The rows of one record, or why it has none. */
function rowsOf(record: Turn | Example, format: Format | RecordFormat): string[] | string {
  if ('rows' in format) {
    const rows = format.rows(record)
    return rows.length ? rows : format.none
  }
  const example = format.twoTexts ? asTwoTexts(usable(record)) : usable(record)
  return typeof example === 'string' ? example : [format.row(example)]
}

/** The example, unless a question and an answer are not all of it. */
function asTwoTexts(example: Example | string): Example | string {
  if (typeof example === 'string' || !example.messages) return example
  const calls = example.messages.some(({ role, calls }) => role === 'tool' || calls?.length)
  return calls ? 'tool calls' : 'needs its history'
}

function usable(record: Turn | Example): Example | string {
  if (!('user' in record)) {
    const example = record as Example
    return example.meta.use === 'preference' ? ONLY_PREFERENCE : example
  }
  const turn = record as Turn
  if (turn.signal === false) return 'noise'
  if (turn.steps?.some(({ calls }) => calls?.length)) return 'tool calls'
  if (turn.user.trim() === '' || turn.assistant.trim() === '') return 'empty'
  return exampleOf(turn)
}
