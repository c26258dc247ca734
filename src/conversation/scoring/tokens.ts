/** What a UTF-16 code unit is to the tokenizer, where it is not part of a word. */
const JOINER = 1
const SENTENCE_END = 2
const QUESTION_MARK = 3
const CLAUSE_END = 4
const CODE_MARK = 5
const AT = 6
const IDEOGRAPH = 7
/** From here on an entry of UNITS is a letter or digit, lower-cased. */
const WORD = 0x30

/** For each code unit its lower-case letter or digit (at least 0x30), or one of the classes above, or 0. */
const UNITS = new Uint16Array(65536)
for (let c = WORD; c < 65536; c++) {
  // Letters of alphabets from 0x600 on are taken as runs between the blocks of punctuation, symbols and surrogates.
  const letter =
    c < 0x600
      ? /[\p{L}\p{M}\p{Nd}]/u.test(String.fromCharCode(c))
      : c < 0x2000 ||
        (c >= 0x2c00 && c < 0x2e00) ||
        (c >= 0xa000 && c < 0xd800) ||
        (c >= 0xf900 && c < 0xfe00)
  if (letter) {
    const lower = c < 0x600 ? String.fromCharCode(c).toLowerCase() : ''
    UNITS[c] = lower.length === 1 ? lower.charCodeAt(0) : c
  } else if (c >= 0x3040 && c < 0xa000) UNITS[c] = IDEOGRAPH
}
for (const [chars, unit] of [
  ["'’-_", JOINER],
  ['.!…。！', SENTENCE_END],
  ['?？؟', QUESTION_MARK],
  [',;:\n–—、，', CLAUSE_END],
  ['{}=<>[]|\\`()', CODE_MARK],
  ['@', AT],
] as const)
  for (const char of chars) UNITS[char.charCodeAt(0)] = unit

const APOSTROPHE = 0x27
const COMMA = 0x2c
const DOT = 0x2e
const COLON = 0x3a
const UNDERSCORE = 0x5f
const NINE = 0x39

/** What a token is, as bits. */
export const IS_CAPITALIZED = 1
export const IS_NUMBER = 2
export const IS_IDEOGRAPH = 4
export const IS_MENTION = 8
export const IS_LINK = 16
/** It opens a sentence. */
export const IS_FIRST = 32
/** It has capitals or a joint where a plain word has none: camelCase, snake_case. */
export const IS_MIXED = 64

/** What stands after a token: nothing (0), a comma or colon, the end of a sentence, a question mark. */
export const AFTER_CLAUSE = 1
export const AFTER_SENTENCE = 2
export const AFTER_QUESTION = 3

/** Most tokens looked at in one text. */
export const MAX_TOKENS = 256

const FNV_OFFSET = 0x811c9dc5
const FNV_PRIME = 0x01000193

/** The tokens of one text, in columns; `hash` is the 32-bit FNV-1a of the lower-cased word. Filled again for each text. */
export class Tokens {
  readonly hash = new Int32Array(MAX_TOKENS)
  readonly length = new Int32Array(MAX_TOKENS)
  readonly flags = new Uint8Array(MAX_TOKENS)
  readonly after = new Uint8Array(MAX_TOKENS)
  count = 0
  /** Brackets, braces, equal signs, backticks. */
  codeMarks = 0
  /** Was the text longer than what was looked at? */
  cut = false
  private first = IS_FIRST

  /**
   * Splits the beginning of a text into words, numbers, links and mentions, in one pass.
   * @param limit UTF-16 code units to look at
   */
  read(text: string, limit: number): void {
    const end = Math.min(text.length, limit)
    this.count = 0
    this.codeMarks = 0
    this.first = IS_FIRST
    let i = 0
    while (i < end && this.count < MAX_TOKENS) {
      const unit = UNITS[text.charCodeAt(i)]!
      if (unit >= WORD) i = this.word(text, i, end)
      else {
        if (unit === IDEOGRAPH) this.push(text.charCodeAt(i), 1, IS_IDEOGRAPH)
        else if (unit === CODE_MARK) this.codeMarks++
        else if (unit === AT) i = opensHandle(text, i, end) ? this.mention(text, i, end) : i
        else if (unit > JOINER) this.mark(unit)
        i++
      }
    }
    this.cut = i < text.length
  }

  /** Reads the word or number at `start`; returns where it ends. */
  private word(text: string, start: number, end: number): number {
    let hash = FNV_OFFSET
    let capitals = 0
    let flags = text.charCodeAt(start) <= NINE ? IS_NUMBER : 0
    let i = start
    for (; i < end; i++) {
      const c = text.charCodeAt(i)
      const unit = UNITS[c]!
      if (unit >= WORD) {
        if (unit !== c) capitals++
        hash = Math.imul(hash ^ unit, FNV_PRIME)
      } else if (unit === JOINER) {
        if (!isWord(text, i + 1, end)) break
        if (c === UNDERSCORE) flags |= IS_MIXED
        hash = Math.imul(hash ^ (c === 0x2019 ? APOSTROPHE : c), FNV_PRIME)
      } else if (c === COLON && text.startsWith('://', i)) {
        flags |= IS_LINK
        while (i + 1 < end && text.charCodeAt(i + 1) > 0x20) i++
      } else if (
        !(flags & IS_NUMBER && (c === DOT || c === COMMA || c === COLON) && isDigit(text, i + 1, end))
      )
        break
    }
    if (capitals > 0) {
      const c = text.charCodeAt(start)
      const capitalized = UNITS[c] !== c
      if (capitalized) flags |= IS_CAPITALIZED
      if (capitals < i - start && capitals > (capitalized ? 1 : 0)) flags |= IS_MIXED
    }
    this.push(hash, i - start, flags)
    return i
  }

  /** Reads the mention whose sign is at `start`; returns the place of its last character. */
  private mention(text: string, start: number, end: number): number {
    let i = start + 1
    while (isHandle(text, i + 1, end)) i++
    this.push(0, i - start, IS_MENTION)
    this.first = IS_FIRST
    return i
  }

  private push(hash: number, length: number, flags: number): void {
    const n = this.count++
    this.hash[n] = hash
    this.length[n] = length
    this.flags[n] = flags | this.first
    this.after[n] = 0
    this.first = 0
  }

  /** Notes a mark behind the last token; the strongest of several counts. */
  private mark(unit: number): void {
    const mark = unit === CLAUSE_END ? AFTER_CLAUSE : unit === QUESTION_MARK ? AFTER_QUESTION : AFTER_SENTENCE
    if (mark >= AFTER_SENTENCE) this.first = IS_FIRST
    const last = this.count - 1
    if (last >= 0 && mark > this.after[last]!) this.after[last] = mark
  }
}

function isWord(text: string, i: number, end: number): boolean {
  return i < end && UNITS[text.charCodeAt(i)]! >= WORD
}

function isDigit(text: string, i: number, end: number): boolean {
  if (i >= end) return false
  const c = text.charCodeAt(i)
  return c >= 0x30 && c <= NINE
}

function isHandle(text: string, i: number, end: number): boolean {
  return isWord(text, i, end) || (i < end && text.charCodeAt(i) === UNDERSCORE)
}

/** Is the sign at `i` that of a mention, not of an address? */
function opensHandle(text: string, i: number, end: number): boolean {
  return isHandle(text, i + 1, end) && (i === 0 || UNITS[text.charCodeAt(i - 1)] === 0)
}
