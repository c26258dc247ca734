import { isParticiple } from '../../text/english.js'
import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { bodyEnd, opening } from './english-clause.js'
import { genus } from './english-genus.js'
import { describes, headOf, termRange } from './english-term.js'
import { DIFFERENTIA, INDIVIDUAL } from './english-words.js'
import { type Definition, define, type Range, type Rule } from './rule.js'

const IS = /^(?:is|are|was|were)$/
/** Two words with capitals at least: "the Stamp Act". */
const isName = (tokens: readonly Token[]) => tokens.filter(({ word, lower }) => word !== lower).length > 1

/** "X is a Y that ...", "X are Ys which ..." */
export function copula(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  // the last of a list is no subject of its own
  if (
    tokens[from - 1]?.tag === 'conj' &&
    !tokens.slice(0, from).some(({ tag, lower }) => tag === 'aux' || (tag === 'verb' && !isParticiple(lower)))
  )
    return undefined
  let is = from
  let depth = 0
  let aside = false // between commas
  let subjectEnd = -1 // before what stands in brackets or between commas
  for (; ; is++) {
    const token = tokens[is]
    if (!token || is > from + 30 || /^[;:—–]$/.test(token.word)) return undefined
    if (token.word === '(' || token.word === '[') depth++
    if (token.word === ')' || token.word === ']') depth--
    else if (depth === 0) {
      if (token.lower === ',') aside = !aside
      if (IS.test(token.lower) && !aside) break
      if (subjectEnd < 0 && token.lower !== ',' && /^(?:verb|aux|pron|wh|sub)$/.test(token.tag))
        return undefined
    }
    if (subjectEnd < 0 && (depth > 0 || token.lower === ',')) subjectEnd = is
  }
  if (subjectEnd >= 0 && isList(tokens, subjectEnd, is)) return undefined
  const term = termRange(tokens, from, subjectEnd < 0 ? is : subjectEnd)
  if (!term) return undefined
  const plural = /^(?:are|were)$/.test(lowerAt(tokens, is))
  const inside = tokens.slice(term[0], term[1])
  if (!plural && inside.some(({ tag }) => tag === 'conj')) return undefined
  let at = is + 1
  while (tokens[at]?.tag === 'adv' && lowerAt(tokens, at) !== 'not') at++
  const end = bodyEnd(tokens, at)
  const certain = genus(tokens, at, end, plural)
  let certainty = certain === 0 && !plural ? sameKind(tokens, term, at, end) : certain
  if (certainty === 0) return undefined
  // what was so is history of a name, or a story
  if (/^w/.test(lowerAt(tokens, is))) {
    if (!isName(inside) || INDIVIDUAL.test(headOf(tokens, at, end))) return undefined
    certainty -= 0.2
  }
  const article = lowerAt(tokens, from)
  if (article === 'the') certainty -= inside.some(({ tag }) => tag === 'prep') ? 0.2 : 0.05
  else if (article === 'a' || article === 'an') certainty += 0.1
  return define(sentence, term, [at, end], Math.min(0.95, certainty))
}

/** "A, B and C are", "the Bureau of A, B and C is": what stands between the commas is no aside. */
function isList(tokens: readonly Token[], start: number, end: number): boolean {
  let commas = 0
  for (let i = start; i < end; i++) {
    if (lowerAt(tokens, i) === ',') commas++
    else if (tokens[i]?.tag === 'conj' && (commas > 1 || i === start + 1 || lowerAt(tokens, i - 1) === ','))
      return true
  }
  return false
}

/** "Acid rain is corrosive rain caused by ...": the kind is the term's own, without an article. */
function sameKind(tokens: readonly Token[], term: Range, at: number, end: number): number {
  let head = at
  while (head < end && tokens[head]?.tag === 'noun') head++
  const kind = lowerAt(tokens, head - 1)
  const next = tokens[head]
  if (head === at || head >= end - 2 || !next || kind.length < 4) return 0
  const own = lowerAt(tokens, term[1] - 1)
  return own.endsWith(kind) &&
    (own !== kind || head > at + 1) &&
    (DIFFERENTIA.has(next.lower) || /..(?:ed|ing)$/.test(next.lower))
    ? 0.6
    : 0
}

/** "The stalk that holds a leaf is the petiole": a description first, then the name. */
export const inverse: Rule = (sentence) => {
  const { tokens } = sentence
  const last = tokens.length - (tokens.at(-1)?.tag === 'punct' ? 1 : 0)
  let is = last - 1
  while (is > last - 6 && !/^(?:is|are|considered)$/.test(lowerAt(tokens, is))) is--
  if (is < 5 || last - is < 2 || last - is > 5) return undefined
  const from = opening(tokens)
  let end = is
  while (/^(?:aux|adv)$/.test(tokens[end - 1]?.tag ?? '')) end--
  const named = /^(?:the|its|their)$/.test(lowerAt(tokens, is + 1)) || end < is
  if (!named || (!/^(?:the|an?)$/.test(lowerAt(tokens, from)) && !lowerAt(tokens, from).endsWith('ing')))
    return undefined
  const at = is + (tokens[is + 1]?.tag === 'det' ? 2 : 1)
  const told = tokens.slice(from, end).some(({ tag, lower }) => tag === 'wh' || lower === 'that')
  const doing = lowerAt(tokens, from).endsWith('ing') && end < is && lowerAt(tokens, is) === 'considered'
  if ((!told && !doing) || nounPhraseEnd(tokens, at) !== last || !describes(tokens, from, end))
    return undefined
  return define(sentence, termRange(tokens, at, last), [from, end], 0.55)
}
