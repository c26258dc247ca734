import { textHash } from './look.js'
import { TextTable } from './text-table.js'
import { Words } from './words.js'

/** Words two texts must share in one run: shorter runs are common phrases. */
const RUN = 12
const A = 0x01000193
const B = 0x5bd1e995

/**
 * Finds texts that share 12 words in a row with a benchmark; an item of the benchmark that has fewer words is found
 * where a text is the same as it.
 */
export class Contamination {
  readonly #runs = new TextTable()
  readonly #whole = new TextTable()
  readonly #words = new Words()

  /** @param item a number that `find` gives back */
  add(texts: readonly string[], item: number): void {
    for (const text of texts) {
      const short = this.#eachRun(text, (a, b) => {
        this.#runs.add(a, b, item)
        return false
      })
      if (short) this.#whole.add(...textHash([text]), item)
    }
  }

  /** The item of the benchmark that one of the texts shares words with; -1 where there is none. */
  find(texts: readonly string[]): number {
    let found = -1
    for (const text of texts) {
      const short = this.#eachRun(text, (a, b) => {
        found = this.#runs.get(a, b)
        return found >= 0
      })
      if (short) found = this.#whole.get(...textHash([text]))
      if (found >= 0) return found
    }
    return -1
  }

  /** Calls back with a rolling hash of every run, until it says to stop. @returns whether there is no run at all */
  #eachRun(text: string, each: (a: number, b: number) => boolean): boolean {
    const words = this.#words
    words.clear()
    words.add(text)
    const { hashes, count } = words
    let a = 0
    let b = 0
    for (let i = 0; i < count; i++) {
      const word = hashes[i] as number
      const old = i >= RUN ? (hashes[i - RUN] as number) : 0
      a = (Math.imul(a, A) + word - Math.imul(old, A_RUN)) | 0
      b = (Math.imul(b, B) + (word ^ (word >>> 7)) - Math.imul(old ^ (old >>> 7), B_RUN)) | 0
      if (i >= RUN - 1 && each(a, b)) return false
    }
    return count < RUN
  }
}

const A_RUN = power(A, RUN)
const B_RUN = power(B, RUN)

function power(base: number, exponent: number): number {
  let result = 1
  for (let i = 0; i < exponent; i++) result = Math.imul(result, base)
  return result
}
