import type { Reads } from '../record/parse.js'
import { LineBuffer } from './line-buffer.js'
import { bufferOf } from './lines.js'
import type { BadLine, BatchResult, Sink } from './sink.js'

/** Collects what becomes of the records of one batch. */
export class BatchSink implements Sink {
  file = ''
  line = 0
  read = 0
  readonly bad: BadLine[] = []
  readonly #rejects = new LineBuffer()
  readonly #rejected: Record<string, number> = {}
  #keyed: BatchResult['keyed']
  #failures: BatchResult['failures']
  #held: BatchResult['held']
  /** The record: its bytes where they are at hand, its text and value where they are, or once they are needed. */
  #bytes: Buffer | undefined
  #start = 0
  #end = 0
  #text: string | undefined
  #record: Record<string, unknown> | undefined
  /** Goes before the record's own text behind its first brace. */
  #tag = ''
  readonly #missingTag: string

  readonly #out: LineBuffer

  /** @param out where its lines go */
  constructor(
    kind: Reads,
    private readonly keepRejects: boolean,
    out = new LineBuffer(),
  ) {
    this.#missingTag = kind === 'any' ? '' : `{"schema":"strom.${kind}/1",`
    this.#out = out
  }

  get result(): BatchResult {
    return {
      out: this.#out.bytes,
      written: this.#out.lines,
      ...(this.#keyed && { keyed: this.#keyed }),
      read: this.read,
      rejected: this.#rejected,
      rejects: this.#rejects.bytes,
      bad: this.bad,
      ...(this.#failures && { failures: this.#failures }),
      ...(this.#held && { held: this.#held }),
    }
  }

  /** Goes to a record, by its text. */
  at(text: string, record: Record<string, unknown>, line: number): void {
    this.#goTo(line, record)
    this.#bytes = undefined
    this.#text = this.#tag + text.trim().slice(this.#covered)
  }

  /** Goes to a record, by the bytes of its line; `record` where it is at hand. */
  atBytes(
    bytes: Buffer,
    start: number,
    end: number,
    record: Record<string, unknown> | undefined,
    line: number,
  ): void {
    this.#goTo(line, record)
    this.#bytes = bytes
    this.#start = start
    this.#end = end
    while (bytes[this.#start]! <= SPACE) this.#start++
    while (bytes[this.#end - 1]! <= SPACE) this.#end--
    this.#text = undefined
  }

  #goTo(line: number, record: Record<string, unknown> | undefined): void {
    this.line = line
    this.#record = record
    this.#tag = record && record.schema === undefined ? this.#missingTag : ''
  }

  get text(): string {
    this.#text ??=
      this.#tag + (this.#bytes as Buffer).toString('utf8', this.#start + this.#covered, this.#end)
    return this.#text
  }

  /** Takes over what another thread made of the records, but for its lines. */
  takeCounts({ read, written, rejected, rejects, bad, failures, held = [] }: BatchResult): void {
    this.read += read
    this.#out.lines += written - held.length
    for (const reason in rejected) this.#countReject(reason, rejected[reason])
    this.#rejects.copy(bufferOf(rejects), 0, rejects.length)
    this.bad.push(...bad)
    if (failures) this.#failures = [...(this.#failures ?? []), ...failures]
  }

  /** Takes over its lines from one byte of them up to another, with their keys. */
  takeLines({ out, keyed = [] }: BatchResult, from: number, to: number): void {
    const moved = this.#out.length - from
    this.#out.copy(bufferOf(out), from, to)
    for (const { key, start, end } of keyed)
      if (start >= from && end <= to) this.#key(key, start + moved, end + moved)
  }

  hold(data: unknown): void {
    const start = this.#out.length
    this.pass()
    this.#held ??= []
    this.#held.push({ line: this.line, start, end: this.#out.length, data })
  }

  pass(): void {
    this.#copy(this.#out)
    this.#out.endLine()
  }

  extend(fields: object, json?: string): void {
    this.#extend(this.#out, fields, json)
  }

  emit(record: unknown, key = ''): void {
    this.write(JSON.stringify(record), key)
  }

  write(text: string, key = ''): void {
    const start = this.#out.length
    this.#out.line(text)
    if (key) this.#key(key, start, this.#out.length)
  }

  reject(reason: string, detail: Record<string, unknown> = {}, record?: Record<string, unknown>): void {
    this.#countReject(reason)
    if (!this.keepRejects) return
    const fields = { rejected: reason, ...detail }
    if (record) this.#rejects.line(JSON.stringify({ ...record, ...fields }))
    else this.#extend(this.#rejects, fields)
  }

  fail(reason: string, message: string): void {
    this.#failures ??= []
    this.#failures.push({ reason, message: `${reason}: ${message}`, text: this.text })
  }

  /**
   * The record with fields set, as a line. Where none of them is there yet its bytes are kept and the fields are put
   * before its last brace, which is many times faster than writing the whole record again.
   */
  #extend(to: LineBuffer, fields: object, json?: string): void {
    this.#record ??= JSON.parse(this.text) as Record<string, unknown>
    for (const key in fields) {
      if (!(key in this.#record)) continue
      to.line(JSON.stringify({ ...JSON.parse(this.text), ...fields }))
      return
    }
    const added = json ?? JSON.stringify(fields).slice(1)
    if (isEmpty(this.#record)) to.add('{')
    else {
      this.#copy(to, 1)
      to.add(',')
    }
    to.line(added)
  }

  /** Characters of the record's own text that its tag stands for. */
  get #covered(): number {
    return this.#tag ? 1 : 0
  }

  /** The record's own text without its last characters, of ASCII. */
  #copy(to: LineBuffer, without = 0): void {
    if (this.#bytes) {
      if (this.#tag) to.add(this.#tag)
      to.copy(this.#bytes, this.#start + this.#covered, this.#end - without)
    } else to.add(this.text.slice(0, this.text.length - without))
  }

  #countReject(reason: string, count = 1): void {
    this.#rejected[reason] = (this.#rejected[reason] ?? 0) + count
  }

  #key(key: string, start: number, end: number): void {
    this.#keyed ??= []
    this.#keyed.push({ key, start, end })
  }
}

const SPACE = 0x20

function isEmpty(record: object): boolean {
  for (const key in record) if (Object.hasOwn(record, key)) return false
  return true
}
