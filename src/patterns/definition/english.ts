import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { apposition } from './english-apposition.js'
import { bodyEnd, clauseStarts } from './english-clause.js'
import { named } from './english-named.js'
import { genus, headOf, termRange } from './english-term.js'
import { INDIVIDUAL, STATEMENT } from './english-words.js'
import { type Definition, define, type Rule } from './rule.js'

const IS = /^(?:is|are|was|were)$/
/** Two words with capitals at least: "the Stamp Act". */
const isName = (tokens: readonly Token[]) => tokens.filter(({ word, lower }) => word !== lower).length > 1

/** "X is a Y that ...", "X are Ys which ..." */
function copula(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  let is = from
  let depth = 0
  let subjectEnd = -1 // before what stands in brackets or between commas
  for (; ; is++) {
    const token = tokens[is]
    if (!token || is > from + 30 || /^[;:—–]$/.test(token.word)) return undefined
    if (token.word === '(' || token.word === '[') depth++
    if (token.word === ')' || token.word === ']') depth--
    else if (depth === 0) {
      if (IS.test(token.lower)) break
      if (subjectEnd < 0 && token.lower !== ',' && /^(?:verb|aux|pron|wh|sub)$/.test(token.tag))
        return undefined
    }
    if (subjectEnd < 0 && (depth > 0 || token.lower === ',')) subjectEnd = is
  }
  const term = termRange(tokens, from, subjectEnd < 0 ? is : subjectEnd)
  if (!term) return undefined
  const plural = /^(?:are|were)$/.test(lowerAt(tokens, is))
  const inside = tokens.slice(term[0], term[1])
  if (!plural && inside.some(({ tag }) => tag === 'conj')) return undefined
  let at = is + 1
  while (tokens[at]?.tag === 'adv' && lowerAt(tokens, at) !== 'not') at++
  const end = bodyEnd(tokens, at)
  let certainty = genus(tokens, at, end, plural)
  if (certainty === 0) return undefined
  // what was so is history of a name, or a story
  if (/^w/.test(lowerAt(tokens, is))) {
    if (!isName(inside) || INDIVIDUAL.test(headOf(tokens, at, end))) return undefined
    certainty -= 0.2
  }
  const article = lowerAt(tokens, from)
  if (article === 'the') certainty -= inside.some(({ tag }) => tag === 'prep') ? 0.2 : 0.05
  else if (article === 'a' || article === 'an') certainty += 0.1
  return define(sentence, term, [at, end], Math.min(0.95, certainty))
}

const DEFINING = new Set(
  'refer refers stands means denote denotes describes occur occurs happen happens is involve involves made composed comprised consist consists state states holds defined conceptualized described understood characterized'.split(
    ' ',
  ),
)

/** "X refers to Y", "X means Y", "X is defined as Y", "X occurs when Y", "X states that Y" */
function verbal(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  for (let i = from + 1; i < Math.min(tokens.length - 2, from + 16); i++) {
    const lower = lowerAt(tokens, i)
    if (!DEFINING.has(lower)) continue
    const next = lowerAt(tokens, i + 1)
    let at = i + 1
    let subjectEnd = i
    let certainty = 0
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
    else if (/^(?:occurs?|happens?)$/.test(lower) && next === 'when') certainty = 0.65
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
    else if (/^(?:states?|holds)$/.test(lower) && next === 'that') {
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

const FUNCTION = new Set(
  'allows begins breaks brings calls carries changes checks collects combines compares connects contains controls converts covers creates describes determines divides explains expresses gives handles helps holds includes keeps lets links maintains makes maps measures moves occurs performs processes produces protects provides reads refers removes represents returns runs seeks sends serves shows stores studies takes tells transfers translates transmits turns uses works'.split(
    ' ',
  ),
)

const doesIt = (token: Token | undefined) =>
  token !== undefined &&
  (FUNCTION.has(token.lower) ||
    (token.tag === 'verb' &&
      /[^s]s$/.test(token.lower) &&
      !/^(?:needs|wants|gets|goes|comes|becomes|seems|looks|likes|says|makes)$/.test(token.lower)))

/** "A compiler translates source code ...": what any X does. */
function generic(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  if (!/^an?$/.test(lowerAt(tokens, from))) return undefined
  let verb = from + 1
  while (tokens[verb]?.tag === 'noun' && !FUNCTION.has(lowerAt(tokens, verb))) verb++
  const head = tokens[verb - 1]
  if (verb < from + 2 || head?.tag !== 'noun' || !doesIt(tokens[verb])) return undefined
  if (tokens.length - verb < 5) return undefined
  return define(sentence, termRange(tokens, from, verb), [verb, bodyEnd(tokens, verb)], 0.5)
}

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
  apposition,
  byClause(generic),
]
