import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { bodyEnd } from './english-clause.js'
import { genus } from './english-genus.js'
import { termRange } from './english-term.js'
import { STATEMENT } from './english-words.js'
import { type Definition, define, type Rule } from './rule.js'

export const DEFINING = new Set(
  'refer refers stands means denote denotes describes occur occurs happen happens is involve involves made composed comprised consist consists state states holds asserts posits claims predicts maintains defined conceptualized described understood characterized'.split(
    ' ',
  ),
)

/** "X refers to Y", "X means Y", "X is defined as Y", "X occurs when Y", "X states that Y" */
export function verbal(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  for (let i = from + 1; i < Math.min(tokens.length - 2, from + 16); i++) {
    const lower = lowerAt(tokens, i)
    if (!DEFINING.has(lower)) continue
    const next = lowerAt(tokens, i + 1)
    let at = i + 1
    let subjectEnd = i
    let certainty = 0
    if (tokens[i - 1]?.tag === 'wh') return undefined
    if (/^refers?$/.test(lower)) {
      const to = tokens[i + 1]?.tag === 'adv' ? i + 2 : i + 1
      if (lowerAt(tokens, to) === 'to') [at, certainty] = [to + 1, 0.9]
    } else if (lower === 'stands' && next === 'for') [at, certainty] = [i + 2, 0.85]
    else if (
      /^(?:means|denotes?|describes)$/.test(lower) &&
      tokens[i - 1]?.tag !== 'det' &&
      tokens[at]?.tag !== 'aux'
    )
      certainty = lower !== 'means' ? 0.65 : next.endsWith('ing') ? 0.45 : 0.75
    else if (/^(?:occurs?|happens?)$/.test(lower) && next === 'when')
      certainty = /^(?:typically|usually|often|generally|only|also)$/.test(lowerAt(tokens, i - 1))
        ? 0.4
        : 0.65
    else if (lower === 'is' && next === 'when') certainty = 0.6
    else if (
      /^involves?$/.test(lower) &&
      (tokens[at]?.tag === 'det' || next.endsWith('ing')) &&
      tokens.length - at > 6
    )
      certainty = tokens[from]?.tag === 'det' || /ing$/.test(lowerAt(tokens, from)) ? 0.45 : 0.5
    else if (
      /^(?:made|composed|comprised)$/.test(lower) &&
      tokens[i - 1]?.tag === 'aux' &&
      /^(?:of|up)$/.test(next)
    )
      [at, certainty] = [next === 'up' ? i + 3 : i + 2, 0.55]
    else if (/^consists?$/.test(lower) && next === 'of')
      [at, certainty] = tokens.length - at > 6 ? [i + 2, 0.5] : [at, 0]
    else if (lower === 'characterized' && next === 'by') [at, certainty] = [i + 2, 0.55]
    else if (/^(?:states?|holds|asserts|posits|claims|predicts|maintains)$/.test(lower) && next === 'that') {
      if (!tokens.slice(from, i).some((token) => STATEMENT.has(token.lower))) return undefined
      ;[at, certainty] = [i + 2, 0.75]
    } else if (/^(?:defined|conceptualized|described|understood)$/.test(lower) && /^(?:as|to)$/.test(next))
      [at, certainty] = [
        next === 'as' ? i + 2 : i + 3,
        lower === 'defined' ? 0.9 : tokens[i + 2]?.tag === 'det' ? 0.55 : 0.4,
      ]
    else continue
    if (certainty === 0) continue
    while (subjectEnd > from && /^(?:aux|adv)$/.test(tokens[subjectEnd - 1]?.tag ?? '')) subjectEnd--
    const comma = tokens.findIndex(({ word }, k) => k > from && k < subjectEnd && /^[,(]$/.test(word))
    const term = termRange(tokens, from, comma > 0 ? comma : subjectEnd)
    return tokens.length - at < 2 ? undefined : define(sentence, term, [at, bodyEnd(tokens, at)], certainty)
  }
  return undefined
}

/** "They define X as Y": the object is the term. */
export const definesAs: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 4; i++) {
    if (!/^defin(?:e|es|ed|ing)$/.test(lowerAt(tokens, i)) || tokens[i - 1]?.tag === 'aux') continue
    const end = nounPhraseEnd(tokens, i + 1)
    if (end <= i + 1 || lowerAt(tokens, end) !== 'as') continue
    const kind = tokens[end + 1]
    const phrase = kind?.tag === 'noun' && tokens[end + 2]?.tag === 'noun'
    if (
      !phrase &&
      !/^(?:an?|the|any|how)$/.test(lowerAt(tokens, end + 1)) &&
      !lowerAt(tokens, end + 1).endsWith('ing')
    )
      continue
    const term =
      termRange(tokens, i + 1, end) ??
      (end - i === 2 && tokens[i + 1]?.tag === 'noun' ? ([i + 1, end] as const) : undefined)
    return define(sentence, term, [end + 1, bodyEnd(tokens, end + 1)], 0.75)
  }
  return undefined
}

/** "an excise tax, that is, a tax on a particular good": what follows says what the phrase before means. */
export const thatIs: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 2; i < tokens.length - 5; i++) {
    if (lowerAt(tokens, i) !== 'that' || lowerAt(tokens, i + 1) !== 'is' || lowerAt(tokens, i + 2) !== ',')
      continue
    if (!/^[,—–(]$/.test(tokens[i - 1]?.word ?? '')) continue
    const at = i + 3
    if (!/^(?:an?|the|any)$/.test(lowerAt(tokens, at)) || genus(tokens, at, tokens.length, true) < 0.45)
      continue
    const end = nounPhraseStart(tokens, i - 1)
    const stop = tokens.findIndex(({ word }, k) => k > at && /^[—–);.]$/.test(word))
    return define(sentence, termRange(tokens, end, i - 1), [at, stop < 0 ? tokens.length : stop], 0.6)
  }
  return undefined
}
