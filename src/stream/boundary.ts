/** How far into an element the end of its first key is looked for. */
const KEY_BYTES = 64
/** So much of the boundary is looked for, and the rest compared: longer ones Node looks for in a slower way. */
const FIRST_BYTES = 6
/** After so many wrong guesses no more are made: the boundary stands inside the elements too. */
const MAX_WRONG = 4

/**
 * Guesses where the elements of an array end, several times faster than a look at every byte can tell: the same bytes
 * stand between all elements of an export, from the brace that ends one to the first key of the next, as in
 * `},{"title":`.
 */
export class Boundary {
  #bytes: Buffer | undefined
  #first: Buffer = Buffer.alloc(0)
  #wrong = 0

  /** Learns from two elements, of which the first ends, and the second starts, at these indices of the chunk. */
  learn(chunk: Buffer, end: number, start: number): void {
    if (this.#bytes || this.#wrong >= MAX_WRONG) return
    const colon = chunk.subarray(start, start + KEY_BYTES).indexOf(':')
    if (colon <= 0) return
    this.#bytes = Buffer.from(chunk.subarray(end - 1, start + colon + 1))
    this.#first = this.#bytes.subarray(0, FIRST_BYTES)
  }

  /** The likely end of the element that starts here, or -1. */
  endFrom(chunk: Buffer, start: number): number {
    const bytes = this.#bytes
    if (!bytes) return -1
    let found = chunk.indexOf(this.#first, start)
    while (found >= 0 && !bytes.equals(chunk.subarray(found, found + bytes.length)))
      found = chunk.indexOf(this.#first, found + 1)
    return found < 0 ? -1 : found + 1
  }

  /** Says that the last guess was wrong. */
  wrong(): void {
    if (++this.#wrong >= MAX_WRONG) this.#bytes = undefined
  }
}
