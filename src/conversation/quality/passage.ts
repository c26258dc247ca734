import { NEUTRAL_BITS, NOISE_BITS } from '../scoring/counter.js'
import {
  AFTER_CLAUSE,
  AFTER_QUESTION,
  AFTER_SENTENCE,
  IS_CAPITALIZED,
  IS_FIRST,
  IS_IDEOGRAPH,
  IS_MENTION,
  IS_MIXED,
  IS_NUMBER,
  type Tokens,
} from '../scoring/tokens.js'
import type { Vocabulary } from '../scoring/vocabulary.js'
import { CLASS, isFunction } from '../scoring/word-classes.js'
import { WordSet } from '../scoring/word-set.js'

/** Most words kept of one text. */
const MOST = 1024
/** A word weighs by its letters, a long one no more than this. */
const LETTERS = 5
const MOST_WEIGHT = 1.6
const FENCE = '```'

/** The words of a text, in columns: of a long one those of its beginning and of its end. Filled again for each text. */
export class Passage {
  readonly stems = new Int32Array(MOST)
  readonly classes = new Uint8Array(MOST)
  readonly masks = new Int32Array(MOST)
  readonly weights = new Float64Array(MOST)
  readonly flags = new Uint8Array(MOST)
  readonly after = new Uint8Array(MOST)
  readonly hashes = new Int32Array(MOST)
  /** Does the word stand in a fenced block? */
  readonly inCode = new Uint8Array(MOST)
  private readonly both = new Uint16Array(MOST)
  /** Its flow: the classes of words and of the marks between them, 0 where it breaks off. */
  readonly flow = new Uint8Array(2 * MOST + 2)
  /** Entries of `flow`. */
  steps = 0
  /** Words kept. */
  count = 0
  /** Words there are, estimated where not all are kept. */
  words = 0
  sentences = 0
  questions = 0
  /** Function words of each language. */
  english = 0
  german = 0
  fences = 0
  /** Numbers outside of code. */
  numbers = 0
  codeMarks = 0
  /** Where the second window begins; `count` where there is one only. */
  seam = 0
  /** Different content of it. */
  readonly content = new WordSet()

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly tokens: Tokens,
    /** UTF-16 code units of its beginning and of its end. */
    private readonly head: number,
    private readonly tail: number,
  ) {}

  read(text: string): void {
    this.count = this.sentences = this.questions = this.english = this.german = 0
    this.codeMarks = this.numbers = 0
    this.content.clear()
    this.fences = text.includes(FENCE) ? countOf(text, FENCE) : 0
    const { head, tail } = this
    const whole = text.length <= head + tail
    this.window(whole ? text : text.slice(0, head), 0)
    this.seam = this.count
    if (!whole) {
      const start = text.indexOf(' ', text.length - tail)
      const from = start < 0 || start > text.length - tail / 2 ? text.length - tail : start
      this.window(text.slice(from), this.fences === 0 ? 0 : countOf(text.slice(0, from), FENCE))
      this.words = Math.round((this.count * text.length) / (head + tail))
    } else this.words = this.count
    this.settle()
  }

  /** @param fences fences before it */
  private window(text: string, fences: number): void {
    if (this.fences === 0) {
      this.take(text, 0)
      return
    }
    let from = 0
    for (let inside = fences % 2; from <= text.length; inside = 1 - inside) {
      const fence = text.indexOf(FENCE, from)
      const end = fence < 0 ? text.length : fence
      this.take(text.slice(from, end), inside)
      from = end + FENCE.length
    }
  }

  private take(text: string, inCode: number): void {
    const { tokens, vocabulary, stems, flags, after, masks, both, weights, hashes, content } = this
    tokens.read(text, text.length)
    if (!inCode) this.codeMarks += tokens.codeMarks
    const n = Math.min(tokens.count, MOST - this.count)
    let at = this.count
    for (let i = 0; i < n; i++, at++) {
      const hash = tokens.hash[i]!
      const flag = tokens.flags[i]!
      const mark = tokens.after[i]!
      const length = tokens.length[i]!
      const slot = vocabulary.slot(hash)
      const mask = vocabulary.masks[slot]!
      hashes[at] = hash
      flags[at] = flag
      after[at] = mark
      masks[at] = mask
      this.inCode[at] = inCode
      let stem = tokens.stem[i]!
      let weight = 0
      if (flag & IS_IDEOGRAPH) {
        stem = i > 0 && tokens.flags[i - 1]! & IS_IDEOGRAPH ? Math.imul(tokens.hash[i - 1]!, 31) ^ hash : 0
        weight = stem === 0 ? 0 : 0.5
        both[at] = 0
      } else {
        both[at] = vocabulary.classes[slot]! || open(flag, length, text, tokens.end[i]!)
        if ((mask & (NEUTRAL_BITS | NOISE_BITS)) === 0 && (length > 2 || flag & (IS_CAPITALIZED | IS_NUMBER)))
          weight = length === 1 ? 0 : Math.min(MOST_WEIGHT, length / LETTERS)
      }
      stems[at] = stem
      weights[at] = weight > 0 && !content.add(stem) ? -weight : weight
      if (inCode) continue
      if (flag & IS_NUMBER) this.numbers++
      if (mark >= AFTER_SENTENCE) this.sentences++
      if (mark === AFTER_QUESTION) this.questions++
    }
    this.count = at
  }

  /** Decides which language's classes hold. */
  private settle(): void {
    const { both, classes, count } = this
    let english = 0
    let german = 0
    for (let i = 0; i < count; i++) {
      const low = both[i]! & 255
      const high = both[i]! >> 8
      if (high === 0) english += isFunction(low) ? 1 : 0
      else if (low === 0) german += isFunction(high) ? 1 : 0
    }
    this.english = english
    this.german = german
    const isGerman = german > english
    for (let i = 0; i < count; i++) {
      const pair = both[i]!
      classes[i] = isGerman ? germanOf(pair) : pair & 255 || openEnglish(pair >> 8)
    }
    this.chain()
  }

  private chain(): void {
    const { count, classes, after, flags, inCode, seam, flow } = this
    let n = 0
    flow[n++] = CLASS.end
    for (let i = 0; i < count; i++) {
      if (i === seam) flow[n++] = 0
      if (inCode[i] || flags[i]! & IS_IDEOGRAPH) {
        flow[n++] = 0
        continue
      }
      flow[n++] = classes[i]!
      const mark = after[i]!
      if (mark !== 0) flow[n++] = mark === AFTER_CLAUSE ? CLASS.pause : CLASS.end
    }
    this.steps = n
  }
}

