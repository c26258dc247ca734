/** A larger buffer is given back once the element it was needed for is done. */
const KEEP_BYTES = 4 << 20
/** What is kept of an element that is too large, to show how it begins. */
const SHOWN_BYTES = 256
const NEWLINE = 0x0a

/**
 * The bytes of one element that may reach over several chunks: a view where it lies in one chunk, a copy where not.
 */
export class HeldBytes {
  /** Set when the element has more than `maxBytes`; from then on only its beginning is kept. */
  tooLarge = false
  #chunk: Buffer = Buffer.alloc(0)
  #from = -1
  #buffer: Buffer = Buffer.alloc(0)
  #length = 0

  constructor(private readonly maxBytes: number) {}

  /** Starts an element at this index of the chunk. */
  begin(at: number): void {
    this.#from = at
    this.#length = 0
    this.tooLarge = false
    if (this.#buffer.length > KEEP_BYTES) this.#buffer = Buffer.alloc(0)
  }

  /** Forgets the element. */
  drop(): void {
    this.#from = -1
    this.#length = 0
  }

  /** Takes over the next chunk, and keeps what the last one holds of the element. */
  next(chunk: Buffer): void {
    if (this.#from >= 0) {
      this.#append(this.#chunk.subarray(this.#from))
      this.#from = 0
    }
    this.#chunk = chunk
  }

  /** The element's bytes up to this index of the chunk; valid until `begin` or `next`. */
  upTo(end: number): Buffer {
    const part = this.#chunk.subarray(this.#from, end)
    if (this.#length === 0) return part
    this.#append(part)
    this.#from = end
    return this.#buffer.subarray(0, this.#length)
  }

  #append(part: Buffer): void {
    const length = this.#length + part.length
    if (this.tooLarge || length > this.maxBytes) {
      this.tooLarge = true
      this.#length = Math.min(this.#length, SHOWN_BYTES)
      return
    }
    if (length > this.#buffer.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(length, 2 * this.#buffer.length))
      this.#buffer.copy(grown, 0, 0, this.#length)
      this.#buffer = grown
    }
    part.copy(this.#buffer, this.#length)
    this.#length = length
  }
}

/** Tells the line and column of places in the chunks; each byte is looked at once. */
export class LineCounter {
  #chunk: Buffer = Buffer.alloc(0)
  #line = 1
  /** Bytes before this chunk, and before the current line. */
  #base = 0
  #lineStart = 0
  /** The next newline in the chunk, or its length. */
  #newline = 0

  next(chunk: Buffer): void {
    this.at(this.#chunk.length)
    this.#base += this.#chunk.length
    this.#chunk = chunk
    this.#newline = this.#find(0)
  }

  /** Line and column (bytes) of an index that is not before the last one asked for, both from 1. */
  at(index: number): { line: number; column: number } {
    while (this.#newline < index) {
      this.#line++
      this.#lineStart = this.#base + this.#newline + 1
      this.#newline = this.#find(this.#newline + 1)
    }
    return { line: this.#line, column: this.#base + index - this.#lineStart + 1 }
  }

  #find(from: number): number {
    const found = this.#chunk.indexOf(NEWLINE, from)
    return found < 0 ? this.#chunk.length : found
  }
}
