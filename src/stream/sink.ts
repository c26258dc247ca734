import type { Problem } from '../record/parse.js'

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
  fail(reason: string, message: string): void
}

export interface BadLine {
  line: number
  /** For a value that is no line: the column it starts at, from 1, and its place in the array (a string). */
  column?: number
  at?: number | string
  text: string
  problem: Problem
}

/** What became of one batch of lines: plain data and bytes, which another thread can send without copying them. */
export interface BatchResult {
  /** The lines to write, in UTF-8, each with its newline. */
  out: Uint8Array
  /** How many. */
  written: number
  /** The lines of `out` that have a key, by where they begin and end. */
  keyed?: { key: string; start: number; end: number }[]
  read: number
  rejected: Record<string, number>
  /** The rejected records with their reason, where they are to be kept: lines as in `out`. */
  rejects: Uint8Array
  bad: BadLine[]
  /** Records whose work failed. They never end a run. */
  failures?: { reason: string; message: string; text: string }[]
  /** Records of `out` that are not ended, and where their lines are. */
  held?: Held[]
}

export interface Held {
  line: number
  start: number
  end: number
  data: unknown
}
