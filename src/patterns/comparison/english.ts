import type { Token } from '../../text/tokens.js'
import { WordSets } from '../../text/word-sets.js'
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

const WORDS = new WordSets(RULES.map(([, words]) => words))

/** The comparisons of an English sentence: what the first rule finds that finds any. */
export function english(tokens: readonly Token[]): Contrast[] {
  const called = WORDS.of(tokens)
  for (let i = 0; called !== 0 && i < RULES.length; i++) {
    if ((called & (1 << i)) === 0) continue
    const found = RULES[i]![0](tokens)
    if (found.length > 0) return found
  }
  return []
}
