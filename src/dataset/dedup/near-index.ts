import { BINS } from './sketch.js'
import { mix } from './words.js'

/** Sketches a chunk of the store holds. */
const CHUNK_BITS = 12
const CHUNK = 1 << CHUNK_BITS
/** Rows with the same band that are looked at, the newest first: boilerplate must not make the search quadratic. */
const MAX_CANDIDATES = 32

/** Ways to cut 112 places into bands of so many rows; the similarity found half of the time is about (1/b)^(1/r). */
const BANDINGS = [
  { bands: 8, rows: 14 },
  { bands: 14, rows: 8 },
  { bands: 16, rows: 7 },
  { bands: 28, rows: 4 },
]

/**
 * Finds sketches like a given one: locality-sensitive hashing (Broder; Indyk and Motwani) in bands. Two texts of
 * similarity s share a band with probability 1-(1-s^rows)^bands: with the 14 bands of 8 rows that 0.72 asks for, 65 % of
 * pairs at 0.72 become candidates, 92 % at 0.8, and all but 5 in 10,000 at 0.9. Memory per sketch: 224 bytes, and 8 to
 * 12 a band.
 */
export class NearIndex {
  readonly #bands: number
  readonly #rows: number
  /** Least places two sketches must share. */
  readonly #least: number
  readonly #sketches: Uint16Array[] = []
  /** By row and band: the row before it in its bucket, plus 1. */
  readonly #before: Int32Array[] = []
  readonly #documents: Int32Array[] = []
  #heads: Int32Array[]
  #slots = 1 << 10
  #size = 0

  /** @param near least similarity, 0..1, of what `find` finds */
  constructor(near: number) {
    const banding = BANDINGS.find(({ bands, rows }) => (1 / bands) ** (1 / rows) <= near + 0.001)
    const { bands, rows } = banding ?? (BANDINGS.at(-1) as { bands: number; rows: number })
    this.#bands = bands
    this.#rows = rows
    this.#least = Math.ceil(near * BINS)
    this.#heads = Array.from({ length: bands }, () => new Int32Array(this.#slots))
  }

  get size(): number {
    return this.#size
  }

  /** The most similar document, and its estimated similarity; undefined where none is near. */
  find(sketch: Uint16Array): { document: number; similarity: number } | undefined {
    let best = this.#least - 1
    let found = -1
    for (let band = 0; band < this.#bands && best < BINS; band++) {
      const heads = this.#heads[band] as Int32Array
      let row = heads[bandHash(sketch, 0, band, this.#rows) & (this.#slots - 1)] as number
      for (let tries = 0; row > 0 && tries < MAX_CANDIDATES; tries++) {
        const at = row - 1
        const shared = sharedPlaces(
          sketch,
          this.#sketches[at >>> CHUNK_BITS] as Uint16Array,
          at & (CHUNK - 1),
          best,
        )
        if (shared > best) {
          best = shared
          found = at
        }
        row = this.#before[at >>> CHUNK_BITS]?.[(at & (CHUNK - 1)) * this.#bands + band] ?? 0
      }
    }
    if (found < 0) return undefined
    const document = this.#documents[found >>> CHUNK_BITS]?.[found & (CHUNK - 1)] ?? 0
    return { document, similarity: best / BINS }
  }

  /** @param document a number that `find` gives back */
  add(sketch: Uint16Array, document: number): void {
    if (this.#size >= this.#slots) this.#grow()
    const row = this.#size++
    const chunk = row >>> CHUNK_BITS
    const place = row & (CHUNK - 1)
    if (place === 0) {
      this.#sketches.push(new Uint16Array(CHUNK * BINS))
      this.#before.push(new Int32Array(CHUNK * this.#bands))
      this.#documents.push(new Int32Array(CHUNK))
    }
    this.#sketches[chunk]?.set(sketch, place * BINS)
    ;(this.#documents[chunk] as Int32Array)[place] = document
    this.#link(row)
  }

  #link(row: number): void {
    const chunk = row >>> CHUNK_BITS
    const place = row & (CHUNK - 1)
    const sketches = this.#sketches[chunk] as Uint16Array
    const before = this.#before[chunk] as Int32Array
    for (let band = 0; band < this.#bands; band++) {
      const heads = this.#heads[band] as Int32Array
      const slot = bandHash(sketches, place * BINS, band, this.#rows) & (this.#slots - 1)
      before[place * this.#bands + band] = heads[slot] as number
      heads[slot] = row + 1
    }
  }

  #grow(): void {
    this.#slots *= 2
    this.#heads = this.#heads.map(() => new Int32Array(this.#slots))
    for (let row = 0; row < this.#size; row++) this.#link(row)
  }
}

function bandHash(sketches: Uint16Array, offset: number, band: number, rows: number): number {
  let h = band + 1
  const start = offset + band * rows
  for (let i = start; i < start + rows; i++)
    h = Math.imul(h ^ (sketches[i] as number), 0x5bd1e995) + (h >>> 15)
  return mix(h)
}

/** Places that agree; stops, with too low a number, when there can be no more than `best`. */
function sharedPlaces(sketch: Uint16Array, sketches: Uint16Array, row: number, best: number): number {
  const offset = row * BINS
  let shared = 0
  for (let i = 0; i < BINS; i++) {
    if (sketch[i] === sketches[offset + i]) shared++
    else if (shared + BINS - 1 - i <= best) return shared
  }
  return shared
}
