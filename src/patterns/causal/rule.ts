import type { Sentence } from '../document.js'

/** Token indexes into a sentence, end exclusive. */
export interface Part {
  sentence: Sentence
  start: number
  end: number
}

/**
 * How a cause is tied to its effect where it is not plainly its cause or reason:
 * - enable, prevent, change: it helps or allows, hinders, or alters; the effect begins with that verb ("reduces the risk")
 * - purpose: it is what the effect is done for ("They built a dam" to "stop the floods")
 * - requirement: the effect needs it
 * - degree: it is enough, or too much, for the effect ("too weak" to "stand")
 * - condition: the effect follows if it holds
 *
 * After Talmy's force dynamics (cause, let, help, prevent) and Dunietz et al., the BECauSE corpus 2.0 (purpose, motivation).
 */
export type Relation = 'enable' | 'prevent' | 'change' | 'purpose' | 'requirement' | 'degree' | 'condition'

/** A cause and its effect, before they are cut to text. */
export interface Link {
  cause: Part
  effect: Part
  certainty: number
  relation?: Relation
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
