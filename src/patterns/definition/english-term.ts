import { isParticiple } from '../../text/english.js'
import { isNominal } from '../../text/phrases.js'
import type { Token } from '../../text/tokens.js'
import { JUDGING, PARTICULAR, VAGUE } from './english-words.js'
import type { Range } from './rule.js'

const MAX_TERM = 8
export const QUOTE = /^["“”'‘’«»(]$/
const NAMES_A_WORD = /^(?:terms?|words?|phrase|expression|concept|notion|acronym|abbreviation|idea)$/
export const ARTICLE = /^(?:an?|the)$/
/** Prepositions in the form of a participle, and openers that no list of closed classes holds. */
export const NO_START =
  /^(?:following|including|according|regarding|based|given|due|depending|compared|starting|unlike|like|in|as)$/

/** "The Decentralized Hedge Fund of the Future": most longer words begin with a capital. */
export function isTitle(tokens: readonly Token[], start: number): boolean {
  const long = tokens.slice(start, start + 8).filter(({ word, tag }) => tag !== 'punct' && word.length > 3)
  return long.filter(({ word, lower }) => word !== lower).length > long.length / 2
}

/** The noun that a phrase is about: the last one before its first preposition. */
export function headOf(tokens: readonly Token[], start: number, end: number): string {
  let head = ''
  for (let i = start; i < end; i++) {
    const { tag, lower } = tokens[i] as Token
    if (tag === 'prep') break
    if (tag === 'noun') head = lower
  }
  return head
}

/**
 * A term: a noun phrase without its article, whole, and no mere pointer. Undefined where the range is none.
 * @param isNamed the sentence says that it is a name ("called X"): then two words may be as vague as they like
 */
export function termRange(
  tokens: readonly Token[],
  start: number,
  end: number,
  isNamed = false,
): Range | undefined {
  const strip = () => {
    while (start < end && QUOTE.test(tokens[start]?.word ?? '')) start++
    while (end > start && tokens[end - 1]?.tag === 'punct') end--
  }
  strip()
  const lead = tokens[start]
  if (!lead || lead.tag === 'pron' || PARTICULAR.has(lead.lower)) return undefined
  if (ARTICLE.test(lead.lower)) start++
  // "the term X", "the concept of X"
  let named = isNamed && end - start > 1
  if (NAMES_A_WORD.test(tokens[start]?.lower ?? '') && end - start > 1) {
    named = true
    start++
    if (tokens[start]?.lower === 'of') start++
    if (ARTICLE.test(tokens[start]?.lower ?? '')) start++
  }
  strip()
  const first = tokens[start]
  if (!first || end - start > MAX_TERM || !isNominal(tokens, start, end)) return undefined
  if (first.tag !== 'noun' || NO_START.test(first.lower) || tokens[end - 1]?.tag === 'prep') return undefined
  if (first.word.length === 1 && end - start === 1) return undefined
  if (holdsVerbOrPointer(tokens, start, end)) return undefined
  const head = headOf(tokens, start, end)
  if (
    !named &&
    (JUDGING.has(first.lower) || (VAGUE.has(head) && (end - start < 3 || tokens[start + 1]?.tag === 'prep')))
  )
    return undefined
  return [start, end]
}

/** "Nietzsche critiqued morality" is no noun phrase, and "using this idea" names nothing. */
function holdsVerbOrPointer(tokens: readonly Token[], start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const { lower, word } = tokens[i] as Token
    if (/^(?:this|these|that|those|my|your|our|his|their|example)$/.test(lower)) return true
    const before = tokens[i - 1]
    if (
      i > start &&
      word === lower &&
      /[a-z]ed$/.test(lower) &&
      before?.tag === 'noun' &&
      before.word !== before.lower
    )
      return true
  }
  return false
}

export const isPlural = (word: string) =>
  /(?:[^sui]s|ies|people|children|bacteria|media|criteria|phenomena|data)$/.test(word)

/** Is the range a noun phrase whose verbs stand in clauses inside it? Then it can say what a thing is. */
export function describes(tokens: readonly Token[], start: number, end: number): boolean {
  const first = tokens[start]
  if (!first || end - start < 3 || first.tag === 'pron') return false
  if (end - start < 4 && tokens[start + 1]?.tag !== 'prep') return false
  if (PARTICULAR.has(first.lower) && !/^(?:such|any|one|each|two)$/.test(first.lower)) return false
  return verbsAreInside(tokens, start, end)
}

/** Does every finite verb of the range belong to a relative or other subordinate clause in it? */
export function verbsAreInside(tokens: readonly Token[], start: number, end: number): boolean {
  let open = 0
  let depth = 0
  for (let i = start; i < end; i++) {
    const { tag, lower, word } = tokens[i] as Token
    const before = tokens[i - 1]
    if (word === '(') depth++
    else if (word === ')') depth--
    if (depth > 0) continue
    if (tag === 'wh' || (tag === 'sub' && !/^(?:as|so|than)$/.test(lower)) || lower === 'that') open++
    else if (tag === 'aux' || (tag === 'verb' && !isParticiple(lower))) {
      if (
        before?.lower === 'to' ||
        before?.tag === 'aux' ||
        before?.tag === 'conj' ||
        (before?.tag === 'adv' && tokens[i - 2]?.tag === 'aux')
      )
        continue
      if (--open < 0) return false
    }
  }
  return true
}
