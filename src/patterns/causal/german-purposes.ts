import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, sentenceStart } from '../clause.js'
import { part, subordinateEnd } from './german-parts.js'
import type { Links } from './rule.js'

/** "Um es kurz zu sagen" speaks of the speaking. */
const SPEAKING = /^(?:sagen|verdeutlichen|machen|bringen|fassen|kommen|beantworten|sein|zusammenzufassen)$/

/** "E, um C zu tun", "Um C zu tun, E", "E, damit C" */
export const purposes: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 3; i++) {
    const lower = lowerAt(tokens, i)
    if (lower !== 'um' && lower !== 'damit') continue
    const initial = i <= sentenceStart(tokens, i)
    if (!initial && lowerAt(tokens, i - 1) !== ',') continue
    const end = lower === 'um' ? infinitiveEnd(tokens, i + 1) : subordinateEnd(tokens, i + 1)
    // "damit" as "with it": a verb follows at once
    if (lower === 'damit' && (initial || /^(?:verb|aux)$/.test(tokens[i + 1]?.tag ?? ''))) continue
    const stop = end > 0 ? end : lower === 'damit' ? clauseEnd(tokens, i + 1) : -1
    if (stop < 0) continue
    if (initial && lowerAt(tokens, stop) !== ',') continue
    const from = initial ? stop + 1 : clauseStart(tokens, i - 1)
    const to = initial ? clauseEnd(tokens, stop + 1) : i - 1
    if (to - from < 3) continue
    if (initial && SPEAKING.test(lowerAt(tokens, stop - 1))) continue
    const cause = part(sentence, i + 1, stop)
    // "zu müde, um zu arbeiten"
    const done = part(sentence, from, to)
    if (tokens[from]?.tag === 'sub') continue
    const isDegree =
      !initial &&
      tokens
        .slice(from, to)
        .some(
          ({ lower: word }, k) =>
            word === 'genug' || (word === 'zu' && to - from - k < 6 && isQuality(tokens[from + k + 1])),
        )
    if (isDegree) return [{ cause: done, effect: cause, certainty: 0.6, relation: 'degree' }]
    return [{ cause, effect: done, certainty: lower === 'um' ? 0.75 : 0.6, relation: 'purpose' }]
  }
  return []
}

/** "zu müde", but "zu arbeiten" */
const isQuality = (token: Token | undefined) =>
  token !== undefined && token.word === token.lower && !/(?:en|ern|eln)$/.test(token.lower)

/** After "zu tun" or "herzustellen", where the infinitive that "um" opened ends; -1 where none does. */
function infinitiveEnd(tokens: readonly Token[], from: number): number {
  for (let i = from; i < tokens.length; i++) {
    const lower = lowerAt(tokens, i)
    if (lower === 'zu' && /(?:[elr]n|tun|sein)$/.test(lowerAt(tokens, i + 1))) return i + 2
    if (
      /^(?:her|aus|ein|ab|an|auf|vor|zu|um|durch|zurück|weiter|fest|fort|nach|mit|weg|los|dar|bei)\p{Ll}*zu\p{Ll}+[elr]n$/u.test(
        lower,
      )
    )
      return i + 1
    if (/^[.;:!?]$/.test(lower)) return -1
  }
  return -1
}
