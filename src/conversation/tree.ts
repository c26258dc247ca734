import type { ChatMessage, Conversation } from './conversation.js'

/** The messages' indices as a forest. Every message is in it, whatever the links in the file say. */
export interface Tree {
  /** Of each message, and of the root above all at the end: what follows it, the preferred one first. */
  children: readonly (readonly number[])[]
  /** Is there more than one branch? */
  branched: boolean
  /** Where the branch that is shown ends, if the file says; else it goes on to a leaf. */
  tip: number | undefined
}

/**
 * Builds the tree of a conversation. A parent that is missing makes a root; a cycle is cut where a walk up from the
 * tip, or else from the first of its messages, would close it. The preferred child is the one on the way to the tip,
 * elsewhere the one with the newest message below it.
 */
export function messageTree(conversation: Conversation): Tree {
  const { messages } = conversation
  const ids = new Map<string, number>()
  // From the end: of messages with the same id the first one counts.
  for (let index = messages.length - 1; index >= 0; index--) ids.set(messages[index]!.id, index)
  const tip = conversation.tip === undefined ? undefined : ids.get(conversation.tip)
  const parents = new Int32Array(messages.length)
  for (let index = 0; index < parents.length; index++) parents[index] = parentOf(messages[index]!, index, ids)
  cutCycles(parents, tip)
  const children = childrenOf(parents)
  const branched = children.some((siblings) => siblings.length > 1)
  if (branched) preferredFirst(messages, parents, children, tip)
  return { children, branched, tip }
}

/** Most messages have one child or none: those without share a list. */
function childrenOf(parents: Int32Array): number[][] {
  const root = parents.length
  const none: number[] = []
  const children = new Array<number[]>(root + 1).fill(none)
  for (let index = 0; index < root; index++) {
    const parent = parents[index]! < 0 ? root : parents[index]!
    if (children[parent] === none) children[parent] = [index]
    else children[parent]!.push(index)
  }
  return children
}

/** Sorts siblings: the one on the way to the tip, then the newest; later in the file wins where times are equal. */
function preferredFirst(
  messages: readonly ChatMessage[],
  parents: Int32Array,
  children: readonly number[][],
  tip: number | undefined,
): void {
  const order = topDown(children, messages.length)
  const rank = newestBelow(messages, parents, order)
  for (let index = tip ?? newestLeaf(messages, parents, order); index >= 0; index = parents[index]!)
    rank[index] = Number.POSITIVE_INFINITY
  for (const siblings of children) {
    if (siblings.length > 1) siblings.sort((a, b) => compare(rank[b]!, rank[a]!) || b - a)
  }
}

function parentOf(message: ChatMessage, index: number, ids: Map<string, number>): number {
  if (message.parent === undefined) return index - 1
  const parent = message.parent === null ? undefined : ids.get(message.parent)
  return parent === undefined || parent === index ? -1 : parent
}

function cutCycles(parents: Int32Array, first: number | undefined): void {
  const seenFrom = new Int32Array(parents.length).fill(-1)
  const walkUp = (start: number) => {
    let index = start
    while (seenFrom[index] === -1) {
      seenFrom[index] = start
      const parent = parents[index]!
      if (parent < 0) return
      if (seenFrom[parent] === start) parents[index] = -1
      index = parent
    }
  }
  if (first !== undefined) walkUp(first)
  for (let index = 0; index < parents.length; index++) walkUp(index)
}

/** All messages, each one after its parent. */
function topDown(children: readonly number[][], root: number): number[] {
  const order = [...children[root]!]
  for (let i = 0; i < order.length; i++) for (const child of children[order[i]!]!) order.push(child)
  return order
}

/** The time of each message or of the newest part of the dialogue below it; -Infinity where there is none. */
function newestBelow(
  messages: readonly ChatMessage[],
  parents: Int32Array,
  order: readonly number[],
): Float64Array {
  const newest = Float64Array.from(messages, (message) =>
    message.rejected ? Number.NEGATIVE_INFINITY : timeOf(message),
  )
  for (let i = order.length - 1; i >= 0; i--) {
    const index = order[i]!
    const parent = parents[index]!
    if (parent >= 0 && newest[index]! > newest[parent]!) newest[parent] = newest[index]!
  }
  return newest
}

/** The newest message that is part of the dialogue and has no such message below it. */
function newestLeaf(messages: readonly ChatMessage[], parents: Int32Array, order: readonly number[]): number {
  const inner = new Uint8Array(messages.length)
  let best = -1
  for (let i = order.length - 1; i >= 0; i--) {
    const index = order[i]!
    const kept = !messages[index]!.rejected
    const parent = parents[index]!
    if (parent >= 0 && (kept || inner[index])) inner[parent] = 1
    if (!kept || inner[index]) continue
    const newer = best < 0 ? 1 : compare(timeOf(messages[index]!), timeOf(messages[best]!)) || index - best
    if (newer > 0) best = index
  }
  return best
}

function timeOf(message: ChatMessage): number {
  return message.time ?? -Number.MAX_VALUE
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
