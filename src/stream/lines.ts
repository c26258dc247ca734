import { isUtf8 } from 'node:buffer'

/** Complete lines that arrived together. `first` is the number of the first one, counted from 1. */
export interface Lines {
  file: string
  first: number
  texts: string[]
  /** Numbers of the lines that are not valid UTF-8; their texts hold replacement characters. */
  broken?: Set<number>
}

const NEWLINE = 10
const RETURN = 13
const BOM = Buffer.from('\uFEFF')

/** Is there nothing on the line? Quick for what begins as a record does. */
export function isBlank(text: string): boolean {
  return text.charCodeAt(0) !== 0x7b && text.trim() === ''
}

/** The bytes of complete lines that arrived together, without the last newline. */
export interface LineBlock {
  file: string
  first: number
  bytes: Uint8Array
  /** How many lines, where somebody has counted them. */
  count?: number
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
  for await (const block of lineBlocks(file, chunks, first, stop)) yield linesOf(block)
}

/** As `lines`, but leaves the bytes for another to split, which may be another thread. */
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
    const block: LineBlock = {
      file,
      first: number,
      bytes: carried.length ? Buffer.concat([...carried, head]) : head,
    }
    carried = end + 1 < chunk.length ? [chunk.subarray(end + 1)] : []
    yield block
    number += block.count ?? countLines(block.bytes)
  }
  if (stop?.aborted) return
  if (carried.some((part) => part.length > 0)) yield { file, first: number, bytes: Buffer.concat(carried) }
}

function countLines(bytes: Uint8Array): number {
  let count = 1
  for (let at = bytes.indexOf(NEWLINE); at >= 0; at = bytes.indexOf(NEWLINE, at + 1)) count++
  return count
}

/**
 * The lines of a block, which is told how many there are. Each is decoded by itself: a line of ASCII stays a string of
 * single bytes, whatever its neighbours hold, and no string of a whole chunk is made that outlives it.
 */
export function linesOf(block: LineBlock): Lines {
  const { file, first, bytes } = block
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const texts: string[] = []
  let start = first === 1 && buffer.subarray(0, BOM.length).equals(BOM) ? BOM.length : 0
  for (let more = true; more; ) {
    const newline = buffer.indexOf(NEWLINE, start)
    more = newline >= 0
    const next = more ? newline : buffer.length
    const end = next > start && buffer[next - 1] === RETURN ? next - 1 : next
    texts.push(buffer.toString('utf8', start, end))
    start = next + 1
  }
  block.count = texts.length
  return isUtf8(buffer) ? { file, first, texts } : { file, first, texts, broken: brokenLines(buffer, first) }
}

function brokenLines(buffer: Buffer, first: number): Set<number> {
  const broken = new Set<number>()
  let start = 0
  for (let number = first; start <= buffer.length; number++) {
    const newline = buffer.indexOf(NEWLINE, start)
    const end = newline < 0 ? buffer.length : newline
    if (!isUtf8(buffer.subarray(start, end))) broken.add(number)
    start = end + 1
  }
  return broken
}
