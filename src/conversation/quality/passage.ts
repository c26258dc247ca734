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
import { BIT, type Vocabulary } from '../scoring/vocabulary.js'
import { WordSet } from '../scoring/word-set.js'
import { CLASS, classesOf, isFunction } from './word-classes.js'

/** Most words kept of one text. */
const MOST = 512
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
  codeMarks = 0
  /** Where the second window begins; `count` where there is one only. */
  seam = 0
  /** Different content of it. */
  readonly content = new WordSet()

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly tokens: Tokens,
    private readonly head: number,
    private readonly tail: number,
  ) {}

  read(text: string): void {
    this.count = this.sentences = this.questions = this.english = this.german = this.codeMarks = 0
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
    for (let from = 0; from < text.length && this.count < MOST; ) {
      const to = text.length <= from + PART ? text.length : blankBefore(text, from, from + PART)
      const part = from === 0 && to === text.length ? text : text.slice(from, to)
      from = to
      tokens.read(part, PART)
      this.codeMarks += inCode ? 0 : tokens.codeMarks
      const n = Math.min(tokens.count, MOST - this.count)
      let at = this.count
      for (let i = 0; i < n; i++, at++) {
        const hash = tokens.hash[i]!
        const flag = tokens.flags[i]!
        const mark = tokens.after[i]!
        const length = tokens.length[i]!
        const mask = vocabulary.masks[vocabulary.slot(hash)]!
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
          both[at] = classesOf(hash) || open(tokens, i, flag, length, part)
          if (
            (mask & (NEUTRAL_BITS | NOISE_BITS)) === 0 &&
            (length > 2 || flag & (IS_CAPITALIZED | IS_NUMBER))
          )
            weight = length === 1 ? 0 : Math.min(MOST_WEIGHT, length / LETTERS)
        }
        stems[at] = stem
        weights[at] = weight
        if (weight > 0 && !content.add(stem)) weights[at] = -weight
        if (inCode) continue
        if (mark >= AFTER_SENTENCE) this.sentences++
        if (mark === AFTER_QUESTION) this.questions++
      }
      this.count = at
    }
  }

  /** Decides which language's classes hold. */
  private settle(): void {
    const { both, classes, count } = this
    let english = 0
    let german = 0
    for (let i = 0; i < count; i++) {
      const low = both[i]! & 255
      const high = both[i]! >> 8
      if (isFunction(low) && high === 0) english++
      else if (isFunction(high) && low === 0) german++
    }
    this.english = english
    this.german = german
    const isGerman = german > english
    for (let i = 0; i < count; i++) {
      const pair = both[i]!
      classes[i] = isGerman ? germanOf(pair) : pair & 255 || openEnglish(pair >> 8)
    }
  }
}

function blankBefore(text: string, from: number, to: number): number {
  const blank = text.lastIndexOf(' ', to)
  return blank > from ? blank : to
}

/** UTF-16 code units of one go of the tokenizer, so that its columns hold them. */
const PART = 800

/** Capitals say nothing of a German noun. */
const openGerman = (low: number) => (low >= CLASS.verb && low !== CLASS.name ? low : CLASS.word)
function germanOf(pair: number): number {
  const high = pair >> 8
  return high === 0 || high === CLASS.name ? openGerman(pair & 255) : high
}
const openEnglish = (high: number) => (high >= CLASS.verb ? high : CLASS.word)

/** The class of an open word by its form, in both bytes. */
function open(tokens: Tokens, i: number, flag: number, length: number, part: string): number {
  if (flag & IS_NUMBER) return CLASS.number * 257
  if (flag & IS_MENTION) return CLASS.name * 257
  if ((flag & (IS_CAPITALIZED | IS_FIRST)) === IS_CAPITALIZED) return CLASS.name * 257
  if (flag & IS_MIXED) return CLASS.name * 257
  if (length < 4) return CLASS.word * 257
  return formOf(part, tokens.end[i]!) * 257
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

export { AFTER_CLAUSE, AFTER_QUESTION, AFTER_SENTENCE, BIT }
