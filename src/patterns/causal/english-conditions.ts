import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart, subordinateEnd } from '../clause.js'
import type { Links, Part } from './rule.js'

const WISH =
  /^(?:want|wants|like|prefer|wish|need|looking|interested|questions?|requesting|referring|asking|talking|wondering|possible|necessary|mean|else|so|not|case)$/
/** Main clauses that are advice or an offer, no consequence. */
const ADVICE =
  /^(?:can|could|may|might|should|must|need|please|let|try|make|consider|i|i['’]d|i['’]ll|feel|use|do|don['’]t)$/

/** "it may be worth trying" */
const RECOMMENDS =
  /^(?:worth|helpful|best|better|good|wise|advisable|recommended|necessary|important|reasonable|useful|okay|ok|fine|ideal|sensible|safe)$/
/** Of others than the speakers, what they can or may do is a consequence; what they must, is none. */
const OBLIGES = /^(?:should|must|need|needs|please|let|try|consider|i|do|don['’]t)$/

/** "If C, (then) E", "E if C", "E unless C" where E is what happens, not advice. */
export const conditions: Links = (sentence) => {
  const { tokens } = sentence
  const start = sentenceStart(tokens)
  const part = (from: number, to: number): Part => ({ sentence, start: from, end: to })
  for (let i = start; i < tokens.length - 3; i++) {
    if (
      !/^(?:if|unless|whenever|once)$/.test(lowerAt(tokens, i)) ||
      /^(?:as|even|only|or|what|see|ask|know|at|than|not|more)$/.test(lowerAt(tokens, i - 1))
    )
      continue
    if (i === start || (lowerAt(tokens, i - 2) === ',' && tokens[i - 1]?.tag === 'conj')) {
      const comma = thenAfter(tokens, i + 1) ?? subordinateEnd(tokens, i + 1)
      if (comma < 0) return []
      let from = comma + 1
      if (lowerAt(tokens, from) === 'then') from++
      const end = clauseEnd(tokens, from)
      if (wishes(tokens, i + 1, comma) || !happens(tokens, from, end)) return []
      return [{ cause: part(i + 1, comma), effect: part(from, end), certainty: 0.6, relation: 'condition' }]
    }
    const from = clauseStart(tokens, i)
    if (tokens[from]?.tag === 'aux') return []
    const end = clauseEnd(tokens, i + 1)
    const left = lowerAt(tokens, i - 1) === ',' ? i - 1 : i
    if (left - from < 3 || wishes(tokens, i + 1, end) || !hasVerb(tokens, i + 1, end)) return []
    const told = tokens.slice(from, left)
    const follows = ({ lower, tag }: Token) =>
      /^(?:will|would|won['’]t|wouldn['’]t|never|becomes?|.*['’]ll)$/.test(lower) ||
      // "unless" makes an exception to what holds
      (lowerAt(tokens, i) === 'unless' && (tag === 'aux' || tag === 'verb'))
    if (!told.some(follows)) return []
    return happens(tokens, from, left)
      ? [{ cause: part(i + 1, end), effect: part(from, left), certainty: 0.55, relation: 'condition' }]
      : []
  }
  return []
}

/** The comma of ", then": what stands before it is the condition, with its asides. */
function thenAfter(tokens: readonly Token[], start: number): number | undefined {
  for (let i = start + 2; i < tokens.length - 3; i++)
    if (lowerAt(tokens, i) === ',' && lowerAt(tokens, i + 1) === 'then') return i
  return undefined
}

const wishes = (tokens: readonly Token[], start: number, end: number) =>
  tokens.slice(start, end).some(({ lower }) => WISH.test(lower) && lower !== 'not' && lower !== 'so') ||
  end - start < 2 ||
  lowerAt(tokens, end - 1) === 'to' ||
  (tokens[end - 1]?.tag === 'punct' && lowerAt(tokens, end - 2) === 'to')

/** Does the main clause tell what happens: no imperative, no "you can", not about what the speaker will do? */
function happens(tokens: readonly Token[], from: number, end: number): boolean {
  const first = tokens[from]
  if (!first || first.tag === 'verb' || ADVICE.test(first.lower) || /^(?:otherwise|else)$/.test(first.lower))
    return false
  // "bake for half an hour": an order whose verb the tagger does not know
  if (
    first.tag === 'noun' &&
    /^(?:det|prep|num|pron)$/.test(tokens[from + 1]?.tag ?? '') &&
    lowerAt(tokens, from + 1) !== 'of'
  )
    return false
  const verb = tokens.findIndex(
    ({ tag }, i) => i > from && i < Math.min(end, from + 12) && (tag === 'aux' || tag === 'verb'),
  )
  if (verb < 0) return /['’](?:s|ll|re)$/.test(first.lower)
  if (tokens.slice(from, from + 6).some(({ lower }) => RECOMMENDS.test(lower))) return false
  const advice = /^(?:you|we|i|one)$/.test(lowerAt(tokens, verb - 1)) ? ADVICE : OBLIGES
  return ![0, 1, 2, 3].some(
    (k) =>
      advice.test(lowerAt(tokens, verb + k)) || (k > 0 && /^(?:want|have)$/.test(lowerAt(tokens, verb + k))),
  )
}
