import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt } from '../../text/tokens.js'
import { clauseEnd } from '../clause.js'
import { headOf } from '../definition/english-term.js'
import type { Sentence } from '../document.js'
import type { Causative } from './english-causatives.js'
import { EFFECT_NOUNS } from './english-effects.js'
import { isPointer, isVerbal, subjectStart } from './english-parts.js'
import type { Link } from './rule.js'

/** "E is caused by C", "E caused by C", "E which was caused by C"; the verb stands at `i`. */
export function passive(
  sentence: Sentence,
  i: number,
  { certainty, product, relation }: Causative,
): Link | undefined {
  const { tokens } = sentence
  let left = i
  while (left > 0 && isVerbal(tokens[left - 1])) left--
  const full = tokens.slice(left, i).some(({ tag }) => tag === 'aux')
  // "a tsunami which was triggered by"
  if (full && /^(?:which|that)$/.test(lowerAt(tokens, left - 1))) {
    left--
    if (lowerAt(tokens, left - 1) === ',') left--
    const start = nounPhraseStart(tokens, left)
    const end = clauseEnd(tokens, i + 2)
    if (start >= left || isPointer(tokens, start, left) || isPointer(tokens, i + 2, end)) return undefined
    if (product && !EFFECT_NOUNS.has(lowerAt(tokens, left - 1))) return undefined
    return {
      cause: { sentence, start: i + 2, end },
      effect: { sentence, start, end: left },
      certainty: certainty - 0.1,
    }
  }
  const start = full ? subjectStart(tokens, left) : nounPhraseStart(tokens, left)
  if (product && !EFFECT_NOUNS.has(headOf(tokens, start, left))) return undefined
  const end = full
    ? clauseEnd(tokens, i + 2)
    : nounPhraseEnd(tokens, i + 2, tokens.length, { chain: true, list: true })
  if (start >= left || end <= i + 2 || isPointer(tokens, start, left) || isPointer(tokens, i + 2, end))
    return undefined
  // "they were motivated by": the verb says what came about
  return {
    cause: { sentence, start: i + 2, end },
    effect: { sentence, start, end: relation ? i + 1 : left },
    certainty,
  }
}
