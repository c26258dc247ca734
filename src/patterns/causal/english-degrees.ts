import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb } from '../clause.js'
import { isOrder, mainStart } from './english-parts.js'
import type { Links } from './rule.js'

/** "C is so large that E" */
export const extents: Links = (sentence) => {
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
    for (let k = i + 1; k < Math.min(tokens.length - 2, i + 6); k++) {
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

/** "C is too weak to E", "C is strong enough to E", "C has enough water to E" */
export const degrees: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 2; i < tokens.length - 3; i++) {
    const word = lowerAt(tokens, i)
    if (word !== 'too' && word !== 'enough') continue
    const quality = word === 'too' ? lowerAt(tokens, i + 1) : lowerAt(tokens, i - 1)
    const to = infinitiveAfter(tokens, i)
    if (to < 0 || VAGUE.test(quality)) continue
    // "too" stands behind a form of "be", "enough" somewhere behind a finite verb
    if (word === 'too' && !BE.test(lowerAt(tokens, i - 1))) continue
    const start = mainStart(tokens, clauseStart(tokens, i))
    if (!hasVerb(tokens, start, i) || isOrder(tokens, start)) continue
    // inside a clause of its own it says nothing of the main one
    if (tokens.slice(start, i).some(({ tag, lower }) => tag === 'wh' || tag === 'sub' || lower === 'that'))
      continue
    if (/^(?:it|that|there|this|i|you|we|please|if|when)$/.test(lowerAt(tokens, start))) continue
    return [
      {
        cause: { sentence, start, end: to },
        effect: { sentence, start: to + 1, end: clauseEnd(tokens, to + 1) },
        certainty: 0.6,
        relation: 'degree',
      },
    ]
  }
  return []
}

/** The "to" that belongs to "too" at `i`; -1 where a clause begins or ends before it. */
function infinitiveAfter(tokens: readonly Token[], i: number): number {
  for (let k = i + 1; k < Math.min(tokens.length - 1, i + 8); k++) {
    const { tag, lower } = tokens[k] as Token
    if (lower === 'to') return tokens[k + 1]?.tag === 'det' ? -1 : k
    if (tag === 'punct' || tag === 'verb' || tag === 'sub') return -1
  }
  return -1
}

const BE = /^(?:is|are|was|were|be|been|become|becomes|became|gets?|got|grew|seems?)$/
const VAGUE = /^(?:much|many|little|few|soon|early|late|often|quick|good|happy|eager|ready)$/
