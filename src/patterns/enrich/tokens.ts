import type { Span } from '../../text/span.js'

/** How a word is written: `word`, `Capital`, `UPPER`, `miXed` (iPhone, Node.js, GPT-4, C++), `123`. */
export type Shape = 'lower' | 'capital' | 'upper' | 'mixed' | 'number'

/** A word of a text, without a possessive ending. */
export interface Token extends Span {
  text: string
  lower: string
  shape: Shape
  /** What stands before it: 0 white space, 1 a mark inside a sentence, 2 the start of a sentence, line or block. */
  gap: 0 | 1 | 2
  /** A capital here says nothing: start of a sentence, or after a colon or an opening quote. */
  opens: boolean
  /** The word ends a sentence that is a question. */
  asked: boolean
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
 * `limit`: at most so many words, so that one huge text costs no more than a long one.
 */
export function tokenize(text: string, pieces: readonly Span[], limit: number): Token[] {
  const out: Token[] = []
  for (const piece of pieces) {
    let gap: 0 | 1 | 2 = 2
    let opens = true
    for (let at = piece.start; at < piece.end && out.length < limit; ) {
      const kind = classAt(text, at)
      if (isWord(kind)) {
        const token = word(text, at, piece.end, gap, opens)
        out.push(token)
        at = token.next
        gap = 0
        opens = false
        continue
      }
      const before = out.at(-1)
      if (kind === LINE) {
        gap = 2
        opens = true
      } else if (kind === STOP) {
        // ".NET": a dot that opens a word ends nothing
        const dotted =
          text[at] === '.' && gap === 0 && classAt(text, at + 1) === UPPER && text[at - 1] === ' '
        if (!dotted) {
          gap = 2
          opens = true
        }
        if (text[at] === '?' && before && before.start >= piece.start) before.asked = true
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

function word(
  text: string,
  start: number,
  limit: number,
  gap: 0 | 1 | 2,
  opens: boolean,
): Token & { next: number } {
  let at = start
  let uppers = 0
  let lowers = 0
  let digits = 0
  let hyphen = false // one after capitals only
  let inner = false // a capital, digit or joiner after the first character
  while (at < limit) {
    const kind = classAt(text, at)
    if (kind === UPPER) uppers++
    else if (kind === LOWER) {
      if (uppers > 1 && hyphen) inner = true // "JVM-Server"
      lowers++
    } else if (kind === DIGIT) digits++
    else if (at + 1 < limit && joins(text, at, kind)) {
      if (text[at] === '.' || text[at] === '&') inner = true
      if (text[at] === '-' && lowers === 0) hyphen = true
      at++
      continue
    } else break
    if (at > start && kind === UPPER && lowers > 0 && text[at - 1] !== '-') inner = true
    at++
  }
  if (text.startsWith('++', at) || (text[at] === '#' && at - start === 1 && uppers === 1)) {
    at += text[at] === '#' ? 1 : 2
    inner = true
  }
  if (text[at] === '.' && at - start > 2 && text[at - 2] === '.' && uppers > 1 && lowers === 0) at++ // "U.S."
  const next = at
  if (at - start > 2 && (text[at - 1] === 's' || text[at - 1] === 'S') && /['’]/.test(text[at - 2] ?? ''))
    at -= 2
  const value = text.slice(start, at)
  return {
    text: value,
    lower: value.toLowerCase(),
    start,
    end: at,
    next,
    gap,
    opens,
    asked: false,
    shape: shapeOf(),
  }

  function shapeOf(): Shape {
    const first = classAt(text, start)
    if (lowers + uppers === 0) return 'number'
    if (inner || (digits > 0 && uppers > 0)) return uppers + digits > 0 ? 'mixed' : 'lower'
    if (uppers > 1 && lowers <= 1) return 'upper'
    return first === UPPER ? 'capital' : 'lower'
  }
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
