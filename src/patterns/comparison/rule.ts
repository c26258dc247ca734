import type { Token } from '../../text/tokens.js'

/** Token indexes, end exclusive. */
export type Range = readonly [start: number, end: number]

/** Two things set against each other in one sentence, as token ranges. */
export interface Contrast {
  items: [Range, Range]
  aspects: Range[]
  /** Which item is better, where the sentence says so. */
  winner?: 0 | 1 | undefined
  certainty: number
}

/** The comparisons that the tokens of a sentence make. */
export type Rule = (tokens: readonly Token[]) => Contrast[]
