import { NEUTRAL, NOISE, SIGNAL } from '../../record/lexicon.js'
import { Counts } from './counts.js'
import {
  AFTER_QUESTION,
  IS_CAPITALIZED,
  IS_FIRST,
  IS_IDEOGRAPH,
  IS_LINK,
  IS_MENTION,
  IS_MIXED,
  IS_NUMBER,
  MAX_TOKENS,
  Tokens,
} from './tokens.js'
import { BIT, PLAIN, type Vocabulary } from './vocabulary.js'
import { WordSet } from './word-set.js'

const bits = (names: readonly (keyof typeof BIT)[]) => names.reduce((mask, name) => mask | BIT[name], 0)
export const NOISE_BITS = bits(NOISE)
export const NEUTRAL_BITS = bits(NEUTRAL)
const SIGNAL_BITS = bits(SIGNAL)
/** A question with a phrase of these asks nothing: "is there anything else I can help you with?" */
const POLITE = BIT.courtesy | BIT.greeting
/** What ends a clause without a mark. */
const EDGE = NOISE_BITS | BIT.linking

/** Mass of words without content of their own. */
const FUNCTION_MASS = 0.15
const VAGUE_MASS = 0.4
/** What a word's mass is multiplied with: in a clause of mere form ("thanks for the quick answer"), said before. */
const SOFT = 0.25
const SAID = 0.6
/** A word weighs by its letters, a long one no more than this. */
const LETTERS = 6
const MOST_MASS = 1.6
const IDEOGRAPH_MASS = 0.5

/** Splits a text into words, looks them up and counts them. It is made once and filled again for each text. */
export class Counter {
  /** Of the text that was counted last. */
  readonly counts = new Counts()
  readonly tokens = new Tokens()
  /** Categories of each token. */
  readonly masks = new Int32Array(MAX_TOKENS)
  private readonly slots = new Int32Array(MAX_TOKENS)
  private readonly own = new WordSet()

  /**
   * @param limit UTF-16 code units to look at in each text
   * @param before words that were said before
   */
  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly limit: number,
    private readonly before: WordSet,
  ) {}

  tokenize(text: string): void {
    const { tokens, slots, masks, vocabulary } = this
    tokens.read(text, this.limit)
    const { hash, count } = tokens
    for (let i = 0; i < count; i++) {
      const slot = vocabulary.slot(hash[i]!)
      slots[i] = slot
      masks[i] = vocabulary.masks[slot]!
    }
  }

  /** Counts the tokens from one on. A phrase of noise is one unit, any other word or phrase counts word by word. */
  count(start: number): void {
    const { tokens, slots, masks, counts, own } = this
    const { phrases } = this.vocabulary
    const { count, flags, after, hash } = tokens
    counts.clear()
    counts.tokens = count - start
    own.clear()
    let form = 1
    let opening = true
    let polite = false
    for (let i = start; i < count; ) {
      let mask = masks[i]!
      let step = 1
      const length = phrases.at(tokens, slots, i)
      if (length > 0) {
        const phrase = phrases.found
        if ((phrase & NOISE_BITS) === 0) mask |= phrase
        else if ((phrase & PLAIN) === 0 || this.standsAlone(i, length)) {
          step = length
          mask = phrase
          if (phrase & POLITE) polite = true
        }
      }
      if (mask & BIT.linking) form = 1
      else if (mask & BIT.thanks || (opening && masks[i]! & BIT.formal)) form = SOFT
      if (mask & SIGNAL_BITS) this.countSignal(mask, opening, length > 1 || after[i]! > 0)
      this.countForm(i)
      if (flags[i]! & IS_MENTION) counts.mentions++
      else if (mask & NOISE_BITS) this.countNoise(mask)
      else {
        opening = false
        if (mask & BIT.function) counts.mass += own.add(hash[i]!) ? FUNCTION_MASS : 0
        else if (mask & BIT.vague) counts.mass += own.add(hash[i]!) ? VAGUE_MASS : 0
        else this.countContent(i, form)
      }
      i += step
      const mark = after[i - 1]!
      if (mark === 0) continue
      form = 1
      opening = true
      if (mark === AFTER_QUESTION && !polite) counts.questionMarks++
      polite = false
    }
  }

  /**
   * @param opening does it open a clause? Only there a question word asks and an error is reported.
   * @param alone is it a phrase, or followed by a mark? "Error: ..." is a report, "error handling" is none.
   */
  private countSignal(mask: number, opening: boolean, alone: boolean): void {
    const { counts } = this
    if (mask & BIT.explanation) counts.explanation++
    if (mask & BIT.plan) counts.plan++
    if (mask & BIT.decision) counts.decision++
    if (mask & BIT.request) counts.request++
    if (mask & BIT.domain) counts.domain++
    if (mask & BIT.quantity) counts.numbers++
    if (!opening) return
    if (mask & BIT.question) counts.questionWords++
    if (mask & BIT.error && alone) counts.error++
  }

  private countForm(i: number): void {
    const { counts, tokens } = this
    const flags = tokens.flags[i]!
    if (flags & IS_NUMBER) counts.numbers++
    const letter = tokens.length[i] === 1 && (flags & (IS_IDEOGRAPH | IS_NUMBER | IS_MENTION)) === 0
    if (letter || (i > 0 && tokens.hash[i] === tokens.hash[i - 1])) counts.fragments++
  }

  private countNoise(mask: number): void {
    const { counts } = this
    counts.units++
    for (let k = 0; k < NOISE.length; k++) if (mask & (1 << k)) counts.noise[k]!++
  }

  /** A word of one or two small letters is a slip, unless it is a number or a name. */
  private countContent(i: number, form: number): void {
    const { counts, tokens } = this
    const hash = tokens.hash[i]!
    const flags = tokens.flags[i]!
    const length = tokens.length[i]!
    if (length <= 2 && (flags & (IS_CAPITALIZED | IS_NUMBER | IS_IDEOGRAPH)) === 0) return
    counts.content++
    if ((flags & (IS_CAPITALIZED | IS_FIRST)) === IS_CAPITALIZED) counts.names++
    if (flags & (IS_MIXED | IS_LINK)) counts.code++
    if (!this.own.add(hash)) return
    counts.distinct++
    const said = this.before.has(hash)
    if (said) counts.echoed++
    const mass = flags & IS_IDEOGRAPH ? IDEOGRAPH_MASS : Math.min(MOST_MASS, length / LETTERS)
    counts.mass += mass * form * (said ? SAID : 1)
  }

  /** Is a phrase a clause of its own: between marks, noise, joining words or the ends of the text? */
  private standsAlone(at: number, length: number): boolean {
    const { masks } = this
    const { after, count } = this.tokens
    const end = at + length
    const opens = at === 0 || after[at - 1]! > 0 || (masks[at - 1]! & EDGE) !== 0
    return opens && (end >= count || after[end - 1]! > 0 || (masks[end]! & EDGE) !== 0)
  }
}
