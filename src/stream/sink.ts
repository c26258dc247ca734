import type { Problem, Reads } from '../record/parse.js'

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
  /** More lines, as bytes with their newlines, and how many they are. */
  block?: { bytes: Uint8Array; count: number }
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

/** Collects what becomes of the records of one batch. */
export class BatchSink implements Sink {
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
