import { CATEGORIES, type Category, type Lexicon, NEUTRAL } from '../../record/lexicon.js'
import { PhraseTree } from './phrase-tree.js'
import { Tokens } from './tokens.js'
import { CLASSES_OF } from './word-classes.js'

/** The bit that stands for a category in a mask. */
export const BIT = Object.fromEntries(CATEGORIES.map((name, i) => [name, 1 << i])) as Record<Category, number>
/** A phrase of words that carry nothing, as "it does": it counts only where it is a clause of its own. */
export const PLAIN = 1 << 30
/** Phrases of these mean the same wherever they stand: "is there anything else I can do". */
const FIXED = BIT.courtesy | BIT.thanks
const NEUTRAL_BITS = NEUTRAL.reduce((mask, name) => mask | BIT[name], 0)

/**
 * Words and phrases of all lexicons, and the function words of English and German. A word is known by its slot in an open hash table; slot 0 is for words of
 * no lexicon. Two words of one hash would be taken for each other: with 32 bits and a few thousand words that
 * befalls one in a million words.
 */
export class Vocabulary {
  /** Categories of the word in a slot, as bits. */
  readonly masks: Int32Array
  /** Its classes in the flow of a sentence, as `CLASSES_OF` gives them. */
  readonly classes: Uint16Array
  readonly phrases: PhraseTree
  private readonly hashes: Int32Array
  private readonly last: number

  constructor(lexicons: readonly Lexicon[]) {
    const tokens = new Tokens()
    const words = new Map([...CLASSES_OF.keys()].map((hash) => [hash, 0]))
    const phrases: { parts: (number | Category)[]; category: Category }[] = []
    for (const lexicon of lexicons) {
      for (const category of CATEGORIES) {
        for (const term of lexicon[category] ?? []) {
          const parts = split(term, tokens)
          for (const part of parts) if (typeof part === 'number' && !words.has(part)) words.set(part, 0)
          const [first] = parts
          if (parts.length > 1) phrases.push({ parts, category })
          else if (typeof first === 'number') words.set(first, words.get(first)! | BIT[category])
        }
      }
    }
    const size = 1 << Math.ceil(Math.log2(2 * (words.size + 1)))
    this.last = size - 1
    this.masks = new Int32Array(size)
    this.classes = new Uint16Array(size)
    this.hashes = new Int32Array(size)
    for (const [hash, mask] of words) {
      let slot = hash & this.last
      while (slot === 0 || this.hashes[slot] !== 0) slot = (slot + 1) & this.last
      this.hashes[slot] = hash
      this.masks[slot] = mask
      this.classes[slot] = CLASSES_OF.get(hash) ?? 0
    }
    this.phrases = new PhraseTree(this.masks)
    for (const { parts, category } of phrases) this.addPhrase(parts, category)
  }

  /** The slot of a word, 0 for a word of no lexicon. */
  slot(hash: number): number {
    let slot = hash & this.last
    if (slot === 0) slot = 1
    for (;;) {
      const found = this.hashes[slot]!
      if (found === hash) return slot
      if (found === 0) return 0
      slot = (slot + 1) & this.last
    }
  }

  private addPhrase(parts: readonly (number | Category)[], category: Category): void {
    const path = parts.map((part) =>
      typeof part === 'number' ? { slot: this.slot(part) } : { bit: BIT[part] },
    )
    const plain = path.every(({ slot }) => slot !== undefined && (this.masks[slot]! & NEUTRAL_BITS) !== 0)
    this.phrases.add(path, BIT[category] | (plain && !(BIT[category] & FIXED) ? PLAIN : 0))
  }
}

/** The hashes of a term's words; `<name>` gives the category. */
function split(term: string, tokens: Tokens): (number | Category)[] {
  if (!term.includes('<')) return hashes(term, tokens)
  return term.split(' ').flatMap((part): (number | Category)[] => {
    const category = CATEGORIES.find((name) => part === `<${name}>`)
    return category ? [category] : hashes(part, tokens)
  })
}

function hashes(text: string, tokens: Tokens): number[] {
  tokens.read(text, text.length)
  return Array.from(tokens.hash.subarray(0, tokens.count))
}
