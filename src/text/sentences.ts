import { AFTER_ORDINAL, BEFORE_ORDINAL, MAYBE_FINAL, OPENERS, TITLES } from './abbreviations.js'
import { isSpace, type Span, trimSpan } from './span.js'

/** What may end a sentence, and what hides an end: a new line, a back-quote. */
const EVENT = /[.!?…。！？\n`]/g

/** A line this long that ends in no full stop may have been wrapped by an editor; a longer one was not. */
const WRAP_MIN = 40
const WRAP_MAX = 130

/**
 * The sentences of a text, or of a part of it, as spans without the white space around them. Made for chat:
 * abbreviations, initials, decimals, URLs, German dates and ordinals, ellipses, quotes, emoji, inline code and
 * sentences that start in lower case. A new line ends a sentence unless the line was wrapped.
 * Markdown is not looked at: pass the `inner` span of a block. One pass, linear.
 */
export function sentences(text: string, start = 0, end = text.length): Span[] {
  const out: Span[] = []
  let from = start
  let lineStart = start
  let noMoreTicks = false
  const cut = (at: number) => {
    const span = trimSpan(text, from, at)
    if (span.end > span.start) out.push(span)
    from = at
  }

  EVENT.lastIndex = start
  for (let hit = EVENT.exec(text); hit !== null && hit.index < end; hit = EVENT.exec(text)) {
    const at = hit.index
    const code = text.charCodeAt(at)
    if (code === 0x60) {
      if (noMoreTicks) continue
      const close = text.indexOf('`', at + 1)
      if (close < 0) noMoreTicks = true
      // inline code stays on its line
      else if (close < end && !hasNewline(text, at, close)) EVENT.lastIndex = close + 1
      else EVENT.lastIndex = at + 1
      continue
    }
    if (code === 10) {
      if (!isWrapped(text, lineStart, at, end)) cut(at)
      lineStart = at + 1
      continue
    }
    const after = endOfSentence(text, from, at, end)
    if (after > 0) {
      cut(after)
      EVENT.lastIndex = after
    } else if (after < 0) EVENT.lastIndex = -after
  }
  cut(end)
  return out
}

/**
 * Does the mark at `at` end a sentence? Then the offset after it and its closing quotes and brackets, else the
 * negated offset at which to go on.
 */
function endOfSentence(text: string, from: number, at: number, end: number): number {
  let after = at
  while (after < end && isMark(text.charCodeAt(after))) after++
  const marks = after - at
  let quoted = false
  for (; after < end; after++) {
    const code = text.charCodeAt(after)
    if (isCloser(code)) quoted = true
    else if (!isEmoji(code)) break
  }
  if (after >= end) return end
  const wide = text.charCodeAt(at) >= 0x3000
  if (!wide && !isSpace(text.charCodeAt(after))) return -after

  // the first letter or digit of what follows, on this line
  let next = after
  while (next < end && isSkipped(text.charCodeAt(next))) next++
  if (next >= end || text.charCodeAt(next) === 10) return after
  const lower = isLower(text.charAt(next))
  if (lower && (quoted || text.charCodeAt(at) === 0x2026 || (marks > 1 && text.charCodeAt(at) === 0x2e)))
    return -after
  if (marks > 1 || text.charCodeAt(at) !== 0x2e) return after
  return stopsAfterWord(text, from, at, next, lower) ? after : -after
}

/** Is the single full stop at `at` the end of a sentence, given the word before it and the text after? */
function stopsAfterWord(text: string, from: number, at: number, next: number, nextIsLower: boolean): boolean {
  let start = at
  while (start > from && at - start < 16 && isWordPart(text.charCodeAt(start - 1))) start--
  const word = text.slice(start, at)
  if (word === '') return true
  if (/^\d+$/.test(word)) {
    if (start === from || isBlankBetween(text, from, start)) return false // the number of a list item
    if (word.length > 2) return true
    return !nextIsLower && !isOrdinal(text, from, start, next)
  }
  const known = word.toLowerCase()
  if (TITLES.has(known)) return false
  const opener = OPENERS.has(wordAt(text, next))
  if (MAYBE_FINAL.has(known)) return opener
  if (word.length === 1 && /\p{L}/u.test(word)) {
    // "J. Smith", "z. B."; but "vitamin C. The next"
    return opener && word !== 'J'
  }
  if (/^(?:\p{L}\.)+\p{L}$/u.test(word)) return opener
  // an abbreviation that no list knows: short, no vowel, the sentence goes on in lower case
  return !(nextIsLower && word.length <= 5 && !/[aeiouyäöü\d]/i.test(word))
}

