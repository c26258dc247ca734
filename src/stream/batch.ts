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

/** What a step may do with the record it was given. A step may call several of these, or only keep state. */
export interface Sink {
  /** Where this record comes from. */
  readonly file: string
  readonly line: number
  /** The record's own text: its line, without white space at the ends. */
  readonly text: string
  /** Writes the record as it came. */
  pass(): void
  /**
   * Writes the record as it came, with these fields set.
   * @param json the fields as JSON behind its first brace, where it is at hand
   */
  extend(fields: object, json?: string): void
  /** Writes another record. One whose `key` was written before is left out, over the whole stream. */
  emit(record: unknown, key?: string): void
  /** Writes a line of text that is not a record of strom (a trainer's row); `key` as with `emit`. */
  write(text: string, key?: string): void
  /**
   * Counts a record as dropped for this reason, and keeps it where --rejects is given.
   * @param detail fields to keep beside the reason
   * @param record one that came earlier, where it is not this one that is dropped
   */
  reject(reason: string, detail?: Record<string, unknown>, record?: Record<string, unknown>): void
  /**
   * Writes the record as it came, for now: the filter's `end` is given the data, plain, and says in the order of the
   * records what becomes of it. So a step that runs in any thread can leave to one what depends on other records.
   */
  hold(data: unknown): void
  /** Counts the record as failed, through no fault of its own, and keeps it where --errors is given. */
  fail(message: string): void
}

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

export interface BadLine {
  line: number
  /** For a value that is no line: the column it starts at, from 1, and its place in the array (a string). */
  column?: number
  at?: number | string
  text: string
  problem: Problem
}

/** What became of one batch of lines. */
export interface BatchResult {
  out: string[]
  /** Beside `out`: the key of each line, or ''. Missing where no line has one. */
  keys?: string[]
  read: number
  rejected: Record<string, number>
  /** The rejected records with their reason, where they are to be kept. */
  rejects: string[]
  bad: BadLine[]
  /** Records whose work failed. They never end a run. */
  failures?: { message: string; text: string }[]
  /** Records of `out` that are not ended. */
  held?: { at: number; line: number; data: unknown }[]
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

class BatchSink implements Sink {
  readonly result: BatchResult = { out: [], read: 0, rejected: {}, rejects: [], bad: [] }
  file = ''
  line = 0
  text = ''
  /** Undefined until it is needed, where only the text was given. */
  #record: Record<string, unknown> | undefined
  readonly #tag: string

  constructor(
    kind: Reads,
    private readonly keepRejects: boolean,
  ) {
    this.#tag = kind === 'any' ? '{' : `{"schema":"strom.${kind}/1",`
  }

  at(text: string, record: Record<string, unknown> | undefined, line: number): void {
    this.line = line
    const source = text.trim()
    this.text = record && record.schema === undefined ? this.#tag + source.slice(1) : source
    this.#record = record
  }

  hold(data: unknown): void {
    this.result.held ??= []
    this.result.held.push({ at: this.result.out.length, line: this.line, data })
    this.pass()
  }

  pass(): void {
    this.#push(this.text)
  }

  extend(fields: object, json?: string): void {
    this.#push(this.#with(fields, json))
  }

  emit(record: unknown, key = ''): void {
    this.#push(JSON.stringify(record), key)
  }

  write(text: string, key = ''): void {
    this.#push(text, key)
  }

  reject(reason: string, detail: Record<string, unknown> = {}, record?: Record<string, unknown>): void {
    const { rejected, rejects } = this.result
    rejected[reason] = (rejected[reason] ?? 0) + 1
    if (!this.keepRejects) return
    const fields = { rejected: reason, ...detail }
    rejects.push(record ? JSON.stringify({ ...record, ...fields }) : this.#with(fields))
  }

  fail(message: string): void {
    this.result.failures = [...(this.result.failures ?? []), { message, text: this.text }]
  }

  /**
   * The record's text with fields set. Where none of them is there yet the text is kept byte for byte and the
   * fields are put before its last brace, which is several times faster than writing the whole record again.
   */
  #with(fields: object, json?: string): string {
    this.#record ??= JSON.parse(this.text) as Record<string, unknown>
    for (const key in fields) {
      if (key in this.#record) return JSON.stringify({ ...JSON.parse(this.text), ...fields })
    }
    const added = json ?? JSON.stringify(fields).slice(1)
    return isEmpty(this.#record) ? `{${added}` : `${this.text.slice(0, -1)},${added}`
  }

  #push(text: string, key = ''): void {
    const { result } = this
    if (key && !result.keys) result.keys = result.out.map(() => '')
    result.out.push(text)
    result.keys?.push(key)
  }
}

function isEmpty(record: object): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false
  return true
}
