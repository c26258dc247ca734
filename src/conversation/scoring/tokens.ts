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
const SLASH = 0x2f
const UNDERSCORE = 0x5f
const NINE = 0x39
const SPACE = 0x20
const CURLY_APOSTROPHE = 0x2019

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

/** By unit: what a mark says about the token before it. */
const MARKS = new Uint8Array(IDEOGRAPH + 1)
MARKS[CLAUSE_END] = AFTER_CLAUSE
MARKS[SENTENCE_END] = AFTER_SENTENCE
MARKS[QUESTION_MARK] = AFTER_QUESTION

/** Most UTF-16 code units and most tokens looked at in one text. */
const MAX_UNITS = 2048
export const MAX_TOKENS = 512
/** Letters of a word that its inflected forms share, as far as that can be said of all languages. */
const STEM = 5

/** Where a text is read: reading a string itself asks at each character in which form V8 holds it. */
const bytes = Buffer.alloc(2 * MAX_UNITS)
const units = new Uint16Array(bytes.buffer, bytes.byteOffset, MAX_UNITS)

const FNV_OFFSET = 0x811c9dc5 | 0
const FNV_PRIME = 0x01000193

/**
 * The tokens of one text, in columns; `hash` is the 32-bit FNV-1a of the lower-cased word, `stem` that of its first letters.
 * Filled again for each text.
 */
export class Tokens {
  readonly hash = new Int32Array(MAX_TOKENS)
  readonly stem = new Int32Array(MAX_TOKENS)
  readonly length = new Int32Array(MAX_TOKENS)
  /** Where it ends in the text. */
  readonly end = new Int32Array(MAX_TOKENS)
  readonly flags = new Uint8Array(MAX_TOKENS)
  readonly after = new Uint8Array(MAX_TOKENS)
  count = 0
  /** Brackets, braces, equal signs, backticks. */
  codeMarks = 0
  /** Was the text longer than what was looked at? */
  cut = false

  /**
   * Splits the beginning of a text into words, numbers, links and mentions, in one pass.
   * @param limit UTF-16 code units to look at, no more than 2048
   */
  read(text: string, limit: number): void {
    const { hash, stem, length, end: ends, flags, after } = this
    const end = Math.min(text.length, limit, MAX_UNITS)
    bytes.write(text, 0, 2 * end, 'utf16le')
    let n = 0
    let codeMarks = 0
    let first = IS_FIRST
    let i = 0
    while (i < end && n < MAX_TOKENS) {
      const start = i
      let c = units[i]!
      let unit = UNITS[c]!
      let flag = first
      if (unit >= WORD) {
        let h = FNV_OFFSET
        let beginning = 0
        let capitals = 0
        if (c <= NINE) flag |= IS_NUMBER
        else if (unit !== c) flag |= IS_CAPITALIZED
        for (;;) {
          if (unit >= WORD) {
            h = Math.imul(h ^ unit, FNV_PRIME)
            if (unit !== c) capitals++
          } else if (unit === JOINER && isWord(i + 1, end)) {
            h = Math.imul(h ^ (c === CURLY_APOSTROPHE ? APOSTROPHE : c), FNV_PRIME)
            if (c === UNDERSCORE) flag |= IS_MIXED
          } else if (c === COLON && i + 2 < end && units[i + 1] === SLASH && units[i + 2] === SLASH) {
            flag |= IS_LINK
            while (i + 1 < end && units[i + 1]! > SPACE) i++
          } else if ((flag & IS_NUMBER) === 0 || !joinsDigits(i, end)) break
          if (++i - start === STEM) beginning = h
          if (i >= end) break
          c = units[i]!
          unit = UNITS[c]!
        }
        if (capitals > (flag & IS_CAPITALIZED) && capitals < i - start) flag |= IS_MIXED
        hash[n] = h
        stem[n] = beginning || h
      } else {
        i++
        if (unit === 0) continue
        if (unit === IDEOGRAPH) {
          hash[n] = stem[n] = c
          flag |= IS_IDEOGRAPH
        } else if (unit === AT && opensHandle(start, end)) {
          while (isHandle(i, end)) i++
          hash[n] = stem[n] = 0
          flag |= IS_MENTION
        } else {
          if (unit === CODE_MARK) codeMarks++
          const mark = MARKS[unit]!
          if (mark >= AFTER_SENTENCE) first = IS_FIRST
          if (n > 0 && mark > after[n - 1]!) after[n - 1] = mark
          continue
        }
      }
      length[n] = i - start
      ends[n] = i
      flags[n] = flag
      after[n] = 0
      first = flag & IS_MENTION ? first : 0
      n++
    }
    this.count = n
    this.codeMarks = codeMarks
    this.cut = i < text.length
  }
}

/** The hash of one lower-case word. */
export function hashOf(word: string): number {
  let h = FNV_OFFSET
  for (let i = 0; i < word.length; i++) {
    const c = word.charCodeAt(i)
    h = Math.imul(h ^ (c === CURLY_APOSTROPHE ? APOSTROPHE : c), FNV_PRIME)
  }
  return h
}

function isWord(i: number, end: number): boolean {
  return i < end && UNITS[units[i]!]! >= WORD
}

/** Is it a mark between digits, as in 3.14, 10,000 or 11:30? */
function joinsDigits(i: number, end: number): boolean {
  const c = units[i]!
  if (i + 1 >= end || (c !== DOT && c !== COMMA && c !== COLON)) return false
  const next = units[i + 1]!
  return next >= WORD && next <= NINE
}

function isHandle(i: number, end: number): boolean {
  return isWord(i, end) || (i < end && units[i]! === UNDERSCORE)
}

/** Is the sign at `i` that of a mention, not of an address? */
function opensHandle(i: number, end: number): boolean {
  return isHandle(i + 1, end) && (i === 0 || UNITS[units[i - 1]!] === 0)
}
