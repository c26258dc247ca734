import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt } from '../../text/tokens.js'
import { clauseEnd } from '../clause.js'
import { headOf } from '../definition/english-term.js'
import { EFFECT_NOUNS, SUFFERED_NOUNS } from './english-effects.js'
import { isPointer, isVerbal, subjectStart } from './english-parts.js'
import type { Link, Links } from './rule.js'

const SOURCES = new Set(
  'arise arises arose arisen arising stem stems stemmed stemming result results resulted resulting ensue ensues ensued ensuing'.split(
    ' ',
  ),
)
/** Verbs of origin, which tell a cause where their subject is an effect. */
const ORIGINS = new Set(
  'come comes came coming originate originates originated originating derive derives derived emanate emanates emanating spring springs sprang'.split(
    ' ',
  ),
)
/** What is heard or seen comes from a place. */
const PERCEIVED =
  /^(?:noise|sound|light|smell|odor|smoke|radiation|heat|energy|power|electricity|current|wave)s?$/

export const SOURCE_WORDS: ReadonlySet<string> = new Set(['from'])

/** "E arises from C", "E resulting from C", "success comes from C", "pain from C" */
export const sources: Links = (sentence) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 1; i < tokens.length - 1; i++) {
    if (lowerAt(tokens, i) !== 'from') continue
    const verb = lowerAt(tokens, i - 1)
    const origin = ORIGINS.has(verb)
    let left = i
    if (origin || SOURCES.has(verb)) {
      left--
      while (left > 0 && isVerbal(tokens[left - 1])) left--
    } else if (!SUFFERED_NOUNS.has(verb)) continue
    const full = left < i && !verb.endsWith('ing')
    const start = full ? subjectStart(tokens, left) : nounPhraseStart(tokens, left)
    const end = full
      ? clauseEnd(tokens, i + 1)
      : nounPhraseEnd(tokens, i + 1, tokens.length, { chain: true, list: true })
    const head = headOf(tokens, start, left)
    if (origin && (!EFFECT_NOUNS.has(head) || PERCEIVED.test(head))) continue
    if (start < left && end > i + 1 && !isPointer(tokens, start, left) && !isPointer(tokens, i + 1, end))
      out.push({
        cause: { sentence, start: i + 1, end },
        effect: { sentence, start, end: left },
        certainty: left === i ? 0.55 : origin ? 0.6 : 0.75,
      })
  }
  return out
}
