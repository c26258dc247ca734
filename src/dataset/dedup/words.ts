/** What a UTF-16 code unit is to the word hasher. */
enum Unit {
  Gap,
  Word,
  /** A word of its own: scripts that put no spaces between words. */
  Single,
  /** Tells formulas apart in short texts; a gap elsewhere. */
  Symbol,
  /** Combines with a letter, but is composed with none. */
  Mark,
}

const MARK = /[\u0300-\u036f]/
let units: Uint8Array | undefined

function unitTable(): Uint8Array {
  const table = new Uint8Array(65536)
  for (let c = 0; c < 65536; c++) {
    if (c >= 0xd800 && c < 0xe000) table[c] = Unit.Word
    else if ((c >= 0x2e80 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00)) table[c] = Unit.Single
    else if (c >= 0x300 && c < 0x370) table[c] = Unit.Mark
    else if (/[\p{L}\p{N}\p{M}_]/u.test(String.fromCharCode(c))) table[c] = Unit.Word
  }
  for (const symbol of '+-*/<>=!%&|^~#@$€£') table[symbol.charCodeAt(0)] = Unit.Symbol
  return table
}

/** The finalizer of MurmurHash3 (A. Appleby, public domain): every bit of the input moves every bit of the result. */
export function mix(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/**
 * Turns a text into hashes of its words, without making a string of any of them. Case and punctuation do not count,
 * and composed and decomposed letters are the same. The buffer is used again for the next text.
 */
export class Words {
  hashes = new Int32Array(4096)
  count = 0

  clear(): void {
    this.count = 0
  }

  /** @param symbols also take signs such as + and = for words */
  add(text: string, symbols = false): void {
    const lower = text.toLowerCase()
    this.#add(MARK.test(lower) ? lower.normalize('NFC') : lower, symbols)
  }

  #add(lower: string, symbols: boolean): void {
    units ??= unitTable()
    const before = this.count
    if (this.hashes.length < before + lower.length + 1) this.#grow(before + lower.length + 1)
    const { hashes } = this
    let count = before
    let hash = 0
    for (let i = 0; i < lower.length; i++) {
      const code = lower.charCodeAt(i)
      const unit = units[code]
      if (unit === Unit.Word) {
        hash = Math.imul((hash || 0x811c9dc5) ^ code, 0x01000193)
        continue
      }
      if (hash) {
        hashes[count++] = mix(hash)
        hash = 0
      }
      if (unit === Unit.Single || (unit === Unit.Symbol && symbols)) hashes[count++] = mix(code + 1)
    }
    if (hash) hashes[count++] = mix(hash)
    this.count = count
  }

  #grow(least: number): void {
    const bigger = new Int32Array(Math.max(least, this.hashes.length * 2))
    bigger.set(this.hashes)
    this.hashes = bigger
  }
}
