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

/** All links that a sentence states; `before` is the sentence before it in the same block. */
export type Rule = (sentence: Sentence, before: Sentence | undefined) => Link[]

/** A whole sentence as a part. */
export const whole = (sentence: Sentence, start = 0): Part => ({
  sentence,
  start,
  end: sentence.tokens.length,
})
