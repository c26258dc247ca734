import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import { part } from './german-parts.js'
import type { Links } from './rule.js'

/** "Wegen C + verb + E", "E wegen C", "Grund für E ist C" */
export const nouns: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    if (/^(?:wegen|aufgrund|infolge)$/.test(lower)) {
      const from = lowerAt(tokens, i + 1) === 'von' ? i + 2 : i + 1
      const end = nounPhraseEnd(tokens, from, tokens.length, { list: true, chain: true })
      if (end <= from) continue
      if (i <= sentenceStart(tokens, i) && hasVerb(tokens, end, tokens.length))
        return [
          {
            cause: part(sentence, from, end),
            effect: part(sentence, end, clauseEnd(tokens, end)),
            certainty: 0.75,
          },
        ]
      const start = clauseStart(tokens, i)
      // only where nothing but punctuation follows is the effect in one piece
      if (end >= tokens.length - 1 && i - start >= 3 && hasVerb(tokens, start, i))
        return [{ cause: part(sentence, from, end), effect: part(sentence, start, i), certainty: 0.75 }]
    }
    if (/^(?:grund|ursache)$/.test(lower) && /^(?:für|von)$/.test(lowerAt(tokens, i + 1))) {
      const is = tokens.findIndex((token, k) => k > i + 2 && /^(?:ist|sind|war|waren)$/.test(token.lower))
      if (is > 0 && tokens.slice(i + 2, is).every(({ tag }) => tag !== 'verb'))
        return [
          {
            cause: part(sentence, is + 1, clauseEnd(tokens, is + 1)),
            effect: part(sentence, i + 2, is),
            certainty: 0.75,
          },
        ]
    }
  }
  return []
}
