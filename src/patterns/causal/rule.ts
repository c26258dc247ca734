import type { Sentence } from '../document.js'

/** Token indexes into a sentence, end exclusive. */
export interface Part {
  sentence: Sentence
  start: number
  end: number
}

/** A cause and its effect, before they are cut to text. */
export interface Link {
  cause: Part
  effect: Part
  certainty: number
}

export interface Rule {
  /** The rule applies to sentences that hold one of these words (lower-cased). */
  words: ReadonlySet<string>
  /** All links that it finds in the sentence; `before` is the sentence before it in the same block. */
  links: (sentence: Sentence, before: Sentence | undefined) => Link[]
}

/** A whole sentence as a part. */
export const whole = (sentence: Sentence, start = 0): Part => ({
  sentence,
  start,
  end: sentence.tokens.length,
})

export type Links = Rule['links']
