import { isUtf8 } from 'node:buffer'

const NEWLINE = 10
const RETURN = 13
const BOM = Buffer.from('\uFEFF')

/** The bytes of complete lines that arrived together, without the last newline. `first` is the number of the first one, from 1. */
export interface LineBlock {
  file: string
  first: number
  bytes: Uint8Array
}

/** Complete lines that arrived together. `first` is the number of the first one, counted from 1. */
export interface Lines {
  file: string
  first: number
  texts: string[]
  /** Numbers of the lines that are not valid UTF-8; their texts hold replacement characters. */
  broken?: Set<number>
}

/** Is there nothing on the line? Quick for what begins as a record does. */
export function isBlank(text: string): boolean {
  return text.charCodeAt(0) !== 0x7b && text.trim() === ''
}

/**
 * Splits chunks of bytes into lines, one batch per chunk, so that what arrives is passed on at once.
 * Accepts CRLF, a byte order mark and a missing last newline. Blank lines stay in the batch as '' to keep
 * the numbering; readers skip them.
 * @param first the number of the first line
 * @param stop when this is aborted the input was not read to its end, and the line it broke off in is left out
 */
export async function* lines(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  first = 1,
  stop?: AbortSignal,
): AsyncGenerator<Lines> {
  for await (const block of lineBlocks(file, chunks, first, stop)) {
    const texts: string[] = []
    const broken = new Set<number>()
    for (const line = new LineCursor(block); line.next(); ) {
      texts.push(line.text)
      if (line.broken) broken.add(line.number)
    }
    yield { file, first: block.first, texts, ...(broken.size && { broken }) }
  }
}

/** As `lines`, but leaves the bytes for a `LineCursor` to split, which may be in another thread. */
export async function* lineBlocks(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  first = 1,
  stop?: AbortSignal,
): AsyncGenerator<LineBlock> {
  let carried: Uint8Array[] = []
  let number = first
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(NEWLINE)
    if (end < 0) {
      carried.push(chunk)
      continue
    }
    const head = chunk.subarray(0, end)
    const bytes = carried.length ? Buffer.concat([...carried, head]) : head
    carried = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    yield { file, first: number, bytes }
    number += countLines(bytes)
  }
  if (stop?.aborted) return
  if (carried.some((part) => part.length > 0)) yield { file, first: number, bytes: Buffer.concat(carried) }
}

/** The same bytes, not copied: what comes from another thread is no Buffer. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

function countLines(bytes: Uint8Array): number {
  let count = 1
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

/**
 * Goes through the lines of a block. Each is decoded by itself: a line of ASCII stays a string of single bytes, whatever
 * its neighbours hold, and no string of a whole chunk is made that outlives it.
 */
export class LineCursor {
  /** The number of the line. */
  number: number
  /** Where the line is in `bytes`, without its line break. */
  start = 0
  end = 0
  readonly bytes: Buffer
  readonly #valid: boolean
  #next: number

  constructor({ first, bytes }: Omit<LineBlock, 'file'>) {
    this.bytes = bufferOf(bytes)
    this.number = first - 1
    this.#valid = isUtf8(this.bytes)
    this.#next = first === 1 && this.bytes.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0
  }

  /** Goes to the next line. @returns whether there is one */
  next(): boolean {
    const { bytes } = this
    if (this.#next > bytes.length) return false
    const newline = bytes.indexOf(NEWLINE, this.#next)
    const end = newline < 0 ? bytes.length : newline
    this.number++
    this.start = this.#next
    this.end = end > this.start && bytes[end - 1] === RETURN ? end - 1 : end
    this.#next = end + 1
    return true
  }

  get text(): string {
    return this.bytes.toString('utf8', this.start, this.end)
  }

  /** Is the line not valid UTF-8? Its text holds replacement characters. */
  get broken(): boolean {
    return !this.#valid && !isUtf8(this.bytes.subarray(this.start, this.end))
  }
}
