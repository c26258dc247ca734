/** Character classes: one byte for each UTF-16 code unit. */
const LETTER = 1
const CAPITAL = 2
const DIGIT = 3
const IDEOGRAPH = 4
const JOINER = 5
const SENTENCE_END = 6
const QUESTION_MARK = 7
const CLAUSE_END = 8
const CODE_MARK = 9
const AT = 10

const CLASS = new Uint8Array(65536)
const LOWER = new Uint16Array(65536)
for (let c = 0; c < 65536; c++) LOWER[c] = c
for (let c = 0; c < 0x600; c++) {
  const char = String.fromCharCode(c)
  const lower = char.toLowerCase()
  if (lower.length === 1) LOWER[c] = lower.charCodeAt(0)
  CLASS[c] = /\p{Lu}/u.test(char)
    ? CAPITAL
    : /[\p{L}\p{M}]/u.test(char)
      ? LETTER
      : /\p{Nd}/u.test(char)
        ? DIGIT
        : 0
}
// Letters of the other alphabets are runs between the blocks of punctuation, symbols and surrogates.
CLASS.fill(LETTER, 0x600, 0x2000)
CLASS.fill(LETTER, 0x2c00, 0x2e00)
CLASS.fill(IDEOGRAPH, 0x3040, 0xa000)
CLASS.fill(LETTER, 0xa000, 0xd800)
CLASS.fill(LETTER, 0xf900, 0xfe00)
for (const [chars, kind] of [
  ["'’-_", JOINER],
  ['.!…。！', SENTENCE_END],
  ['?？¿؟', QUESTION_MARK],
  [',;:\n–—、，', CLAUSE_END],
  ['{}=<>[]|\\`;()', CODE_MARK],
  ['@', AT],
] as const)
  for (const char of chars) CLASS[char.charCodeAt(0)] = kind
LOWER[0x2019] = 0x27

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

/** What stands after a token: nothing, a comma or colon, the end of a sentence, a question mark. */
export const AFTER_CLAUSE = 1
export const AFTER_SENTENCE = 2
export const AFTER_QUESTION = 3

/** Most tokens looked at in one text. */
export const MAX_TOKENS = 256

/** The tokens of one text, in columns; `hash` is of the lower-cased word. Filled again for each text. */
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

  /**
   * Splits the beginning of a text into words, numbers, links and mentions, in one pass.
   * @param limit UTF-16 code units to look at
   */
  read(text: string, limit: number): void {
    const { hash, length, flags, after } = this
    const end = Math.min(text.length, limit)
    let n = 0
    let marks = 0
    let first = IS_FIRST
    let i = 0
    while (i < end && n < MAX_TOKENS) {
      const kind = CLASS[text.charCodeAt(i)]!
      if (kind === 0) {
        i++
      } else if (kind <= DIGIT) {
        const start = i
        let flag = first | (kind === CAPITAL ? IS_CAPITALIZED : kind === DIGIT ? IS_NUMBER : 0)
        let h = 0x811c9dc5
        for (;;) {
          const c = text.charCodeAt(i)
          const k = CLASS[c]!
          if (k === LETTER || k === DIGIT) h = Math.imul(h ^ LOWER[c]!, 0x01000193)
          else if (k === CAPITAL) {
            if (i > start && CLASS[text.charCodeAt(i - 1)] === LETTER) flag |= IS_MIXED
            h = Math.imul(h ^ LOWER[c]!, 0x01000193)
          } else if (k === JOINER && isWord(text, i + 1, end)) {
            if (c === 0x5f) flag |= IS_MIXED
            h = Math.imul(h ^ LOWER[c]!, 0x01000193)
          } else if (
            (c === 0x2e || c === 0x2c || c === 0x3a) &&
            flag & IS_NUMBER &&
            isDigit(text, i + 1, end)
          ) {
            // 3.14, 10,000, 11:30
          } else if (c === 0x3a && text.startsWith('://', i)) {
            flag |= IS_LINK
            while (i + 1 < end && text.charCodeAt(i + 1) > 0x20) i++
          } else break
          if (++i >= end) break
        }
        hash[n] = h
        length[n] = i - start
        flags[n] = flag
        after[n] = 0
        n++
        first = 0
      } else if (kind === IDEOGRAPH) {
        hash[n] = text.charCodeAt(i)
        length[n] = 1
        flags[n] = first | IS_IDEOGRAPH
        after[n] = 0
        n++
        i++
        first = 0
      } else {
        if (kind === CODE_MARK) marks++
        else if (
          kind === AT &&
          (i === 0 || CLASS[text.charCodeAt(i - 1)] === 0) &&
          isHandle(text, i + 1, end)
        ) {
          i++
          while (isHandle(text, i, end)) i++
          hash[n] = 0
          length[n] = 1
          flags[n] = IS_MENTION
          after[n] = 0
          n++
          continue
        } else if (n > 0) {
          const mark =
            kind === QUESTION_MARK
              ? AFTER_QUESTION
              : kind === SENTENCE_END
                ? AFTER_SENTENCE
                : kind === CLAUSE_END
                  ? AFTER_CLAUSE
                  : 0
          if (mark > after[n - 1]!) after[n - 1] = mark
          if (mark >= AFTER_SENTENCE) first = IS_FIRST
        }
        i++
      }
    }
    this.count = n
    this.codeMarks = marks
    this.cut = i < text.length
  }
}

function isWord(text: string, i: number, end: number): boolean {
  if (i >= end) return false
  const kind = CLASS[text.charCodeAt(i)]!
  return kind >= LETTER && kind <= DIGIT
}

function isHandle(text: string, i: number, end: number): boolean {
  return isWord(text, i, end) || (i < end && text.charCodeAt(i) === 0x5f)
}

function isDigit(text: string, i: number, end: number): boolean {
  return i < end && CLASS[text.charCodeAt(i)] === DIGIT
}
