/**
 * From 64-bit hashes to numbers, in open addressing on typed arrays: 12 bytes an entry and half as much free.
 */
export class TextTable {
  #a = new Int32Array(1 << 10)
  #b = new Int32Array(1 << 10)
  /** The number plus 1; 0 is a free slot. */
  #values = new Int32Array(1 << 10)
  #size = 0

  /** The number of these two halves of a hash; -1 where there is none. */
  get(a: number, b: number): number {
    return (this.#values[this.#slot(a | 0, b | 0)] as number) - 1
  }

  /** Sets the number, unless the hash has one. */
  add(a: number, b: number, value: number): void {
    if (this.#size * 4 >= this.#values.length * 3) this.#grow()
    const slot = this.#slot(a | 0, b | 0)
    if (this.#values[slot] !== 0) return
    this.#a[slot] = a
    this.#b[slot] = b
    this.#values[slot] = value + 1
    this.#size++
  }

  #slot(a: number, b: number): number {
    const mask = this.#values.length - 1
    for (let slot = a & mask; ; slot = (slot + 1) & mask) {
      if (this.#values[slot] === 0 || (this.#a[slot] === a && this.#b[slot] === b)) return slot
    }
  }

  #grow(): void {
    const [a, b, values] = [this.#a, this.#b, this.#values]
    this.#a = new Int32Array(values.length * 2)
    this.#b = new Int32Array(values.length * 2)
    this.#values = new Int32Array(values.length * 2)
    for (let i = 0; i < values.length; i++) {
      if (values[i] === 0) continue
      const slot = this.#slot(a[i] as number, b[i] as number)
      this.#a[slot] = a[i] as number
      this.#b[slot] = b[i] as number
      this.#values[slot] = values[i] as number
    }
  }
}
