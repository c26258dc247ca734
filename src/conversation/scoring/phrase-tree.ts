import { AFTER_SENTENCE, type Tokens } from './tokens.js'

/** A step of a phrase: one word by its slot, or any word of a category. */
export type Step = { slot: number; bit?: undefined } | { bit: number; slot?: undefined }

type Edge = [bit: number, node: number]

const START = 1024

/** The phrases of a vocabulary as a tree of words. Edges are in one open hash table, nodes are numbers. */
export class PhraseTree {
  /** Categories of the phrase that was found last. */
  found = 0
  /** Of the phrase that ends at a node, 0 where none does. */
  private readonly ends: number[] = [0]
  /** Edges by category: for "have a <praise> day". */
  private readonly any: (Edge[] | undefined)[] = [undefined]
  /** What a phrase begins with: a word by its slot, or any word of these categories. */
  private readonly first: Uint8Array
  private firstAny = 0
  /** Edges, in columns: from a node by a word's slot to a node. */
  private from = new Int32Array(START)
  private by = new Int32Array(START)
  private to = new Int32Array(START)
  private edges = 0

  /** @param masks categories by slot */
  constructor(private readonly masks: Int32Array) {
    this.first = new Uint8Array(masks.length)
  }

  /** @param mask what the phrase says */
  add(steps: readonly Step[], mask: number): void {
    let node = 0
    for (const [i, step] of steps.entries()) {
      const before = node
      if (step.slot !== undefined) {
        node = this.next(before, step.slot) || this.link(before, step.slot)
        if (i === 0) this.first[step.slot] = 1
      } else {
        node = this.nextAny(before, step.bit)
        if (i === 0) this.firstAny |= step.bit
      }
    }
    this.ends[node]! |= mask
  }

  /**
   * The longest phrase that begins at a token and does not cross the end of a sentence; it goes to `found`.
   * @param slots slots of the tokens
   * @returns the number of its tokens, 0 where none begins there
   */
  at(tokens: Tokens, slots: Int32Array, start: number): number {
    const slot = slots[start]!
    if (this.first[slot] === 0 && (this.masks[slot]! & this.firstAny) === 0) return 0
    this.found = 0
    return this.walk(0, tokens, slots, start, 0)
  }

  private walk(node: number, tokens: Tokens, slots: Int32Array, start: number, length: number): number {
    let longest = 0
    for (let at = node, i = start + length; ; ) {
      if (this.ends[at] !== 0) {
        longest = i - start
        this.found = this.ends[at]!
      }
      if (i >= tokens.count || (i > start && tokens.after[i - 1]! >= AFTER_SENTENCE)) return longest
      const slot = slots[i]!
      if (slot === 0) return longest
      const any = this.any[at]
      if (any !== undefined) longest = this.branch(any, tokens, slots, start, i, longest)
      at = this.next(at, slot)
      if (at === 0) return longest
      i++
    }
  }

  /** Follows the edges by category, as far as they reach beyond what was found. */
  private branch(
    edges: readonly Edge[],
    tokens: Tokens,
    slots: Int32Array,
    start: number,
    i: number,
    longest: number,
  ): number {
    for (const [bit, node] of edges) {
      if ((this.masks[slots[i]!]! & bit) === 0) continue
      const found = this.found
      const length = this.walk(node, tokens, slots, start, i + 1 - start)
      if (length > longest) longest = length
      else this.found = found
    }
    return longest
  }

  private newNode(): number {
    this.any.push(undefined)
    return this.ends.push(0) - 1
  }

  private next(node: number, slot: number): number {
    return this.to[this.find(node, slot)]!
  }

  private link(node: number, slot: number): number {
    if (++this.edges * 2 > this.to.length) this.grow()
    const at = this.find(node, slot)
    this.from[at] = node
    this.by[at] = slot
    this.to[at] = this.newNode()
    return this.to[at]!
  }

  private nextAny(node: number, bit: number): number {
    const edges = this.any[node] ?? []
    this.any[node] = edges
    const known = edges.find((edge) => edge[0] === bit)
    if (known) return known[1]
    edges.push([bit, this.newNode()])
    return edges.at(-1)![1]
  }

  private find(node: number, slot: number): number {
    const { from, by, to } = this
    const last = to.length - 1
    let at = (Math.imul(node, 0x9e3779b1) ^ Math.imul(slot, 0x85ebca6b)) >>> 8
    for (at &= last; to[at] !== 0 && (from[at] !== node || by[at] !== slot); at = (at + 1) & last);
    return at
  }

  private grow(): void {
    const { from, by, to } = this
    this.from = new Int32Array(from.length * 2)
    this.by = new Int32Array(by.length * 2)
    this.to = new Int32Array(to.length * 2)
    for (const [i, node] of to.entries()) {
      if (node === 0) continue
      const at = this.find(from[i]!, by[i]!)
      this.from[at] = from[i]!
      this.by[at] = by[i]!
      this.to[at] = node
    }
  }
}
