import { contentId } from '../record/id.js'

/** Hex digits in half of an id's hash. */
const DIGITS = 8

/**
 * A set of content-hash ids in bounded memory, to drop duplicates in a stream of any length: 8 bytes an id in an
 * open-addressed table (about 16 with the free slots; 10 million ids take 256 MB at most, 134 MB mostly).
 */
export class Seen {
  /** The two halves of the hash in each slot. */
  #table = new Int32Array(2 << 10)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds an id such as `p_0123456789abcdef`. @returns whether it is new */
  add(id: string): boolean {
    if (id.at(-2 * DIGITS - 1) !== '_') throw new TypeError(`not a content id: ${id}`)
    return this.addHalves(half(id, id.length - 2 * DIGITS), half(id, id.length - DIGITS))
  }

  /** As `add`, for the two halves of a hash. */
  addHalves(high: number, low: number): boolean {
    if (this.#size * 8 >= this.#table.length * 3) this.#grow()
    const at = find(this.#table, high, low)
    if (at >= 0) return false
    put(this.#table, ~at, high, low)
    this.#size++
    return true
  }

  hasHalves(high: number, low: number): boolean {
    return find(this.#table, high, low) >= 0
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Int32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) {
      const [high, low] = [old[at] as number, old[at + 1] as number]
      if (high !== 0 || low !== 0) put(this.#table, ~find(this.#table, high, low), high, low)
    }
  }
}

/** Ids of any kind, such as those of messages: UUIDs are numbers already, others are hashed first. */
export class SeenIds {
  readonly #seen = new Seen()

  has(id: string): boolean {
    if (this.#seen.size === 0) return false
    return this.#seen.hasHalves(...halvesOf(id))
  }

  add(id: string): void {
    this.#seen.addHalves(...halvesOf(id))
  }
}

const UUID_LENGTH = 36

/** 64 bits of an id. All digits of a UUID take part: version 7 begins with the time, made-up ones differ anywhere. */
function halvesOf(id: string): [high: number, low: number] {
  if (id.length === UUID_LENGTH) {
    const [high, low] = uuidHalves(id)
    if (high !== undefined && low !== undefined) return [high, low]
  }
  const key = contentId('i', id)
  return [half(key, key.length - 2 * DIGITS), half(key, key.length - DIGITS)]
}

/** @returns nothing where a character is no digit of a UUID */
function uuidHalves(id: string): [high?: number, low?: number] {
  let high = 0
  let low = 0
  for (let i = 0; i < UUID_LENGTH; i++) {
    const code = id.charCodeAt(i)
    if (code === 0x2d) continue
    const digit = code <= 0x39 ? code - 0x30 : code - 0x57
    if (!(digit >= 0 && digit < 16)) return []
    if (i < 18) high = (Math.imul(high, 31) + digit) | 0
    else low = (Math.imul(low, 31) + digit) | 0
  }
  return [mixed(high ^ Math.imul(low, 0x9e3779b1)), mixed(low ^ Math.imul(high, 0x85ebca6b))]
}

/** Spreads the bits of a number over all of it (the last step of MurmurHash3): ids that are counted up lie side by side. */
function mixed(bits: number): number {
  let h = bits ^ (bits >>> 16)
  h = Math.imul(h, 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Eight hexadecimal digits as a number. */
function half(id: string, start: number): number {
  let bits = 0
  for (let i = start; i < start + DIGITS; i++) {
    const code = id.charCodeAt(i)
    const digit = code <= 0x39 ? code - 0x30 : code - 0x57
    if (!(digit >= 0 && digit < 16)) throw new TypeError(`not a content id: ${id}`)
    bits = (bits << 4) | digit
  }
  return bits
}

/**
 * Linear probing; the id is a hash already, its low bits choose the slot. 0 marks a free slot.
 * @returns the place of the id, or the complement of the free place where it belongs
 */
function find(table: Int32Array, high: number, low: number): number {
  const end = low || Number(high === 0)
  const mask = table.length / 2 - 1
  for (let slot = end & mask; ; slot = (slot + 1) & mask) {
    const at = 2 * slot
    if (table[at] === high && table[at + 1] === end) return at
    if (table[at] === 0 && table[at + 1] === 0) return ~at
  }
}

function put(table: Int32Array, at: number, high: number, low: number): void {
  table[at] = high
  table[at + 1] = low || Number(high === 0)
}
