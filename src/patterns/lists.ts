import type { Span } from '../text/span.js'
import type { Field } from './document.js'

/** A list of a text: what each item says, with the code and paragraphs that belong to it. */
export interface List {
  items: Span[]
  ordered: boolean
  /** Index of its first block in the field, and of the first block after it. */
  from: number
  to: number
}

/** Blocks that may stand between two numbers of one list. */
const MAX_BETWEEN = 4

/**
 * The lists of a text, in order. An item takes along indented blocks after it, and what stands between it and the next
 * number of the same list. Items below an item follow it as items of their own.
 */
export function listsOf(field: Field): List[] {
  const out: List[] = []
  const { blocks } = field
  let list: List | undefined
  let number = 0 // the last one at the list's own indent
  let indent = 0
  let between = 0 // blocks since the last item
  const close = () => {
    if (list) out.push(list)
    list = undefined
  }
  for (const [i, block] of blocks.entries()) {
    if (block.kind === 'heading') close()
    else if (block.kind === 'item') {
      const own = block.indent <= indent + 1
      const follows = block.number === number + 1
      if (
        list &&
        own &&
        !follows &&
        (between > 0 ||
          list.ordered !== (block.number !== undefined) ||
          (block.number ?? number + 1) <= number)
      ) {
        // bullets below a number without indent belong to it
        if (between > 0 || !list.ordered || block.number !== undefined) close()
      }
      if (!list) {
        list = { items: [], ordered: block.number !== undefined, from: i, to: i }
        indent = block.indent
        number = 0
      } else if (between > 0) list.items.at(-1)!.end = blocks[i - 1]!.end
      if (block.indent <= indent + 1 && block.number !== undefined) number = block.number
      list.items.push({ ...block.inner })
      list.to = i + 1
      between = 0
    } else if (list) {
      if (block.indent > indent + 1 && between === 0) {
        list.items.at(-1)!.end = block.end
        list.to = i + 1
      } else if (++between > MAX_BETWEEN || (block.kind !== 'code' && !list.ordered)) close()
    }
    if (!list) between = 0
  }
  close()
  return out
}