/** Capitals say nothing of a German noun. */
const openGerman = (low: number) => (low >= CLASS.verb && low !== CLASS.name ? low : CLASS.word)
function germanOf(pair: number): number {
  const high = pair >> 8
  return high === 0 || high === CLASS.name ? openGerman(pair & 255) : high
}
const openEnglish = (high: number) => (high >= CLASS.verb ? high : CLASS.word)

/** The class of an open word by its form, in both bytes. */
function open(flag: number, length: number, text: string, end: number): number {
  if (flag & IS_NUMBER) return CLASS.number * 257
  if (flag & IS_MENTION) return CLASS.name * 257
  if ((flag & (IS_CAPITALIZED | IS_FIRST)) === IS_CAPITALIZED) return CLASS.name * 257
  if (flag & IS_MIXED) return CLASS.name * 257
  if (length < 4) return CLASS.word * 257
  return formOf(text, end) * 257
}

/** By its ending. */
function formOf(text: string, end: number): number {
  const last = text.charCodeAt(end - 1)
  if (last === 115) return CLASS.s
  if (last === 121 && text.charCodeAt(end - 2) === 108) return CLASS.ly
  if (last === 103 && text.charCodeAt(end - 2) === 110 && text.charCodeAt(end - 3) === 105) return CLASS.ing
  if (last === 100 && text.charCodeAt(end - 2) === 101) return CLASS.ed
  return CLASS.word
}

export function countOf(text: string, part: string): number {
  let n = 0
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) n++
  return n
}
