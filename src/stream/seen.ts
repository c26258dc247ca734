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
    if (id.at(-2 * DIGITS - 1) !== '_') throw notAnId(id)
    const high = half(id, id.length - 2 * DIGITS)
    const low = half(id, id.length - DIGITS)
    if (this.#size * 8 >= this.#table.length * 3) this.#grow()
    const isNew = insert(this.#table, high, low || Number(high === 0)) // 0 marks a free slot
    if (isNew) this.#size++
    return isNew
  }

  #grow(): void {
    const old = this.#table
    this.#table = new Int32Array(old.length * 2)
    for (let at = 0; at < old.length; at += 2) {
      const [high, low] = [old[at] as number, old[at + 1] as number]
      if (high !== 0 || low !== 0) insert(this.#table, high, low)
    }
  }
}

/** Eight digits of the hash as a number. */
function half(id: string, start: number): number {
  let bits = 0
  for (let i = start; i < start + DIGITS; i++) {
    const code = id.charCodeAt(i)
    const digit = code <= 0x39 ? code - 0x30 : code - 0x57
    if (!(digit >= 0 && digit < 16)) throw notAnId(id)
    bits = (bits << 4) | digit
  }
  return bits
}

function notAnId(id: string): TypeError {
  return new TypeError(`not a content id: ${id}`)
}

/** Linear probing; the id is a hash already, its low bits choose the slot. */
function insert(table: Int32Array, high: number, low: number): boolean {
  const mask = table.length / 2 - 1
  for (let slot = low & mask; ; slot = (slot + 1) & mask) {
    const at = 2 * slot
    if (table[at] === high && table[at + 1] === low) return false
    if (table[at] === 0 && table[at + 1] === 0) {
      table[at] = high
      table[at + 1] = low
      return true
    }
  }
}
