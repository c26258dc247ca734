/** Bytes a UTF-16 code unit takes in UTF-8 at most. */
const MOST_BYTES = 3
const NEWLINE = 10
const LEAST = 1024

/** Lines in UTF-8, put together piece by piece in one growing buffer of their own, which can go to another thread. */
export class LineBuffer {
  /** Bytes so far. */
  length = 0
  /** Lines so far. */
  lines = 0
  #bytes: Buffer | undefined

  /** @param size how many bytes are expected; it grows beyond them */
  constructor(private readonly size = LEAST) {}

  add(text: string): void {
    const bytes = this.#reserve(text.length * MOST_BYTES)
    this.length += bytes.write(text, this.length)
  }

  copy(source: Buffer, start: number, end: number): void {
    const bytes = this.#reserve(end - start)
    this.length += source.copy(bytes, this.length, start, end)
  }

  endLine(): void {
    this.#reserve(1)[this.length++] = NEWLINE
    this.lines++
  }

  line(text: string): void {
    this.add(text)
    this.endLine()
  }

  /** Forgets what was put in, and keeps the room. */
  clear(): void {
    this.length = 0
    this.lines = 0
  }

  /** What was put in. */
  get bytes(): Uint8Array {
    return this.#bytes?.subarray(0, this.length) ?? NOTHING
  }

  #reserve(count: number): Buffer {
    const needed = this.length + count
    if (this.#bytes && needed <= this.#bytes.length) return this.#bytes
    const grown = Buffer.allocUnsafeSlow(Math.max(this.size, needed, 2 * this.length))
    this.#bytes?.copy(grown, 0, 0, this.length)
    this.#bytes = grown
    return grown
  }
}

const NOTHING = new Uint8Array(0)
