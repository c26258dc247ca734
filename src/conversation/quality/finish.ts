import { IS_CAPITALIZED, IS_NUMBER } from '../scoring/tokens.js'
import { countOf, type Passage } from './passage.js'
import { CLASS, isFunction } from './word-classes.js'

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

const MARKED =
  /(?:[.!?…。！？؟।॥．;]["'”’»«)\]}*_`>」』\s]*|[)\]}"”»`|」』>~$]|\p{Extended_Pictographic}\uFE0F?|#[\p{L}\p{N}_]+)$/u
const CONTINUES = /[,:([{\-–—/=+&<\\]$/
const EMPTY_ITEM = /^\s*(?:[-*•+–#]+|\d{1,3}[.)]?)$/
const ITEM = /^\s*(?:[-*•+–#|>]|\d{1,3}[.)\t ])/
const LINK = /(?:https?:\/\/|www\.)\S+$/

export function finishOf(text: string, answer: Passage): Finish {
  const end = text.trimEnd()
  const tail = end.slice(-TAIL)
  const lines = tail.split('\n')
  const line = lines.pop()!
  const before = lines.filter((each) => each.trim() !== '')
  const whole = lines.length > 0 || end.length <= TAIL
  const openFence = answer.fences % 2
  const inCode = answer.fences > 0 && openFence === 0 && end.endsWith('```')
  return {
    open: inCode ? 0 : openLine(line, before, answer),
    hanging: inCode || isCode(answer) ? 0 : hangs(line, answer),
    unclosed: openFence || (inCode ? 0 : unclosedIn(line, whole) || unclosedBraces(text)),
    emptyItem: before.length > 0 && EMPTY_ITEM.test(line) ? 1 : 0,
    fenceInLine: fenceInLine(text, answer),
  }
}

const isMarked = (line: string) => MARKED.test(line) || LINK.test(line)
const isCode = (answer: Passage) =>
  answer.codeMarks > 0.2 * answer.count || (answer.codeMarks > 0 && !isProse(answer))

const isProse = ({ english, german, count }: Passage) => english + german > 0.15 * count

function openLine(line: string, before: readonly string[], answer: Passage): number {
  if (answer.count < 4 || isMarked(line) || isCode(answer)) return 0
  const table = line.startsWith('|') && before.at(-1)?.startsWith('|')
  if (table) return 1
  const last = answer.count - 1
  if (answer.flags[last]! & IS_NUMBER || endsInLetter(line)) return 0
  const words = wordsOf(line)
  const marked = before.filter((each) => isMarked(each.trimEnd())).length
  const share = before.length === 0 ? (answer.sentences > 0 ? 1 : 0) : marked / before.length
  if (words > LONG_LINE) return answer.sentences > 0 && !ITEM.test(line) ? 1 : Math.max(0.4, share)
  if (before.length === 0) {
    if (answer.sentences > 0) return 1
    return words > 5 && isProse(answer) ? (words > 8 ? 1 : 0.5) : 0
  }
  // A name under a letter is no broken line.
  const name = words <= 5 && (answer.flags[last]! & IS_CAPITALIZED) !== 0
  const previous = before.at(-1)!.trimEnd()
  if (name && (!isMarked(previous) || previous.endsWith(')'))) return 0
  return share
}

/** "the answer is B" */
const endsInLetter = (line: string) => /(?:^|\W)[A-Z]$/.test(line)

function hangs(line: string, answer: Passage): number {
  if (answer.count < 4) return 0
  if (CONTINUES.test(line)) return 1
  const last = answer.count - 1
  if (answer.after[last] !== 0 || isMarked(line) || endsInLetter(line)) return 0
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
  let round = 0
  let square = 0
  for (let i = line.length - 1; i >= 0; i--) {
    const c = line.charCodeAt(i)
    if (c === 41) round++
    else if (c === 93) square++
    else if (c === 40 && --round < 0 && line.charCodeAt(i - 1) !== 58) return 1
    else if (c === 91 && --square < 0) return 1
  }
  if (!whole) return 0
  let quotes = 0
  for (let i = 0; i < line.length; i++) {
    const c = line.charCodeAt(i)
    if (c === 34 || c === 8220 || c === 8221 || c === 8222) quotes++
    else if (c === 42 && line.charCodeAt(i + 1) === 42) {
      quotes++
      i++
    }
  }
  return quotes % 2
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
