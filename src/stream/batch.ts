import {
  BadRecord,
  type Parsed,
  type Problem,
  parseRecord,
  type Reads,
  type RecordOf,
  tooDeep,
} from '../record/parse.js'
import { BatchSink } from './batch-sink.js'
import { LineBuffer } from './line-buffer.js'
import { bufferOf, isBlank, type LineBlock, LineCursor } from './lines.js'
import type { BatchResult, Sink } from './sink.js'

/** The work of a command on one record. It sees records in order and may keep state. */
export type Step<K extends Reads = Reads> = (record: RecordOf<K>, sink: Sink) => void | Promise<void>

/** Ends what a step held. */
export type End = (data: never, sink: Sink) => void

/** The work of a command, by its name, for a run of several. */
export interface Part<K extends Reads = Reads> {
  command: string
  kind: K
  step: Step<K>
  end?: End
  /** Called once, after the last record; it may leave out records that were held back, and writes none. */
  finish?: (sink: Sink) => void
}

export interface Filter<K extends Reads = Reads> {
  step: Step<K>
  /** The first line of the output, where the format has one. */
  header?: string
  /** Keep the rows of the output file and leave out what it holds; `quoted` rows are CSV. */
  appendTo?: { quoted: boolean }
  /** Called once, after the last record. */
  finish?: (sink: Sink) => void | Promise<void>
  /** Called after each batch, and after `finish`: writes elsewhere what the steps have made. */
  flush?: () => Promise<void>
  /** Sees the bytes of every input as they are read. */
  tap?: (file: string, chunk: Uint8Array) => void
}

export interface BatchOptions {
  /** Stop at the first bad line; what was made before it is in the result. */
  stopAtBad: boolean
  keepRejects: boolean
}

/**
 * Runs a step over lines. Pure: a batch can be worked on in any thread.
 * @param out where the lines of the result go; a caller that waits until they are written can use it again
 */
export async function runBatch<K extends Reads>(
  kind: K,
  step: Step<K>,
  block: LineBlock,
  options: BatchOptions,
  out = new LineBuffer(2 * block.bytes.length),
): Promise<BatchResult> {
  const sink = new BatchSink(kind, options.keepRejects, out)
  sink.file = block.file
  for (const line = new LineCursor(block); line.next(); ) {
    const { text, number } = line
    if (isBlank(text)) continue
    sink.read++
    const parsed: Parsed<K> = line.broken ? NOT_UTF8 : parseRecord(kind, text)
    let { problem } = parsed
    if (!parsed.problem) {
      if (parsed.text === text) sink.atBytes(line.bytes, line.start, line.end, parsed.record, number)
      else sink.at(parsed.text, parsed.record, number)
      try {
        const waits = step(parsed.record, sink)
        if (waits) await waits
      } catch (error) {
        problem = problemOf(error)
      }
    }
    if (!problem) continue
    sink.bad.push({ line: number, text, problem })
    if (options.stopAtBad) break
  }
  return sink.result
}

/** Ends the held records of a batch, and gives the batch as if its step had done all. */
export function endBatch(result: BatchResult, end: End, file: string, keepRejects: boolean): BatchResult {
  const { held = [], out } = result
  const bytes = bufferOf(out)
  const sink = new BatchSink('any', keepRejects, new LineBuffer(out.length))
  sink.file = file
  sink.takeCounts(result)
  let done = 0
  for (const record of held) {
    sink.takeLines(result, done, record.start)
    sink.atBytes(bytes, record.start, record.end, undefined, record.line)
    end(record.data as never, sink)
    done = record.end
  }
  sink.takeLines(result, done, out.length)
  return sink.result
}

/** What is wrong with the record, where that is why the work on it threw. @throws what is not the record's fault */
function problemOf(error: unknown): Problem {
  if (error instanceof BadRecord) return error.problem
  if (error instanceof RangeError) return tooDeep(error)
  throw error
}

/** What to do with a record once its work is done; called in the order of the records. */
export type Act = (sink: Sink) => void | Promise<void>

/** As `runBatch`, for one line and work that waits, given the record and its text. What is returned ends it, and is to be called in order. */
export async function runRecord<K extends Reads>(
  kind: K,
  work: (record: RecordOf<K>, text: string) => Promise<Act>,
  { file = '', text, line, broken }: { file?: string; text: string; line: number; broken: boolean },
  keepRejects: boolean,
): Promise<() => Promise<BatchResult>> {
  const sink = new BatchSink(kind, keepRejects)
  sink.read = 1
  sink.file = file
  const bad = (problem: Problem) => {
    sink.bad.push({ line, text, problem })
    return async () => sink.result
  }
  const parsed: Parsed<K> = broken ? NOT_UTF8 : parseRecord(kind, text)
  if (parsed.problem) return bad(parsed.problem)
  sink.at(parsed.text, parsed.record, line)
  try {
    const act = await work(parsed.record, parsed.text)
    return async () => {
      try {
        await act(sink)
      } catch (error) {
        bad(problemOf(error))
      }
      return sink.result
    }
  } catch (error) {
    return bad(problemOf(error))
  }
}

/** Calls `finish` of a filter and returns what it wrote. */
export async function finishBatch<K extends Reads>(
  kind: K,
  filter: Pick<Filter<K>, 'finish'>,
  keepRejects: boolean,
): Promise<BatchResult> {
  const sink = new BatchSink(kind, keepRejects)
  await filter.finish?.(sink)
  return sink.result
}

const NOT_UTF8 = { problem: { message: 'not valid UTF-8', hint: 'save the file as UTF-8' } as Problem }
