import { WordSets } from '../../text/word-sets.js'
import type { Sentence } from '../document.js'
import { APPOSING, apposition } from './english-apposition.js'
import { clauseStarts } from './english-clause.js'
import { copula, inverse } from './english-copula.js'
import { field, generic, LOOKS_AT } from './english-doing.js'
import { NAMING, named } from './english-named.js'
import { DEFINING, definesAs, thatIs, verbal } from './english-verbal.js'
import type { Definition, Rule } from './rule.js'

const list = (words: string) => words.split(' ')

/** Rules with the words without which they find nothing, in the order of trust. Some look at one clause at a time. */
const RULES: readonly { words: Iterable<string>; rule?: Rule; inClause?: ClauseRule }[] = [
  { words: NAMING, rule: named },
  { words: DEFINING, inClause: verbal },
  { words: list('is are was were'), inClause: copula },
  { words: list('define defines defined defining'), rule: definesAs },
  { words: ['that'], rule: thatIs },
  { words: APPOSING, rule: apposition },
  { words: list('a an'), inClause: generic },
  { words: list('is are considered'), rule: inverse },
  { words: LOOKS_AT, inClause: field },
]

/** @param from the token that the clause begins at */
type ClauseRule = (sentence: Sentence, from: number) => Definition | undefined

const WORDS = new WordSets(RULES.map(({ words }) => words))

/** The definition that an English sentence gives: what the first rule finds that finds any. */
export const english: Rule = (sentence, before) => {
  const { tokens } = sentence
  const called = WORDS.of(tokens)
  let starts: number[] | undefined
  for (let i = 0; called !== 0 && i < RULES.length; i++) {
    if ((called & (1 << i)) === 0) continue
    const { rule, inClause } = RULES[i]!
    if (rule) {
      const found = rule(sentence, before)
      if (found) return found
    }
    if (!inClause) continue
    starts ??= clauseStarts(tokens)
    for (const from of starts) {
      const found = inClause(sentence, from)
      if (found) return found
    }
  }
  return undefined
}
