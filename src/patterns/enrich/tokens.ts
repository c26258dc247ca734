import type { Span } from '../../text/span.js'
import { type WordForm, wordForm } from '../../text/word-forms.js'
import { classesOf } from './lexicon.js'

/** How a word is written: `word`, `Capital`, `UPPER`, `miXed` (iPhone, Node.js, GPT-4, C++), `123`. */
export type Shape = 'lower' | 'capital' | 'upper' | 'mixed' | 'number'

/** A word of a text, without a possessive ending. */
export class Token implements Span {
  /** The word ends a sentence that is a question. */
  asked = false

  constructor(
    readonly source: string,
    readonly start: number,
    readonly end: number,
    readonly shape: Shape,
    readonly form: WordForm,
    /** Its classes in the lexicon: bits of `Is`. */
    readonly is: number,
    /** What stands before it: 0 white space, 1 a mark inside a sentence, 2 the start of a sentence, line or block. */
    readonly gap: 0 | 1 | 2,
    /** A capital here says nothing: start of a sentence, or after a colon or an opening quote. */
    readonly opens: boolean,
  ) {}

  get text(): string {
    return this.source.slice(this.start, this.end)
  }

  get length(): number {
    return this.end - this.start
  }

  get lower(): string {
    return this.form.lower
  }
}

const OTHER = 0
const LOWER = 1
const UPPER = 2
const DIGIT = 3
const JOIN = 4 // joins two word characters: . ' ’ & _ - @
const LINE = 5
const STOP = 6 // ends a sentence: . ! ? …
const QUOTE = 7 // the next capital may be an opener: " „ “ « : ;

const TABLE = new Uint8Array(0x600).map((_, code) => classOf(String.fromCharCode(code)))

function classOf(char: string): number {
  if (/\p{Lu}|\p{Lt}/u.test(char)) return UPPER
  if (/\p{L}|\p{M}/u.test(char)) return LOWER
  if (/\p{N}/u.test(char)) return DIGIT
  if (/['’&_@-]/.test(char)) return JOIN
  if (char === '\n') return LINE
  if (/[.!?…]/.test(char)) return STOP
  if (/["„“”«»:;]/.test(char)) return QUOTE
  return OTHER
}

function classAt(text: string, at: number): number {
  const code = text.charCodeAt(at)
  if (code < 0x600) return TABLE[code] ?? OTHER
  if (code >= 0xd800 && code <= 0xdfff) return OTHER
  return classOf(text[at] ?? '')
}

const isWord = (kind: number): boolean => kind >= LOWER && kind <= DIGIT

/**
 * The words of some pieces of a text, in order, in one linear pass. Each piece starts a new sentence.
 * @param limit at most so many words, so that one huge text costs no more than a long one
 */
export function tokenize(text: string, pieces: readonly Span[], german: boolean, limit: number): Token[] {
  const out: Token[] = []
  for (const piece of pieces) {
    let gap: 0 | 1 | 2 = 2
    let opens = true
    for (let at = piece.start; at < piece.end && out.length < limit; ) {
      const kind = classAt(text, at)
      if (kind >= LOWER && kind <= DIGIT) {
        at = word(text, at, piece.end, german, gap, opens, out)
        gap = 0
        opens = false
        continue
      }
      if (kind === LINE) {
        gap = 2
        opens = true
      } else if (kind === STOP) {
        const code = text.charCodeAt(at)
        // ".NET": a dot that opens a word ends nothing
        const dotted =
          code === 46 && gap === 0 && text.charCodeAt(at - 1) === 32 && classAt(text, at + 1) === UPPER
        if (!dotted) {
          gap = 2
          opens = true
        }
        const before = out[out.length - 1]
        if (code === 63 && before && before.start >= piece.start) before.asked = true
      } else if (kind === QUOTE) {
        opens = true
        if (gap === 0) gap = 1
      } else if (gap === 0 && text.charCodeAt(at) > 32 && text.charCodeAt(at) !== 0xa0) gap = 1
      at++
    }
    if (out.length >= limit) break
  }
  return out
}

/** Adds the word that starts at `start`. @returns where the text goes on */
function word(
  text: string,
  start: number,
  limit: number,
  german: boolean,
  gap: 0 | 1 | 2,
  opens: boolean,
  out: Token[],
): number {
  let at = start
  let uppers = 0
  let lowers = 0
  let digits = 0
  let hyphen = false // one after capitals only
  let inner = false // a capital, digit or joiner after the first character
  while (at < limit) {
    const kind = classAt(text, at)
    if (kind === LOWER) {
      if (hyphen && uppers > 1) inner = true // "JVM-Server"
      lowers++
    } else if (kind === UPPER) {
      if (lowers > 0 && text.charCodeAt(at - 1) !== 45) inner = true
      uppers++
    } else if (kind === DIGIT) digits++
    else if (at + 1 < limit && (kind === JOIN || kind === STOP) && joins(text, at, kind)) {
      const code = text.charCodeAt(at)
      if (code === 46 || code === 38) inner = true
      if (code === 45 && lowers === 0) hyphen = true
    } else break
    at++
  }
  let next = at
  if (text.charCodeAt(at) === 43 && text.charCodeAt(at + 1) === 43)
    next = at + 2 // "C++"
  else if (text.charCodeAt(at) === 35 && at - start === 1 && uppers === 1) next = at + 1 // "C#"
  if (next > at) {
    at = next
    inner = true
  } else if (uppers > 1 && lowers === 0 && text.charCodeAt(at) === 46 && text.charCodeAt(at - 2) === 46) {
    next = ++at // "U.S."
  } else if (at - start > 2 && (text.charCodeAt(at - 1) | 32) === 115) {
    const before = text.charCodeAt(at - 2)
    if (before === 39 || before === 0x2019) at -= 2 // "Moore's"
  }
  let shape: Shape = 'lower'
  if (lowers + uppers === 0) shape = 'number'
  else if (uppers > 0) {
    if (inner || digits > 0) shape = 'mixed'
    else if (uppers > 1 && lowers <= 1) shape = 'upper'
    else if (classAt(text, start) === UPPER) shape = 'capital'
  } else if (inner && digits > 0) shape = 'mixed'
  const form = wordForm(text, start, at)
  out.push(new Token(text, start, at, shape, form, classesOf(form, german), gap, opens))
  return next
}

/** May the mark at `at` stand inside a word? A dot before a small letter or digit, or between initials: not "end.The". */
function joins(text: string, at: number, kind: number): boolean {
  const next = classAt(text, at + 1)
  if (kind === JOIN) return isWord(next)
  if (text[at] !== '.') return false
  if (next === LOWER || next === DIGIT) return true
  const initial = classAt(text, at - 1) === UPPER && (at < 2 || !isWord(classAt(text, at - 2))) // "U.S.", "J.R.R."
  return next === UPPER && initial && !isWord(classAt(text, at + 2))
}
