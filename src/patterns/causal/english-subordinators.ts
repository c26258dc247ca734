import { lowerAt, type Token } from '../../text/tokens.js'

/** How surely does the word at `i` open a cause clause? */
export function clausal(tokens: readonly Token[], i: number, initial: boolean): number {
  const { lower } = tokens[i] as Token
  const next = tokens[i + 1]
  const previous = lowerAt(tokens, i - 1)
  if (lower === 'because') {
    // "only because", but neither "not because" nor "not just because"
    const word = /^(?:just|only|merely|simply)$/.test(previous) ? lowerAt(tokens, i - 2) : previous
    return /^(?:not|n['’]t|isn['’]t|wasn['’]t)$/.test(word) ? 0 : 0.85
  }
  if (lower === 'since') {
    if (
      /^(?:then|ever|its|when|last|early|late|at)$/.test(next?.lower ?? '') ||
      next?.tag === 'num' ||
      next?.tag === 'prep'
    )
      return 0
    // "has been there since ..." is time
    if (
      !initial &&
      previous !== ',' &&
      tokens.slice(0, i).some(({ lower: word }) => /^(?:has|have|had|been|['’]ve)$/.test(word))
    )
      return 0
    const finite = tokens
      .slice(i + 1, i + 12)
      .some(
        (token) =>
          token.tag === 'aux' ||
          /^(?:it|that|there)['’]s$/.test(token.lower) ||
          (token.tag === 'verb' && !token.lower.endsWith('ing')),
      )
    return finite && /^(?:pron|det|noun)$/.test(next?.tag ?? '') ? 0.7 : 0
  }
  if (lower === 'as') {
    if (previous !== ',' || !/^(?:it|they|this|there|these|you|he|she|we)$/.test(next?.lower ?? '')) return 0
    return (tokens[i + 2]?.tag === 'aux' ||
      // "as we go through life" is time
      (next?.lower !== 'we' && next?.lower !== 'you' && /^(?:verb|adv)$/.test(tokens[i + 2]?.tag ?? ''))) &&
      !/^(?:said|say|know|mentioned|see)$/.test(lowerAt(tokens, i + 2))
      ? 0.6
      : 0
  }
  if (lower === 'given') return next?.lower === 'that' ? 0.6 : 0
  if (lower === 'now')
    return next?.lower === 'that' && /^(?:pron|det|noun)$/.test(tokens[i + 2]?.tag ?? '') ? 0.6 : 0
  // ", for it is": the conjunction stands before a subject only
  if (lower === 'for' && previous === ',' && /^(?:it|he|she|they|we|i|there)$/.test(next?.lower ?? ''))
    return /^(?:verb|aux)$/.test(tokens[i + 2]?.tag ?? '') ? 0.7 : 0
  return motiveLength(tokens, i) > 0 ? 0.7 : 0
}

/** Length of "on the grounds that", "in the belief that", "in the hope that", "for fear that" at `i`; 0 for none. */
export function motiveLength(tokens: readonly Token[], i: number): number {
  const { lower } = tokens[i] as Token
  if (!/^(?:on|in|for)$/.test(lower)) return 0
  const article = lowerAt(tokens, i + 1) === 'the' ? 1 : 0
  if (lowerAt(tokens, i + 2 + article) !== 'that') return 0
  const noun = lowerAt(tokens, i + 1 + article)
  return { on: /^grounds?$/, in: /^(?:belief|hopes?)$/, for: /^fear$/ }[lower]?.test(noun) ? 3 + article : 0
}
