import { NEUTRAL, NOISE } from '../record/lexicon.js'
import { Counts } from './counts.js'
import {
  AFTER_QUESTION,
  AFTER_SENTENCE,
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

const NOISE_BITS = NOISE.reduce((mask, name) => mask | BIT[name], 0)
const NEUTRAL_BITS = NEUTRAL.reduce((mask, name) => mask | BIT[name], 0)
/** After these the rest of the clause is a matter of form: "thanks for the quick answer". */
const SOFTENS = BIT.thanks | BIT.farewell
const SOFT = 0.25

/** Reads texts into counts. It is made once and used for all texts: no memory is taken for a text. */
export class Reader {
  readonly counts = new Counts()
  private readonly tokens = new Tokens()
  private readonly slots = new Int32Array(MAX_TOKENS)
  private readonly masks = new Int32Array(MAX_TOKENS)
  private readonly own = new WordSet()
  private readonly before = new WordSet()
  /** Did the text before ask something that is not mere courtesy? */
  asked = false
  /** Did the text before begin with a capital, end with a mark? */
  cased = false
  ended = false

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly limit: number,
  ) {}

  /** Forgets what was said before. */
  forget(): void {
    this.before.clear()
    this.asked = this.cased = this.ended = false
  }

  /** Takes a text as said before: its words are no news, and if it asks, what follows may be the answer. */
  remember(text: string): void {
    const { tokens, masks, counts } = this
    this.tokenize(text)
    for (let i = 0; i < tokens.count; i++) if (!(masks[i]! & NEUTRAL_BITS)) this.before.add(tokens.hash[i]!)
    const start = this.lastSentence()
    counts.clear()
    this.count(start)
    const last = tokens.count - 1
    const open = last >= 0 && tokens.after[last] === 0
    const courtesy = counts.content === 0 && counts.share('courtesy') + counts.share('greeting') > 0
    this.asked = !courtesy && (counts.questionMarks > 0 || (open && counts.questionWords > 0))
    this.cased = last >= 0 && (tokens.flags[0]! & IS_CAPITALIZED) !== 0
    this.ended = last >= 0 && !open
  }

  /** Counts a text; the result is in `counts` until the next text is read. */
  read(text: string): void {
    this.tokenize(text)
    this.counts.clear()
    this.own.clear()
    this.count(0)
  }

  /** Does the text break off, as "and then we"? */
  get hanging(): boolean {
    const last = this.tokens.count - 1
    return last >= 0 && this.tokens.after[last]! < AFTER_SENTENCE && (this.masks[last]! & BIT.hanging) !== 0
  }

  /** Has it no mark at its end where the text before had one? */
  get open(): boolean {
    const last = this.tokens.count - 1
    return last >= 0 && this.ended && this.tokens.after[last] === 0
  }

  /** Does it go on in lower case where the text before had capitals? */
  get continues(): boolean {
    const last = this.tokens.count - 1
    if (last < 0 || !this.cased || this.tokens.after[last] === 0) return false
    return !(this.tokens.flags[0]! & (IS_CAPITALIZED | IS_NUMBER | IS_MENTION))
  }

  private tokenize(text: string): void {
    const { tokens, slots, masks, vocabulary } = this
    tokens.read(text, this.limit)
    for (let i = 0; i < tokens.count; i++) {
      const slot = vocabulary.slot(tokens.hash[i]!)
      slots[i] = slot
      masks[i] = vocabulary.masks[slot]!
    }
  }

  private lastSentence(): number {
    let i = this.tokens.count - 1
    while (i > 0 && this.tokens.after[i - 1]! < AFTER_SENTENCE) i--
    return Math.max(i, 0)
  }

  private count(start: number): void {
    const { tokens, slots, masks, counts, vocabulary } = this
    const n = tokens.count
    counts.tokens = n - start
    let soft = 1
    let opening = true
    for (let i = start; i < n; ) {
      let mask = masks[i]!
      let step = 1
      const length = vocabulary.phraseAt(tokens, slots, i)
      if (length > 0) {
        const phrase = vocabulary.phraseMask
        if (!(phrase & NOISE_BITS)) mask |= phrase
        else if (!(phrase & PLAIN) || this.standsAlone(i, length)) {
          step = length
          mask = phrase
        }
      }
      if (mask & BIT.linking) soft = 1
      this.countMarks(mask, i, opening)
      if (tokens.flags[i]! & IS_MENTION) counts.mentions++
      else if (mask & NOISE_BITS) {
        this.countNoise(mask)
        if (mask & SOFTENS) soft = SOFT
      } else {
        opening = false
        if (!(mask & BIT.function)) this.countContent(mask, i, soft)
      }
      i += step
      const after = tokens.after[i - 1]!
      if (after > 0) {
        soft = 1
        opening = true
        if (after === AFTER_QUESTION) counts.questionMarks++
      }
    }
  }

  /** Words that speak for signal, whatever else they are. */
  private countMarks(mask: number, i: number, opening: boolean): void {
    const { counts, tokens } = this
    const flags = tokens.flags[i]!
    if (mask & BIT.explanation) counts.explanation++
    if (mask & BIT.decision) counts.decision++
    if (mask & BIT.request) counts.request++
    if (mask & BIT.domain) counts.domain++
    if (mask & BIT.error) counts.error++
    if (mask & BIT.question && opening) counts.questionWords++
    if (mask & BIT.quantity || flags & IS_NUMBER) counts.numbers++
    const repeated = i > 0 && tokens.hash[i] === tokens.hash[i - 1]
    const letter = tokens.length[i] === 1 && !(flags & (IS_IDEOGRAPH | IS_NUMBER | IS_MENTION))
    if (repeated || letter) counts.fragments++
  }

  private countNoise(mask: number): void {
    const { noise } = this.counts
    this.counts.units++
    for (let k = 0; k < NOISE.length; k++) if (mask & (1 << k)) noise[k]!++
  }

  /** A word with content: a long one says more than a short one, and one that was said before says less. */
  private countContent(mask: number, i: number, soft: number): void {
    const { counts, tokens, own, before } = this
    const hash = tokens.hash[i]!
    const flags = tokens.flags[i]!
    const length = tokens.length[i]!
    if (mask & BIT.vague) {
      if (own.add(hash)) counts.mass += 0.25
      return
    }
    if (length <= 2 && !(flags & (IS_CAPITALIZED | IS_NUMBER | IS_IDEOGRAPH))) return
    counts.content++
    if (flags & IS_CAPITALIZED && !(flags & IS_FIRST)) counts.names++
    if (flags & (IS_MIXED | IS_LINK)) counts.code++
    if (!own.add(hash)) return
    counts.distinct++
    const said = before.has(hash)
    if (said) counts.echoed++
    const weight = flags & IS_IDEOGRAPH ? 0.5 : Math.min(1.6, 0.3 + length / 7)
    counts.mass += weight * soft * (said ? 0.6 : 1)
  }

  /** Is a phrase a clause of its own: between marks, noise, joining words or the ends of the text? */
  private standsAlone(at: number, length: number): boolean {
    const { tokens, masks } = this
    const end = at + length
    const edge = (i: number) => (masks[i]! & (NOISE_BITS | BIT.linking)) !== 0
    return (
      (at === 0 || tokens.after[at - 1]! > 0 || edge(at - 1)) &&
      (end >= tokens.count || tokens.after[end - 1]! > 0 || edge(end))
    )
  }

  get codeMarks(): number {
    return this.tokens.codeMarks
  }
}
