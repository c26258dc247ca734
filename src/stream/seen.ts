/**
 * A set of content-hash ids in bounded memory, to drop duplicates in a stream of any length: 8 bytes an id in an
 * open-addressed table (about 16 with the free slots; 10 million ids take 256 MB at most, 134 MB mostly).
 */
export class Seen {
  #table = new BigUint64Array(1 << 10)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** Adds an id such as `p_0123456789abcdef`. @returns whether it is new */
  add(id: string): boolean {
    if (this.#size * 4 >= this.#table.length * 3) this.#grow()
    const isNew = insert(this.#table, keyOf(id))
    if (isNew) this.#size++
    return isNew
  }

  #grow(): void {
    const old = this.#table
    this.#table = new BigUint64Array(old.length * 2)
    for (const key of old) if (key !== 0n) insert(this.#table, key)
  }
}

/** The 64 bits of the id's hash; 0 marks a free slot, so it becomes 1. */
function keyOf(id: string): bigint {
  const hex = id.slice(id.lastIndexOf('_') + 1)
  if (!/^[0-9a-f]{16}$/.test(hex)) throw new TypeError(`not a content id: ${id}`)
  return BigInt(`0x${hex}`) || 1n
}

/** Linear probing; the key is a hash already, its low bits choose the slot. */
function insert(table: BigUint64Array, key: bigint): boolean {
  const mask = table.length - 1
  for (let slot = Number(key & BigInt(mask)); ; slot = (slot + 1) & mask) {
    const found = table[slot]
    if (found === key) return false
    if (found === 0n) {
      table[slot] = key
      return true
    }
  }
}
