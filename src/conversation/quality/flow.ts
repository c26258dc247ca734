import { hashOf, IS_CAPITALIZED, IS_FIRST, IS_IDEOGRAPH, IS_NUMBER } from '../scoring/tokens.js'
import type { Passage } from './passage.js'
import { CLASS, CLASSES } from './word-classes.js'

/** How far the flow of one kind of word to the next is looked up: row by the first, column by the second. */
export const WIDTH = CLASSES.length

/** Calls `pair` for each two neighbours in the flow of the prose: words by class, and the marks between them. */
export function eachPair(answer: Passage, pair: (before: number, after: number) => void): void {
  const { count, classes, after, flags, inCode, seam } = answer
  let before = CLASS.end
  for (let i = 0; i < count; i++) {
    if (inCode[i] || flags[i]! & IS_IDEOGRAPH) {
      before = 0
      continue
    }
    if (i === seam) before = 0
    const now = classes[i]!
    if (before !== 0) pair(before, now)
    before = now
    const mark = after[i]!
    if (mark === 0) continue
    const sign = mark === 1 ? CLASS.pause : CLASS.end
    pair(before, sign)
    before = sign
  }
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
    } else if (
      mark === 0 &&
      SMALL[classes[i]!] === 1 &&
      (flags[i]! & IS_FIRST) === 0 &&
      !POLITE.has(hashes[i]!)
    ) {
      of += 0.3
      if (capital) wrong++
    }
  }
  return { wrong, of }
}

/** Classes whose words have no capital within a sentence. */
const SMALL = new Uint8Array(32)
for (const name of ['det', 'prep', 'conj', 'sub', 'aux'] as const) SMALL[CLASS[name]] = 1
/** But for these: the polite German pronouns. */
const POLITE = new Set(['ihr', 'ihre', 'ihren', 'ihrem', 'ihrer', 'ihres'].map(hashOf))
