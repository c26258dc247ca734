import {
  BadRecord,
  type Parsed,
  type Problem,
  parseRecord,
  type Reads,
  type RecordOf,
  tooDeep,
} from '../record/parse.js'
import { isBlank, type Lines } from './lines.js'
import { type BatchResult, BatchSink, type Sink } from './sink.js'

/** The work of a command on one record. It sees records in order and may keep state. */
export type Step<K extends Reads = Reads> = (record: RecordOf<K>, sink: Sink) => void | Promise<void>

/** Ends what a step held. */
export type End = (data: never, sink: Sink) => void

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

/** Runs a step over lines of text. Pure: a batch can be worked on in any thread. */
export async function runBatch<K extends Reads>(
  kind: K,
  step: Step<K>,
  lines: Pick<Lines, 'first' | 'texts' | 'broken'> & { file?: string },
  options: BatchOptions,
): Promise<BatchResult> {
  const sink = new BatchSink(kind, options.keepRejects)
  const { result } = sink
  sink.file = lines.file ?? ''
  for (let i = 0; i < lines.texts.length; i++) {
    const text = lines.texts[i] as string
    if (isBlank(text)) continue
    const line = lines.first + i
    result.read++
    const parsed: Parsed<K> = lines.broken?.has(line) ? NOT_UTF8 : parseRecord(kind, text)
    let { problem } = parsed
    if (!parsed.problem) {
      sink.at(parsed.text, parsed.record, line)
      try {
        const waits = step(parsed.record, sink)
        if (waits) await waits
      } catch (error) {
        problem = problemOf(error)
      }
    }
    if (!problem) continue
    result.bad.push({ line, text, problem })
    if (options.stopAtBad) break
  }
  return result
}

/** Ends the held records of a batch, and gives the batch as if its step had done all. */
export function endBatch(result: BatchResult, end: End, file: string, keepRejects: boolean): BatchResult {
  const { held = [], out, keys } = result
  const sink = new BatchSink('any', keepRejects)
  sink.file = file
  let next = 0
  for (const [i, text] of out.entries()) {
    const record = held[next]
    if (record?.at !== i) {
      sink.write(text, keys?.[i])
      continue
    }
    next++
    sink.at(text, undefined, record.line)
    end(record.data as never, sink)
  }
  const ended = sink.result
  for (const reason in result.rejected)
    ended.rejected[reason] = (ended.rejected[reason] ?? 0) + (result.rejected[reason] ?? 0)
  const { rejected, keys: newKeys } = ended
  return {
    ...result,
    out: ended.out,
    ...(newKeys && { keys: newKeys }),
    rejected,
    rejects: [...result.rejects, ...ended.rejects],
    held: [],
  }
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
  const { result } = sink
  result.read = 1
  sink.file = file
  const bad = (problem: Problem) => {
    result.bad.push({ line, text, problem })
    return async () => result
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
      return result
    }
  } catch (error) {
    return bad(problemOf(error))
  }
}

/** Calls `finish` of a filter and returns what it wrote. */
export async function finishBatch<K extends Reads>(
  kind: K,
  filter: Filter<K>,
  keepRejects: boolean,
): Promise<BatchResult> {
  const sink = new BatchSink(kind, keepRejects)
  await filter.finish?.(sink)
  return sink.result
}

const NOT_UTF8 = { problem: { message: 'not valid UTF-8', hint: 'save the file as UTF-8' } as Problem }
