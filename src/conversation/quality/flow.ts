import { hashOf, IS_CAPITALIZED, IS_FIRST, IS_IDEOGRAPH, IS_NUMBER } from '../scoring/tokens.js'
import { CLASS, CLASSES } from '../scoring/word-classes.js'
import type { Passage } from './passage.js'

/** How far the flow of one kind of word to the next is looked up: row by the first, column by the second. */
export const WIDTH = CLASSES.length

/** Calls `pair` for each two neighbours in the flow of the prose: words by class, and the marks between them. */
export function eachPair({ flow, steps }: Passage, pair: (before: number, after: number) => void): void {
  for (let i = 1; i < steps; i++) if (flow[i - 1]! !== 0 && flow[i]! !== 0) pair(flow[i - 1]!, flow[i]!)
}

/** Capitals of function words within a sentence, and sentences that begin with a small letter. */
export function misplaced(answer: Passage): { wrong: number; of: number } {
  const { count, classes, hashes, after, flags, inCode, seam } = answer
  let wrong = 0
  let of = 0
  for (let i = 1; i < count; i++) {
    if (inCode[i] || i === seam || flags[i]! & (IS_IDEOGRAPH | IS_NUMBER)) continue
    const capital = (flags[i]! & IS_CAPITALIZED) !== 0
    const mark = after[i - 1]!
    if (mark >= 2) {
      of++
      if (!capital) wrong++
    } else if (mark === 0 && SMALL[classes[i]!] === 1 && (flags[i]! & IS_FIRST) === 0) {
      of += 0.3
      if (capital && !POLITE.has(hashes[i]!)) wrong++
    }
  }
  return { wrong, of }
}

/** Classes whose words have no capital within a sentence. */
const SMALL = new Uint8Array(32)
for (const name of ['det', 'prep', 'conj', 'sub', 'aux'] as const) SMALL[CLASS[name]] = 1
/** But for these: the polite German pronouns. */
const POLITE = new Set(['ihr', 'ihre', 'ihren', 'ihrem', 'ihrer', 'ihres'].map(hashOf))
