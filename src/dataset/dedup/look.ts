import { BINS, Sketcher } from './sketch.js'
import { mix, Words } from './words.js'

/** A text of at least so many words is cut into 5-word shingles, a shorter one into shingles of 3 words. */
const LONG = 40
/** Below this, of 2 words, and the beginning and the end count: one word more or less is another text. */
const SHORT = 10
/** Between these numbers of words a text may have a twin on the other side of LONG, so it is compared as both. */
const BOTH: readonly [number, number] = [29, 55]

/** The prime of FNV-1a, 32 bits. */
const FACTOR = 0x01000193

/** What is compared of texts: plain data, for any thread to make. */
export interface Look {
  /** Of the texts, white space aside. */
  hash: readonly [number, number]
  /** One, or two where the texts may have a twin on the other side of a length; none without words. */
  sketches: readonly Uint16Array[]
}

/** Takes looks. */
export class Looker {
  readonly #words = new Words()
  readonly #sketcher = new Sketcher()
  #shingles = new Int32Array(4096)
  #sketches: Uint16Array[] = []
  #place = 0

  /** @param near whether near duplicates are looked for; exact ones need no sketch */
  constructor(private readonly near: boolean) {}

  /** @param place what was said before them: only texts of one place are compared */
  look(texts: readonly string[], place: readonly string[] = []): Look {
    this.#sketches = []
    this.#place = place.length === 0 ? 0 : textHash(place)[0]
    if (this.near) this.#sketch(texts)
    const [a, b] = textHash(texts)
    return { hash: [a ^ this.#place, b], sketches: this.#sketches }
  }

  #sketch(texts: readonly string[]): void {
    const words = this.#words
    words.clear()
    for (const text of texts) words.add(text)
    const { count } = words
    if (count >= BOTH[0]) this.#sketchOf(count >= LONG ? 5 : 3, false, count < LONG ? texts : undefined)
    else this.#sketchOf(count >= SHORT ? 3 : 2, count < SHORT, texts)
    if (count >= BOTH[0] && count < BOTH[1]) {
      if (count < LONG) {
        words.clear()
        for (const text of texts) words.add(text)
      }
      this.#sketchOf(count >= LONG ? 3 : 5, false, count >= LONG ? texts : undefined)
    }
  }

  /**
   * @param ends mark the beginning and the end
   * @param withSymbols the texts, to be read again with their symbols as words
   */
  #sketchOf(width: number, ends: boolean, withSymbols: readonly string[] | undefined): void {
    const words = this.#words
    if (withSymbols) {
      words.clear()
      for (const text of withSymbols) words.add(text, true)
    }
    const count = this.#shingle(width, ends)
    if (count === 0) return
    const sketch = new Uint16Array(BINS)
    this.#sketcher.sketch(this.#shingles, count, sketch)
    this.#sketches.push(sketch)
  }

  /** Hashes of all runs of `width` words into the buffer. @returns how many */
  #shingle(width: number, ends: boolean): number {
    const { hashes, count } = this.#words
    if (count === 0) return 0
    if (this.#shingles.length < count + 2) this.#shingles = new Int32Array(hashes.length + 2)
    const shingles = this.#shingles
    // Width and place are part of the hash, so that shingles of different ones never meet.
    const seed = Math.imul(width, 0x3c6ef372) ^ this.#place
    if (ends) {
      let before = 1
      for (let i = 0; i < count; i++) {
        shingles[i] = mix(Math.imul(seed ^ before, FACTOR) ^ (hashes[i] as number))
        before = hashes[i] as number
      }
      shingles[count] = mix(Math.imul(seed ^ before, FACTOR) ^ 1)
      return count + 1
    }
    const made = Math.max(1, count - width + 1)
    const span = Math.min(width, count)
    const leaving = leavingFactor(width)
    let h = seed
    for (let i = 0; i < span; i++) h = Math.imul(h, FACTOR) + (hashes[i] as number)
    shingles[0] = h
    // The seed drops out with the first word: it is put back, multiplied as often as the words were.
    const settle = Math.imul(seed, leaving) - Math.imul(Math.imul(seed, leaving), FACTOR)
    for (let i = 1; i < made; i++) {
      h =
        (Math.imul(h, FACTOR) +
          (hashes[i + width - 1] as number) -
          Math.imul(hashes[i - 1] as number, leaving) +
          settle) |
        0
      shingles[i] = h
    }
    return made
  }
}

/** The factor that a word has gained when it leaves a run of `width` words. */
function leavingFactor(width: number): number {
  let factor = 1
  for (let i = 0; i < width; i++) factor = Math.imul(factor, FACTOR)
  return factor
}

/** 64 bits of the texts, white space aside: runs of it count as one blank, and as nothing at the ends. */
export function textHash(texts: readonly string[]): [number, number] {
  let a = 0x811c9dc5
  let b = 0x2545f491
  for (const text of texts) {
    let gap = true
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 32 || (code >= 9 && code <= 13) || code === 0xa0) {
        gap = true
        continue
      }
      if (gap) {
        a = Math.imul(a ^ 32, FACTOR)
        b = Math.imul(b, 0x5bd1e995) + 32
        gap = false
      }
      a = Math.imul(a ^ code, FACTOR)
      b = Math.imul(b, 0x5bd1e995) + code
    }
    a = Math.imul(a ^ 0x1ffff, FACTOR)
    b = Math.imul(b ^ (b >>> 13), 0x5bd1e995) + 0x1ffff
  }
  return [mix(a), mix(b)]
}
