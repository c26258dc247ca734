import { CATEGORIES, type Category, type Lexicon, NEUTRAL } from '../record/lexicon.js'
import { AFTER_SENTENCE, Tokens } from './tokens.js'

/** The bit that stands for a category in a mask. */
export const BIT = Object.fromEntries(CATEGORIES.map((name, i) => [name, 1 << i])) as Record<Category, number>
/** A phrase of words that carry nothing, as "it does": it counts only where it is a clause of its own. */
export const PLAIN = 1 << 30

/** A place in the tree of phrases, reached by words; `mask` is not 0 where a phrase ends. */
interface Node {
  next: Map<number, Node>
  /** Next places by category: for "have a <praise> day". */
  any: [bit: number, Node][]
  mask: number
}
const newNode = (): Node => ({ next: new Map(), any: [], mask: 0 })

/**
 * Words and phrases of all lexicons, for look-up by the hash of a word. A word is known by its slot in an open
 * hash table; slot 0 is for words of no lexicon. Two words of one hash would be taken for each other: with 32
 * bits and a few thousand words that befalls one in a million words.
 */
export class Vocabulary {
  /** Categories of the word in a slot, as bits. */
  readonly masks: Int32Array
  private readonly hashes: Int32Array
  private readonly last: number
  private readonly root = newNode()
  /** Was the slot the first word of a phrase? */
  private readonly opens: Uint8Array

  constructor(lexicons: readonly Lexicon[]) {
    const tokens = new Tokens()
    const words = new Map<number, number>()
    const phrases: { parts: (number | Category)[]; category: Category }[] = []
    for (const lexicon of lexicons) {
      for (const category of CATEGORIES) {
        for (const term of lexicon[category] ?? []) {
          const parts = split(term, tokens)
          const [first] = parts
          for (const part of parts) if (typeof part === 'number' && !words.has(part)) words.set(part, 0)
          if (parts.length > 1) phrases.push({ parts, category })
          else if (typeof first === 'number') words.set(first, words.get(first)! | BIT[category])
        }
      }
    }
    const size = 1 << Math.ceil(Math.log2(4 * (words.size + 1)))
    this.last = size - 1
    this.masks = new Int32Array(size)
    this.hashes = new Int32Array(size)
    this.opens = new Uint8Array(size)
    for (const [hash, mask] of words) {
      let slot = hash & this.last
      while (slot === 0 || this.hashes[slot] !== 0) slot = (slot + 1) & this.last
      this.hashes[slot] = hash
      this.masks[slot] = mask
    }
    for (const { parts, category } of phrases) this.addPhrase(parts, BIT[category])
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

  /**
   * The longest phrase that begins at a token and does not cross the end of a sentence.
   * @param slots slots of the tokens
   * @returns the number of its tokens, 0 where none begins there; its mask is in `phraseMask`
   */
  phraseAt(tokens: Tokens, slots: Int32Array, at: number): number {
    this.phraseMask = 0
    return this.opens[slots[at]!] ? this.walk(this.root, tokens, slots, at, 0) : 0
  }
  phraseMask = 0

  private walk(node: Node, tokens: Tokens, slots: Int32Array, at: number, length: number): number {
    let longest = 0
    const i = at + length
    if (i < tokens.count && (length === 0 || tokens.after[i - 1]! < AFTER_SENTENCE)) {
      const slot = slots[i]!
      const next = node.next.get(slot)
      if (next) longest = this.walk(next, tokens, slots, at, length + 1)
      for (const [bit, child] of node.any)
        if (this.masks[slot]! & bit)
          longest = Math.max(longest, this.walk(child, tokens, slots, at, length + 1))
    }
    if (longest > 0 || node.mask === 0) return longest
    this.phraseMask = node.mask
    return length
  }

  private addPhrase(parts: readonly (number | Category)[], bit: number): void {
    const neutral = NEUTRAL.reduce((mask, name) => mask | BIT[name], 0)
    let node = this.root
    let plain = PLAIN
    for (const [i, part] of parts.entries()) {
      if (typeof part === 'number') {
        const slot = this.slot(part)
        if (i === 0) this.opens[slot] = 1
        if (!(this.masks[slot]! & neutral)) plain = 0
        const next = node.next.get(slot) ?? newNode()
        node.next.set(slot, next)
        node = next
      } else {
        if (i === 0)
          for (const [slot, mask] of this.masks.entries()) if (mask & BIT[part]) this.opens[slot] = 1
        plain = 0
        const known = node.any.find(([category]) => category === BIT[part])
        const next = known?.[1] ?? newNode()
        if (!known) node.any.push([BIT[part], next])
        node = next
      }
    }
    node.mask |= bit | plain
  }
}

/** The hashes of a term's words; `<name>` gives the category. */
function split(term: string, tokens: Tokens): (number | Category)[] {
  return term.split(/\s+/).flatMap((part): (number | Category)[] => {
    const category = part.startsWith('<') && CATEGORIES.find((name) => part === `<${name}>`)
    if (category) return [category]
    tokens.read(part, part.length)
    return [...tokens.hash.subarray(0, tokens.count)]
  })
}
