import type { Token } from './tokens.js'

/** Prepositions that nearly always continue a noun phrase. */
const TIGHT = new Set(['of', 'von', 'vom'])
const JOINS = new Set(['and', 'or', '&', 'und', 'oder', 'sowie'])
const GENITIVE = new Set(['des', 'der', 'eines', 'einer', 'deren', 'dessen'])

export interface PhraseOptions {
  /** Follow prepositions other than "of" ("the return to the mean"). */
  chain?: boolean
  /** Follow "and" and "or". */
  list?: boolean
}

/**
 * The end (exclusive token index) of the noun phrase that begins at `start`; `start` itself where none does.
 * Determiners, numbers, adjectives, nouns; then genitives and prepositional phrases.
 */
export function nounPhraseEnd(
  tokens: readonly Token[],
  start: number,
  limit = tokens.length,
  { chain = false, list = false }: PhraseOptions = {},
): number {
  let at = start
  let head = -1 // after the last noun
  while (at < limit && isLead(tokens[at])) at++
  while (at < limit) {
    const token = tokens[at] as Token
    if (token.tag === 'noun' || token.tag === 'num') head = ++at
    else if (token.tag === 'adj') at++
    else if (token.tag === 'adv' && head < 0 && tokens[at + 1]?.tag !== 'punct') at++
    else if (token.tag === 'adv' && tokens[at + 1]?.tag === 'noun' && token.lower.endsWith('ly')) at++
    else break
  }
  if (head < 0) return start
  at = head
  const token = tokens[at]
  if (!token || at >= limit) return head
  if (token.tag === 'prep' && (TIGHT.has(token.lower) || chain)) {
    const end = nounPhraseEnd(tokens, at + 1, limit, { chain, list })
    return end > at + 1 ? end : head
  }
  if (token.tag === 'det' && GENITIVE.has(token.lower)) {
    const end = nounPhraseEnd(tokens, at, limit, { chain, list })
    return end > at ? end : head
  }
  if (list && (JOINS.has(token.lower) || token.lower === ',')) {
    const comma = token.lower === ','
    const from = comma && JOINS.has(tokens[at + 1]?.lower ?? '') ? at + 2 : at + 1
    const end = nounPhraseEnd(tokens, from, limit, { chain, list })
    // "A and B are": then B belongs to the next clause; "A, meaning B": no list
    const joined =
      from > at + 1 ||
      !comma ||
      isName(tokens[from]) ||
      tokens.slice(from, end).some(({ tag }) => tag === 'conj')
    if (
      end > from &&
      joined &&
      tokens[from]?.tag !== 'adv' &&
      tokens[end]?.tag !== 'verb' &&
      tokens[end]?.tag !== 'aux'
    )
      return end
  }
  return head
}

/**
 * The start (token index) of the noun phrase that ends before `end`; `end` itself where none does.
 */
export function nounPhraseStart(
  tokens: readonly Token[],
  end: number,
  floor = 0,
  { chain = false }: PhraseOptions = {},
): number {
  let at = end
  while (at > floor && isInner(tokens[at - 1] as Token)) at--
  if (at === end) return end
  while (at > floor && isLead(tokens[at - 1])) at--
  while (at < end && tokens[at]?.tag === 'adv') at++ // "mostly"
  const before = tokens[at - 1]
  if (at > floor && before?.tag === 'prep' && (TIGHT.has(before.lower) || chain)) {
    const start = nounPhraseStart(tokens, at - 1, floor, { chain })
    if (start < at - 1) return start
  }
  if (at > floor && GENITIVE.has(tokens[at]?.lower ?? '') && before?.tag === 'noun') {
    const start = nounPhraseStart(tokens, at, floor, { chain })
    if (start < at) return start
  }
  return at
}

const isName = (token: Token | undefined) => token?.tag === 'noun' && token.word !== token.lower
const isLead = (token: Token | undefined) => token?.tag === 'det' || token?.tag === 'num'
const isInner = ({ tag }: Token) => tag === 'noun' || tag === 'num' || tag === 'adj' || tag === 'adv'

/** Is every token of the range possible in a noun phrase with its prepositional phrases? */
export function isNominal(tokens: readonly Token[], start: number, end: number): boolean {
  let nouns = 0
  for (let i = start; i < end; i++) {
    const { tag, lower } = tokens[i] as Token
    if (tag === 'noun') nouns++
    else if (tag === 'verb' || tag === 'aux' || tag === 'pron' || tag === 'wh' || tag === 'sub') return false
    else if (
      tag === 'punct' &&
      lower !== '-' &&
      lower !== '"' &&
      lower !== '“' &&
      lower !== '”' &&
      lower !== '’' &&
      lower !== "'"
    )
      return false
  }
  return nouns > 0
}
