import { type Span, trimSpan } from '../text/span.js'
import type { Token } from '../text/tokens.js'
import type { Sentence } from './document.js'
import type { FieldSpan } from './miner.js'

const OPENING = new Map([
  [')', '('],
  [']', '['],
  ['}', '{'],
  ['”', '“'],
  ['»', '«'],
  ['"', '"'],
])
const PAIRS = new Set([...OPENING.keys(), ...OPENING.values()])

/**
 * The text of a token range: without punctuation at its ends, except brackets and quotes whose partner is inside.
 * Undefined where nothing is left.
 */
export function rangeSpan(
  { tokens, text }: { tokens: readonly Token[]; text: string },
  start: number,
  end: number,
): Span | undefined {
  while (start < end && trims(tokens, start, start, end)) start++
  while (end > start && trims(tokens, end - 1, start, end)) end--
  const first = tokens[start]
  const last = tokens[end - 1]
  if (!first || !last || end <= start) return undefined
  const closed = closeEmphasis(text, first.start, last.end)
  // inline code may begin or end with a space
  const span = trimSpan(text, closed.start, closed.end)
  return span.start < span.end ? span : undefined
}

function trims(tokens: readonly Token[], at: number, start: number, end: number): boolean {
  const token = tokens[at] as Token
  if (token.tag !== 'punct') return false
  if (!PAIRS.has(token.word)) return !/[$€£%°§&+#@\p{L}]/u.test(token.word)
  // keep a bracket only where its partner is in the range and this one is at the proper end
  const partner =
    at === start ? [...OPENING].find(([, open]) => open === token.word)?.[0] : OPENING.get(token.word)
  if (!partner) return true
  for (let i = start; i < end; i++) if (i !== at && tokens[i]?.word === partner) return false
  return true
}

/** Takes in the closing mark where a range begins or ends inside `**bold**` or inline code. */
function closeEmphasis(text: string, start: number, end: number): Span {
  const inside = text.slice(start, end)
  for (const mark of ['**', '`'] as const) {
    let count = 0
    for (let at = inside.indexOf(mark); at >= 0; at = inside.indexOf(mark, at + mark.length)) count++
    if (count % 2 === 0) continue
    if (text.startsWith(mark, end)) return { start, end: end + mark.length }
    if (text.startsWith(mark, start - mark.length)) return { start: start - mark.length, end }
  }
  return { start, end }
}

/** The span with the name of its field. */
export function at(sentence: Sentence, span: Span): FieldSpan {
  return { field: sentence.field.field, start: span.start, end: span.end }
}

/** The text of a span of the sentence's field. */
export function textAt(sentence: Sentence, span: Span): string {
  return sentence.text.slice(span.start, span.end)
}
