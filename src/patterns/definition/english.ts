import type { Sentence } from '../document.js'
import { apposition } from './english-apposition.js'
import { clauseStarts } from './english-clause.js'
import { copula, inverse } from './english-copula.js'
import { field, generic } from './english-doing.js'
import { named } from './english-named.js'
import { definesAs, thatIs, verbal } from './english-verbal.js'
import type { Definition, Rule } from './rule.js'

/** Tries a rule at every clause of the sentence. */
const byClause =
  (rule: (sentence: Sentence, from: number) => Definition | undefined): Rule =>
  (sentence) => {
    for (const from of clauseStarts(sentence.tokens)) {
      const found = rule(sentence, from)
      if (found) return found
    }
    return undefined
  }

export const ENGLISH_RULES: readonly Rule[] = [
  named,
  byClause(verbal),
  byClause(copula),
  definesAs,
  thatIs,
  apposition,
  byClause(generic),
  inverse,
  byClause(field),
]
