const SIZE = 2048

/** A set of word hashes that empties at once; it holds up to 2048, more than the tokens of a text. */
export class WordSet {
  private readonly key = new Int32Array(SIZE)
  private readonly round = new Int32Array(SIZE)
  private now = 1

  clear(): void {
    this.now = (this.now + 1) | 0
  }

  has(hash: number): boolean {
    return this.round[this.find(hash)] === this.now
  }

  /** @returns was it new? */
  add(hash: number): boolean {
    const at = this.find(hash)
    if (this.round[at] === this.now) return false
    this.key[at] = hash
    this.round[at] = this.now
    return true
  }

  private find(hash: number): number {
    let at = hash & (SIZE - 1)
    while (this.round[at] === this.now && this.key[at] !== hash) at = (at + 1) & (SIZE - 1)
    return at
  }
}
