/** FNV-1a over UTF-16 units: fold it over a word's small letters while reading them. */
export const HASH_START = 0x811c9dc5 | 0
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)

/** The code of the small letter of what stands at `at`, whose code is given. */
export function smallCode(text: string, at: number, code: number): number {
  if (code < 128) return code >= 65 && code <= 90 ? code | 32 : code
  return code < 0xc0 ? code : text[at]!.toLowerCase().charCodeAt(0)
}

/**
 * Classes of words, found without making a string of the word: by a hash that the reader of the text folds up on its
 * way, checked against the word itself.
 */
export class WordTable {
  readonly #slots: Int32Array
  readonly #words: string[] = []
  readonly #bits: number[] = []

  constructor(table: readonly (readonly [words: ReadonlySet<string>, bit: number])[]) {
    const bits = new Map<string, number>()
    for (const [words, bit] of table) for (const word of words) bits.set(word, (bits.get(word) ?? 0) | bit)
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(bits.size * 2))).fill(-1)
    for (const [word, own] of bits) {
      let hash = HASH_START
      for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i))
      let slot = hash & (this.#slots.length - 1)
      while (this.#slots[slot] !== -1) slot = (slot + 1) & (this.#slots.length - 1)
      this.#slots[slot] = this.#words.length
      this.#words.push(word)
      this.#bits.push(own)
    }
  }

  /** The classes of the word that stands at start..end of a text, by the hash of its small letters; 0 for none. */
  classesAt(hash: number, text: string, start: number, end: number, small: boolean): number {
    const mask = this.#slots.length - 1
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const at = this.#slots[slot]!
      if (at === -1) return 0
      const word = this.#words[at]!
      if (word.length !== end - start) continue
      if (small ? text.startsWith(word, start) : text.slice(start, end).toLowerCase() === word)
        return this.#bits[at]!
    }
  }
}
