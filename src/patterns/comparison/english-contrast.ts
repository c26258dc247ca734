import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { comparatives, differ, isName, item, itemAfter, namedBefore, negated } from './english-items.js'
import { itemBefore } from './english-subject.js'
import type { Range, Rule } from './rule.js'
import { isPlainComparative, polarity } from './words.js'

/** Says how good something is, without a comparative. */
const EVALUATIVE = /^(?:more|less|mediocre|poorly?|well|good|bad|badly|great|excellent|terrible|lesser)$/

/** "Unlike A, B ...", "Compared to A, B ...", "A ... compared to B" */
export const framed: Rule = (tokens) => {
  for (let i = 0; i < tokens.length - 3; i++) {
    const lower = lowerAt(tokens, i)
    let at = 0
    if (lower === 'unlike' && i <= 1) at = i + 1
    else if (/^(?:compared?|comparison)$/.test(lower) && /^(?:to|with)$/.test(lowerAt(tokens, i + 1)))
      at = i + 2
    else if (/^(?:contrast|opposed)$/.test(lower) && lowerAt(tokens, i + 1) === 'to') at = i + 2
    if (at === 0) continue
    const other = itemAfter(tokens, at)
    if (!other) continue
    let main: Range | undefined
    if (i <= 1) {
      const comma = tokens.findIndex(
        (token, k) => k >= other.range[1] && k < other.range[1] + 6 && token.lower === ',',
      )
      // "Unlike A, this one ..." does not say which
      if (comma < 0 || /^(?:this|that|these|those)$/.test(lowerAt(tokens, comma + 1))) continue
      const end = nounPhraseEnd(tokens, comma + 1)
      main = item(tokens, comma + 1, end)
    } else main = itemBefore(tokens, i, other)
    if (
      main &&
      differ(tokens, main, other.range) &&
      (i <= 1 || tokens.some(({ lower: word }) => isPlainComparative(word) || EVALUATIVE.test(word)))
    )
      return [{ items: [main, other.range], aspects: comparatives(tokens), certainty: 0.7 }]
  }
  return []
}

const CONTRASTS = new Set(['while', 'whereas', 'but'])

/** "A is ..., while B is ...", "A is good but B is faster" */
export const contrast: Rule = (tokens) => {
  if (!tokens.some(({ lower }) => CONTRASTS.has(lower))) return []
  const compares = comparatives(tokens)
  for (let i = 3; i < tokens.length - 3; i++) {
    const lower = lowerAt(tokens, i)
    const strong = lowerAt(tokens, i - 1) === ',' && (lower === 'while' || lower === 'whereas')
    if (!strong && (lower !== 'but' || compares.length === 0)) continue
    const second = subject(tokens, i + 1, tokens.length)
    const first = subject(tokens, 0, i)
    const left = first?.range ?? (second && isName(tokens, second.range) ? namedBefore(tokens, i) : undefined)
    if (!left || !second || !differ(tokens, left, second.range)) continue
    // "some groups ..., while other groups ..."
    if (lowerAt(tokens, second.range[0]) === 'other') continue
    // "the story ends, while the world goes on" compares nothing
    if (compares.length === 0 && first?.verb !== second.verb) continue
    const better = compares.find(([at]) => at > i && polarity(lowerAt(tokens, at), '') !== 0)
    const sign = better ? polarity(lowerAt(tokens, better[0]), '') : 0
    const winner = sign === 0 || (better && negated(tokens, better[0])) ? undefined : sign > 0 ? 1 : 0
    return [{ items: [left, second.range], aspects: compares, winner, certainty: strong ? 0.65 : 0.6 }]
  }
  return []
}

/** The subject of the clause in the range, and its first verb ("be" for its forms). */
function subject(
  tokens: readonly Token[],
  start: number,
  end: number,
): { range: Range; verb: string } | undefined {
  let from = start
  while (from < end && /^(?:punct|conj|adv)$/.test(tokens[from]?.tag ?? '')) from++
  const stop = nounPhraseEnd(tokens, from, end)
  let verb = stop
  while (verb < end && tokens[verb]?.tag === 'adv') verb++
  if (!/^(?:aux|verb)$/.test(tokens[verb]?.tag ?? '')) return undefined
  const range = item(tokens, from, stop)
  const word = lowerAt(tokens, verb)
  return (
    range && {
      range,
      verb: /^(?:is|are|was|were)$/.test(word) ? 'be' : /^(?:has|have|had)$/.test(word) ? 'have' : word,
    }
  )
}

/** "The difference between A and B is ...", "A differs from B in ..." */
export const difference: Rule = (tokens) => {
  for (let i = 0; i < tokens.length - 4; i++) {
    const lower = lowerAt(tokens, i)
    if (
      /^(?:differences?|distinction|comparison|contrast)$/.test(lower) &&
      lowerAt(tokens, i + 1) === 'between'
    ) {
      const middle = nounPhraseEnd(tokens, i + 2)
      if (lowerAt(tokens, middle) !== 'and') continue
      const end = nounPhraseEnd(tokens, middle + 1)
      const left = item(tokens, i + 2, middle)
      const right = item(tokens, middle + 1, end)
      if (
        i <= 5 &&
        left &&
        right &&
        differ(tokens, left, right) &&
        /^(?:aux|verb)$/.test(tokens[end]?.tag ?? '')
      )
        return [{ items: [left, right], aspects: comparatives(tokens), certainty: 0.75 }]
    }
    if (
      /^differ(?:s|ed)?$/.test(lower) &&
      lowerAt(tokens, i + 1) === 'from' &&
      !tokens.slice(0, i).some(({ tag }) => tag === 'wh')
    ) {
      const right = itemAfter(tokens, i + 2)
      const left = itemBefore(tokens, i + 1, right)
      if (left && right && differ(tokens, left, right.range))
        return [{ items: [left, right.range], aspects: [], certainty: 0.7 }]
    }
  }
  return []
}
