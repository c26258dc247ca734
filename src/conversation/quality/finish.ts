import { IS_CAPITALIZED, IS_NUMBER } from '../scoring/tokens.js'
import { CLASS, isFunction } from '../scoring/word-classes.js'
import { countOf, type Passage } from './passage.js'

/** Signs that a text breaks off, 0..1 each. */
export interface Finish {
  /** Its last line has no mark at its end, where its other lines and sentences have one. */
  open: number
  /** It ends in a word that calls for another, or in a comma or colon. */
  hanging: number
  /** A fence, bracket, quote or emphasis never closes. */
  unclosed: number
  /** Its last line is the bullet or number of an item that is not there. */
  emptyItem: number
  /** A fence stands within a line, as where words were moved about. */
  fenceInLine: number
}

/** UTF-16 code units of the end that are looked at. */
const TAIL = 600
/** A line of more words is prose: it has a mark at its end wherever the text has sentences. */
const LONG_LINE = 12

/** Ends a sentence, whatever closes behind it; what ends a line as well as a mark does. */
const MARKS = '.!?…。！？؟।॥．;'
const CLOSING = `'"”’»«)]}*_\`>」』`
const ENDS = ')]}"”»`|」』>~$'
/** Where the line ends so it is whole, too: an emoji, a hashtag, an address. */
const ENDING = /(?:\p{Extended_Pictographic}\uFE0F?|#[\p{L}\p{N}_]+|(?:https?:\/\/|www\.)\S+)$/u
const LONGEST_ENDING = 200
const CONTINUES = ',:([{-–—/=+&<\\'
const EMPTY_ITEM = /^\s*(?:[-*•+–#]+|\d{1,3}[.)]?)$/
const LONGEST_EMPTY = 12
const ITEM = /^\s*(?:[-*•+–#|>]|\d{1,3}[.)\t ])/

export function finishOf(text: string, answer: Passage): Finish {
  const end = text.trimEnd()
  const tail = end.slice(-TAIL)
  const start = tail.lastIndexOf('\n') + 1
  const line = start > 0 ? tail.slice(start) : tail
  const whole = start > 0 || end.length <= TAIL
  const openFence = answer.fences % 2
  const inCode = answer.fences > 0 && openFence === 0 && end.endsWith(FENCE)
  const marked = isMarked(line)
  return {
    open: inCode || marked ? 0 : openLine(line, tail.slice(0, start), answer),
    hanging: inCode || isCode(answer) ? 0 : hangs(line, marked, answer),
    unclosed: openFence || (inCode ? 0 : unclosedIn(line, whole) || unclosedBraces(text)),
    emptyItem: line.length <= LONGEST_EMPTY && EMPTY_ITEM.test(line) && start > 0 ? 1 : 0,
    fenceInLine: fenceInLine(text, answer),
  }
}

function isMarked(line: string): boolean {
  const last = line.at(-1)
  if (last === undefined) return false
  if (ENDS.includes(last)) return true
  let i = line.length - 1
  while (i > 0 && (CLOSING.includes(line[i]!) || line.charCodeAt(i) <= SPACE)) i--
  if (MARKS.includes(line[i]!)) return true
  const mayEnd = last > '\u2000' || line.includes('#') || line.includes('/') || line.includes('www')
  return mayEnd && ENDING.test(line.slice(-LONGEST_ENDING))
}

const SPACE = 0x20
const FENCE = '```'
const isCode = (answer: Passage) =>
  answer.codeMarks > 0.2 * answer.count || (answer.codeMarks > 0 && !isProse(answer))

const isProse = ({ english, german, count }: Passage) => english + german > 0.15 * count

/** Of a line without a mark. @param text what stands before it */
function openLine(line: string, text: string, answer: Passage): number {
  if (answer.count < 4 || isCode(answer)) return 0
  const last = answer.count - 1
  const isRow = line.startsWith('|')
  if (!isRow && (answer.flags[last]! & IS_NUMBER || endsInLetter(line))) return 0
  const words = wordsOf(line)
  if (words > LONG_LINE && answer.sentences > 0 && !ITEM.test(line)) return 1
  const before = text.split('\n').filter((each) => each.trim() !== '')
  const previous = before.at(-1)?.trimEnd()
  if (isRow && previous?.startsWith('|')) return 1
  if (previous === undefined) {
    if (answer.sentences > 0) return 1
    return words > 5 && isProse(answer) ? (words > 8 ? 1 : 0.5) : 0
  }
  const share = before.filter((each) => isMarked(each.trimEnd())).length / before.length
  if (words > LONG_LINE) return Math.max(0.4, share)
  // A name under a letter is no broken line.
  const name = words <= 5 && (answer.flags[last]! & IS_CAPITALIZED) !== 0
  return name && (!isMarked(previous) || previous.endsWith(')')) ? 0 : share
}

/** "the answer is B" */
const endsInLetter = (line: string) => /(?:^|\W)[A-Z]$/.test(line.slice(-2))

function hangs(line: string, marked: boolean, answer: Passage): number {
  if (answer.count < 4 || line === '') return 0
  if (CONTINUES.includes(line.at(-1)!)) return 1
  const last = answer.count - 1
  if (answer.after[last] !== 0 || marked || endsInLetter(line)) return 0
  return HANGS[answer.classes[last]!]!
}

const HANGS = new Uint8Array(32)
for (const name of ['det', 'prep', 'conj', 'sub', 'aux'] as const)
  if (isFunction(CLASS[name])) HANGS[CLASS[name]] = 1

function wordsOf(line: string): number {
  let words = 0
  let inside = false
  for (let i = 0; i < line.length; i++) {
    const blank = line.charCodeAt(i) <= 32
    if (inside && blank) inside = false
    else if (!inside && !blank) {
      inside = true
      words++
    }
  }
  return words
}

/** Does a bracket, quote or emphasis open in the last line that does not close? Of a longer one its end is looked at. */
function unclosedIn(line: string, whole: boolean): number {
  if ((line.includes('(') || line.includes('[')) && opens(line)) return 1
  return whole && QUOTES.some((quote) => line.includes(quote)) ? quotesOf(line) % 2 : 0
}

const QUOTES = ['"', '“', '”', '„', '**']

function opens(line: string): boolean {
  let round = 0
  let square = 0
  for (let i = line.length - 1; i >= 0; i--) {
    const c = line.charCodeAt(i)
    if (c === 41) round++
    else if (c === 93) square++
    else if (c === 40 && --round < 0 && line.charCodeAt(i - 1) !== 58) return true
    else if (c === 91 && --square < 0) return true
  }
  return false
}

function quotesOf(line: string): number {
  let quotes = 0
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if (c === 34 || c === 8220 || c === 8221 || c === 8222) quotes++
    else if (c === 42 && line.charCodeAt(i + 1) === 42) {
      quotes++
      i++
    }
  }
  return quotes
}

function unclosedBraces(text: string): number {
  return text.includes('{') && countOf(text, '{') > countOf(text, '}') ? 1 : 0
}

function fenceInLine(text: string, answer: Passage): number {
  if (answer.fences === 0) return 0
  for (let at = text.indexOf('```'); at >= 0; at = text.indexOf('```', at + 3)) {
    const line = text.slice(text.lastIndexOf('\n', at) + 1, at)
    if (line.trim() !== '' && !/^\s*(?:[-*•+>]|\d+[.)])\s*$/.test(line)) return 1
  }
  return 0
}
