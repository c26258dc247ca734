import { isParticiple } from '../../text/english.js'
import type { Token } from '../../text/tokens.js'
import { ARTICLE, isPlural, NO_START, QUOTE } from './english-term.js'
import { CLASSIFIER, DIFFERENTIA, JUDGING, VAGUE } from './english-words.js'

/** "one that ...", "something of value that ...", "those who ..." */
const POINTER = /^(?:one|ones|those|something|someone|anything|anyone)$/
const DEGREE = /^(?:more|most|less|least)$/

/**
 * How sure is it that a definition begins at `at`: a kind of thing and what tells it apart ("a process by which
 * ...", "organisms that ...")? 0 for no.
 * @param bare may it begin without an article, as after "are"?
 */
export function genus(tokens: readonly Token[], at: number, end: number, bare: boolean): number {
  const first = tokens[QUOTE.test(tokens[at]?.word ?? '') ? ++at : at]
  if (!first || end - at < 3) return 0
  const article = ARTICLE.test(first.lower) || /^(?:any|our|one['’]s)$/.test(first.lower)
  const those = first.lower === 'those' && tokens[at + 1]?.tag === 'noun'
  if (POINTER.test(first.lower) && !those)
    return /^(?:that|who|which|in|of|you)$/.test(tokens[at + 1]?.lower ?? '') ? 0.7 : 0
  if (!article && !those && (!bare || !/^(?:noun|adv|verb|num)$/.test(first.tag))) return 0
  if (NO_START.test(first.lower)) return 0
  const start = article || those ? at + 1 : at
  const judged = JUDGING.has(tokens[start]?.lower ?? '')
  const rest = kindEnd(tokens, start, end, first.lower === 'the')
  if (rest < 0) return 0
  const head = tokens[rest - 1]?.lower ?? ''
  if (JUDGING.has(head) || (VAGUE.has(head) && (judged || !CLASSIFIER.has(head)))) return 0
  const differs = isToldApart(tokens, rest, end)
  if (!differs && judged) return 0
  if (!article) return differs && isPlural(head) && !first.lower.endsWith('ing') ? 0.7 : 0
  if (!/^an?$|any/.test(first.lower)) return differs ? 0.7 : 0
  return differs ? (judged ? 0.7 : 0.85) : tokens[rest - 2]?.tag === 'noun' && rest - 1 > start ? 0.5 : 0.45
}

/** Where the adjectives and nouns of the kind end; -1 where there are none. */
function kindEnd(tokens: readonly Token[], start: number, end: number, definite: boolean): number {
  let at = start
  const leads = ({ tag, lower }: Token) =>
    tag === 'adv' || tag === 'num' || lower === ',' || (definite && DEGREE.test(lower))
  while (at < end && leads(tokens[at] as Token)) at++
  const nouns = at
  while (at < end) {
    const { tag, lower } = tokens[at] as Token
    const next = tokens[at + 1]
    const joins =
      at < nouns + 5 &&
      tokens[at - 1]?.tag === 'noun' &&
      ((lower === ',' && next?.tag === 'noun') || (tag === 'conj' && isJoined(tokens, at + 1)))
    const goesOn = tokens[at - 1]?.tag === 'conj' && at > nouns + 1 && isJoined(tokens, at)
    // "types of", "leaves that": no verb
    const plural = tag === 'verb' && isPlural(lower) && /^(?:of|that|which)$/.test(next?.lower ?? '')
    if (tag !== 'noun' && !joins && !goesOn && !plural) break
    at++
  }
  return at > nouns ? at : -1
}

/** After "and": a noun, "relatively broad", "most conspicuous", or a base form that is a noun here ("a push or pull"). */
function isJoined(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at]
  if (!token) return false
  if (token.tag === 'noun') return true
  if (token.tag === 'adv' || DEGREE.test(token.lower)) return tokens[at + 1]?.tag === 'noun'
  return token.tag === 'verb' && !/(?:s|ed|ing)$/.test(token.lower)
}

/** Does something follow the kind that tells the thing apart? */
function isToldApart(tokens: readonly Token[], at: number, end: number): boolean {
  const following = afterBrackets(tokens, at, end)
  const next = following < end ? tokens[following] : undefined
  return (
    next !== undefined &&
    (next.tag === 'prep' ||
      DIFFERENTIA.has(next.lower) ||
      DIFFERENTIA.has(tokens[at + 1]?.lower ?? '') ||
      (next.tag === 'verb' && isParticiple(next.lower)))
  )
}

/** "a particle (q = 0) that": the index after the brackets. */
function afterBrackets(tokens: readonly Token[], at: number, end: number): number {
  if (tokens[at]?.word !== '(') return at
  for (let i = at + 1; i < Math.min(end, at + 10); i++) if (tokens[i]?.word === ')') return i + 1
  return at
}
