import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart, subordinateEnd } from '../clause.js'
import type { Links, Part } from './rule.js'

const WISH =
  /^(?:want|wants|like|prefer|wish|need|looking|interested|questions?|requesting|referring|asking|talking|wondering|possible|necessary|mean|else|so|not)$/
/** Main clauses that are advice or an offer, no consequence. */
const ADVICE =
  /^(?:can|could|may|might|should|must|need|please|let|try|make|consider|i|i['’]d|i['’]ll|feel|use|do|don['’]t)$/

/** "If C, (then) E", "E if C", "E unless C" where E is what happens, not advice. */
export const conditions: Links = (sentence) => {
  const { tokens } = sentence
  const start = sentenceStart(tokens)
  const part = (from: number, to: number): Part => ({ sentence, start: from, end: to })
  for (let i = start; i < tokens.length - 3; i++) {
    if (
      !/^(?:if|unless)$/.test(lowerAt(tokens, i)) ||
      /^(?:as|even|only|or|what|see|ask|know)$/.test(lowerAt(tokens, i - 1))
    )
      continue
    if (i === start) {
      const comma = subordinateEnd(tokens, i + 1)
      if (comma < 0) return []
      let from = comma + 1
      if (lowerAt(tokens, from) === 'then') from++
      const end = clauseEnd(tokens, from)
      if (wishes(tokens, i + 1, comma) || !happens(tokens, from, end)) return []
      return [{ cause: part(i + 1, comma), effect: part(from, end), certainty: 0.6 }]
    }
    const from = clauseStart(tokens, i)
    const end = clauseEnd(tokens, i + 1)
    const left = lowerAt(tokens, i - 1) === ',' ? i - 1 : i
    if (left - from < 3 || wishes(tokens, i + 1, end) || !hasVerb(tokens, i + 1, end)) return []
    if (
      !tokens
        .slice(from, left)
        .some(({ lower }) => /^(?:will|would|won['’]t|wouldn['’]t|never|becomes?|.*['’]ll)$/.test(lower))
    )
      return []
    return happens(tokens, from, left)
      ? [{ cause: part(i + 1, end), effect: part(from, left), certainty: 0.55 }]
      : []
  }
  return []
}

const wishes = (tokens: readonly Token[], start: number, end: number) =>
  tokens.slice(start, end).some(({ lower }) => WISH.test(lower) && lower !== 'not' && lower !== 'so') ||
  end - start < 2

/** Does the main clause tell what happens: no imperative, no "you can", not about what the speaker will do? */
function happens(tokens: readonly Token[], from: number, end: number): boolean {
  const first = tokens[from]
  if (!first || first.tag === 'verb' || ADVICE.test(first.lower)) return false
  const verb = tokens.findIndex(
    ({ tag }, i) => i > from && i < Math.min(end, from + 12) && (tag === 'aux' || tag === 'verb'),
  )
  if (verb < 0) return /['’](?:s|ll|re)$/.test(first.lower)
  return ![0, 1, 2, 3].some(
    (k) =>
      ADVICE.test(lowerAt(tokens, verb + k)) || (k > 0 && /^(?:want|have)$/.test(lowerAt(tokens, verb + k))),
  )
}

/** "C is so large that E" */
export const degrees: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 2; i < tokens.length - 4; i++) {
    if (lowerAt(tokens, i) !== 'so' || lowerAt(tokens, i - 1) === ',') continue
    if (
      !/^(?:noun|adv)$/.test(tokens[i + 1]?.tag ?? '') ||
      !/^(?:aux|verb|adv)$/.test(tokens[i - 1]?.tag ?? '')
    )
      continue
    const start = clauseStart(tokens, i)
    if (!hasVerb(tokens, start, i)) continue
    for (let k = i + 2; k < Math.min(tokens.length - 2, i + 6); k++) {
      if (lowerAt(tokens, k) !== 'that') continue
      return [
        {
          cause: { sentence, start, end: k },
          effect: { sentence, start: k + 1, end: clauseEnd(tokens, k + 1) },
          certainty: 0.65,
        },
      ]
    }
  }
  return []
}
