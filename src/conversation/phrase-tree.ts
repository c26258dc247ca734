import { AFTER_SENTENCE, type Tokens } from './tokens.js'

/** A step of a phrase: one word by its slot, or any word of a category. */
export type Step = { slot: number; bit?: undefined } | { bit: number; slot?: undefined }

/** Most nodes: a key of an edge is node * slots + slot and must stay below 2 ** 53. */
const START = 1024

/** The phrases of a vocabulary as a tree of words. Edges are in one open hash table, nodes are numbers. */
export class PhraseTree {
  /** Categories of the phrase that was found last. */
  found = 0
  /** Of the phrase that ends at a node, 0 where none does. */
  private readonly ends: number[] = [0]
  /** Edges by category: for "have a <praise> day". */
  private readonly any: ([bit: number, node: number][] | undefined)[] = [undefined]
  private readonly first: Int32Array
  private keys = new Float64Array(START)
  private nodes = new Int32Array(START)
  private edges = 0

  /** @param masks categories by slot */
  constructor(private readonly masks: Int32Array) {
    this.first = new Int32Array(masks.length)
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
        if (i === 0)
          for (const [slot, known] of this.masks.entries()) if (known & step.bit) this.first[slot] = 1
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
    if (this.first[slots[start]!] === 0) return 0
    this.found = 0
    return this.walk(0, tokens, slots, start, 0)
  }

  private walk(node: number, tokens: Tokens, slots: Int32Array, start: number, length: number): number {
    let longest = 0
    const i = start + length
    if (i < tokens.count && (length === 0 || tokens.after[i - 1]! < AFTER_SENTENCE)) {
      const slot = slots[i]!
      if (slot !== 0) {
        const next = this.next(node, slot)
        if (next !== 0) longest = this.walk(next, tokens, slots, start, length + 1)
        const any = this.any[node]
        if (any !== undefined) {
          for (const [bit, child] of any)
            if ((this.masks[slot]! & bit) !== 0)
              longest = Math.max(longest, this.walk(child, tokens, slots, start, length + 1))
        }
      }
    }
    if (longest > 0 || this.ends[node] === 0) return longest
    this.found = this.ends[node]!
    return length
  }

  private newNode(): number {
    this.any.push(undefined)
    return this.ends.push(0) - 1
  }

  private next(node: number, slot: number): number {
    return this.nodes[this.find(node * this.first.length + slot)]!
  }

  private link(node: number, slot: number): number {
    if (++this.edges * 2 > this.keys.length) this.grow()
    const key = node * this.first.length + slot
    const at = this.find(key)
    this.keys[at] = key
    this.nodes[at] = this.newNode()
    return this.nodes[at]!
  }

  private nextAny(node: number, bit: number): number {
    const edges = this.any[node] ?? []
    this.any[node] = edges
    const known = edges.find((edge) => edge[0] === bit)
    if (known) return known[1]
    edges.push([bit, this.newNode()])
    return edges.at(-1)![1]
  }

  private find(key: number): number {
    const last = this.keys.length - 1
    let at = Math.imul(key, 0x9e3779b1) >>> 7
    for (at &= last; this.nodes[at] !== 0 && this.keys[at] !== key; at = (at + 1) & last);
    return at
  }

  private grow(): void {
    const { keys, nodes } = this
    this.keys = new Float64Array(keys.length * 2)
    this.nodes = new Int32Array(nodes.length * 2)
    for (const [i, node] of nodes.entries()) {
      if (node === 0) continue
      const at = this.find(keys[i]!)
      this.keys[at] = keys[i]!
      this.nodes[at] = node
    }
  }
}
