import type { Token } from '../../text/tokens.js'
import { comparative } from './english-comparative.js'
import { contrast, difference, framed } from './english-contrast.js'
import { betterName, implied, outdone } from './english-implied.js'
import { PREFERENCES, preference, unequal } from './english-preference.js'
import type { Contrast, Rule } from './rule.js'
import { JUDGING } from './words.js'

/** Rules with the words without which they find nothing; the surest first. */
const RULES: readonly [rule: Rule, words: Iterable<string>][] = [
  [comparative, list('than then instead vs versus compare compared comparison superior inferior preferable')],
  [unequal, list('as')],
  [preference, PREFERENCES],
  [difference, list('difference differences distinction comparison contrast differ differs differed')],
  [framed, list('unlike compare compared comparison contrast opposed')],
  [betterName, JUDGING],
  [outdone, list('yet still')],
  [contrast, list('while whereas but')],
  [implied, JUDGING],
]

function list(words: string): string[] {
  return words.split(' ')
}

/** By word: the rules it may speak to, as bits. */
const BITS = new Map<string, number>()
RULES.forEach(([, words], i) => {
  for (const word of words) BITS.set(word, (BITS.get(word) ?? 0) | (1 << i))
})

/** The comparisons of an English sentence: what the first rule finds that finds any. */
export function english(tokens: readonly Token[]): Contrast[] {
  let bits = 0
  for (const { lower } of tokens) bits |= BITS.get(lower) ?? 0
  for (let i = 0; bits !== 0 && i < RULES.length; i++) {
    if ((bits & (1 << i)) === 0) continue
    const found = RULES[i]![0](tokens)
    if (found.length > 0) return found
  }
  return []
}
