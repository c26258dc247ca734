import { Counter, NEUTRAL_BITS, NOISE_BITS } from './counter.js'
import type { Counts } from './counts.js'
import { AFTER_SENTENCE, IS_CAPITALIZED, IS_MENTION, IS_NUMBER, type Tokens } from './tokens.js'
import { BIT, type Vocabulary } from './vocabulary.js'
import { WordSet } from './word-set.js'

/** The rest of a long text is taken to be like its beginning, up to so many times of it. */
const MOST_TIMES = 4

/** Reads a text against the text before it. It is made once and takes no memory for a text. */
export class Reader {
  /** Of the text that was read last. */
  readonly counts: Counts
  /** Did the text before ask something that is not mere courtesy? */
  asked = false
  private readonly before = new WordSet()
  private readonly counter: Counter
  private readonly tokens: Tokens
  private readonly masks: Int32Array
  /** Different words with content that were said before. */
  private said = 0
  /** Did the text before begin with a capital, end with a mark? */
  private cased = false
  private ended = false

  /** @param limit UTF-16 code units to look at in each text */
  constructor(
    vocabulary: Vocabulary,
    private readonly limit: number,
  ) {
    this.counter = new Counter(vocabulary, limit, this.before)
    this.counts = this.counter.counts
    this.tokens = this.counter.tokens
    this.masks = this.counter.masks
  }

  /** Forgets what was said before. */
  forget(): void {
    this.before.clear()
    this.said = 0
    this.asked = this.cased = this.ended = false
  }

  /** Counts a text. */
  read(text: string): void {
    this.counter.tokenize(text)
    this.counter.count(0)
    if (this.tokens.cut) this.counts.mass *= Math.min(MOST_TIMES, text.length / this.limit)
  }

  /** Takes a text as said before; of a long one, its end. */
  remember(text: string): void {
    this.counter.tokenize(text.length > this.limit ? text.slice(-this.limit) : text)
    this.keep()
  }

  /** Takes the text that was read last as said before: its words are no news, and if it asks, an answer may follow. */
  keep(): void {
    const { tokens, masks } = this
    const last = tokens.count - 1
    if (last < 0) return
    for (let i = 0; i <= last; i++) {
      if (masks[i]! & NEUTRAL_BITS || !this.before.add(tokens.hash[i]!)) continue
      if (!(masks[i]! & NOISE_BITS)) this.said++
    }
    const end = tokens.after[last]!
    this.asked = end !== AFTER_SENTENCE && this.asks(end)
    this.cased = (tokens.flags[0]! & IS_CAPITALIZED) !== 0
    this.ended = end > 0
  }

  /** Does the last sentence ask, with a question mark or, where it has no mark at all, in its form? */
  private asks(end: number): boolean {
    const { tokens, counts } = this
    let start = tokens.count - 1
    while (start > 0 && tokens.after[start - 1]! < AFTER_SENTENCE) start--
    this.counter.count(start)
    return counts.questionMarks > 0 || (end === 0 && counts.questionWords > 0)
  }

  /** Does the text say again what was said before, and nothing else? A part of a question may be its answer. */
  get echoes(): boolean {
    const { content, distinct, echoed } = this.counts
    return content > 0 && echoed === distinct && (!this.asked || echoed >= 0.8 * this.said)
  }

  /** Does it break off, as "and then we"? */
  get hanging(): boolean {
    const last = this.tokens.count - 1
    if (last < 0 || this.tokens.cut || this.tokens.after[last]! >= AFTER_SENTENCE) return false
    return (this.masks[last]! & BIT.hanging) !== 0
  }

  /** Has it no mark at its end where the text before had one? */
  get open(): boolean {
    const last = this.tokens.count - 1
    return last >= 0 && this.ended && !this.tokens.cut && this.tokens.after[last] === 0
  }

  /** Does it go on in lower case where the text before had capitals? */
  get continues(): boolean {
    const last = this.tokens.count - 1
    if (last < 0 || !this.cased || this.tokens.after[last] === 0) return false
    return (this.tokens.flags[0]! & (IS_CAPITALIZED | IS_NUMBER | IS_MENTION)) === 0
  }

  /** Its words in their order as one number. */
  get signature(): number {
    const { hash, count } = this.tokens
    let sum = count
    for (let i = 0; i < count; i++) sum = Math.imul(sum ^ hash[i]!, 0x01000193)
    return sum
  }

  get codeMarks(): number {
    return this.tokens.codeMarks
  }
}