function isOrdinal(text: string, from: number, numberStart: number, next: number): boolean {
  if (AFTER_ORDINAL.test(text.slice(next, next + 16))) return true
  let end = numberStart
  while (end > from && isSpace(text.charCodeAt(end - 1))) end--
  let start = end
  while (start > from && end - start < 8 && isWordPart(text.charCodeAt(start - 1))) start--
  return BEFORE_ORDINAL.has(text.slice(start, end).toLowerCase()) && !OPENERS.has(wordAt(text, next))
}

/** Did an editor break the line at `at`, so that the sentence goes on in the next one? */
function isWrapped(text: string, lineStart: number, at: number, end: number): boolean {
  let last = at - 1
  while (last >= lineStart && isSpace(text.charCodeAt(last))) last--
  if (last < lineStart) return false
  const length = last + 1 - lineStart
  let next = at + 1
  while (next < end && (text.charCodeAt(next) === 32 || text.charCodeAt(next) === 9)) next++
  if (next >= end || text.charCodeAt(next) <= 32) return false
  const code = text.charCodeAt(last)
  if (code === 0x2c || code === 0x3b) return isLower(text.charAt(next)) || length >= WRAP_MIN
  if (isMark(code) || code === 0x3a || length > WRAP_MAX) return false
  if (!/[\p{L}\p{N}"'“„(*]/u.test(text.charAt(next))) return false
  return isLower(text.charAt(next)) ? length >= WRAP_MIN / 2 : length >= WRAP_MIN + 15
}

function wordAt(text: string, start: number): string {
  let end = start
  while (
    end < text.length &&
    end - start < 12 &&
    isWordPart(text.charCodeAt(end)) &&
    text.charCodeAt(end) !== 46
  )
    end++
  return text.slice(start, end)
}

const isMark = (c: number) =>
  c === 46 || c === 33 || c === 63 || c === 0x2026 || c === 0x3002 || c === 0xff01 || c === 0xff1f
/** " ' ) ] } * _ » “ ” ’ ‘ ` */
const isCloser = (c: number) =>
  c === 34 ||
  c === 39 ||
  c === 41 ||
  c === 93 ||
  c === 125 ||
  c === 42 ||
  c === 95 ||
  c === 0xbb ||
  c === 0x60 ||
  (c >= 0x2018 && c <= 0x201d)
/** Surrogate halves (nearly all emoji in chat), miscellaneous symbols, variation selectors, joiners. */
const isEmoji = (c: number) =>
  (c >= 0xd83c && c <= 0xd83e) ||
  (c >= 0xdc00 && c <= 0xdfff) ||
  (c >= 0x2600 && c <= 0x27bf) ||
  c === 0xfe0f ||
  c === 0x200d
/** Between a full stop and the next word: blanks, opening quotes and brackets, Markdown marks. */
const isSkipped = (c: number) =>
  (c !== 10 && isSpace(c)) ||
  c === 34 ||
  c === 39 ||
  c === 40 ||
  c === 91 ||
  c === 42 ||
  c === 95 ||
  c === 0xab ||
  (c >= 0x2018 && c <= 0x201e)
/** Letters, digits, and the dots inside "e.g". */
const isWordPart = (c: number) =>
  c === 46 ||
  (c >= 48 && c <= 57) ||
  (c >= 65 && c <= 90) ||
  (c >= 97 && c <= 122) ||
  (c >= 0xc0 && c < 0x2000)
const isLower = (char: string) =>
  (char >= 'a' && char <= 'z') || (char > '\x7f' && char !== char.toUpperCase())

function isBlankBetween(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++)
    if (!isSkipped(text.charCodeAt(i)) && text.charCodeAt(i) !== 10) return false
  return true
}

function hasNewline(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === 10) return true
  return false
}
