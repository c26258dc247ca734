import { isParticiple } from '../../text/english.js'
import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { apposition } from './english-apposition.js'
import { bodyEnd, clauseStarts, opening } from './english-clause.js'
import { genus } from './english-genus.js'
import { named } from './english-named.js'
import { describes, headOf, termRange } from './english-term.js'
import { DIFFERENTIA, INDIVIDUAL, STATEMENT } from './english-words.js'
import { type Definition, define, type Range, type Rule } from './rule.js'

const IS = /^(?:is|are|was|were)$/
/** Two words with capitals at least: "the Stamp Act". */
const isName = (tokens: readonly Token[]) => tokens.filter(({ word, lower }) => word !== lower).length > 1

/** "X is a Y that ...", "X are Ys which ..." */
function copula(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  // the last of a list is no subject of its own
  if (
    tokens[from - 1]?.tag === 'conj' &&
    !tokens.slice(0, from).some(({ tag, lower }) => tag === 'aux' || (tag === 'verb' && !isParticiple(lower)))
  )
    return undefined
  let is = from
  let depth = 0
  let aside = false // between commas
  let subjectEnd = -1 // before what stands in brackets or between commas
  for (; ; is++) {
    const token = tokens[is]
    if (!token || is > from + 30 || /^[;:—–]$/.test(token.word)) return undefined
    if (token.word === '(' || token.word === '[') depth++
    if (token.word === ')' || token.word === ']') depth--
    else if (depth === 0) {
      if (token.lower === ',') aside = !aside
      if (IS.test(token.lower) && !aside) break
      if (subjectEnd < 0 && token.lower !== ',' && /^(?:verb|aux|pron|wh|sub)$/.test(token.tag))
        return undefined
    }
    if (subjectEnd < 0 && (depth > 0 || token.lower === ',')) subjectEnd = is
  }
  if (subjectEnd >= 0 && isList(tokens, subjectEnd, is)) return undefined
  const term = termRange(tokens, from, subjectEnd < 0 ? is : subjectEnd)
  if (!term) return undefined
  const plural = /^(?:are|were)$/.test(lowerAt(tokens, is))
  const inside = tokens.slice(term[0], term[1])
  if (!plural && inside.some(({ tag }) => tag === 'conj')) return undefined
  let at = is + 1
  while (tokens[at]?.tag === 'adv' && lowerAt(tokens, at) !== 'not') at++
  const end = bodyEnd(tokens, at)
  const certain = genus(tokens, at, end, plural)
  let certainty = certain === 0 && !plural ? sameKind(tokens, term, at, end) : certain
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

/** "A, B and C are", "the Bureau of A, B and C is": what stands between the commas is no aside. */
function isList(tokens: readonly Token[], start: number, end: number): boolean {
  let commas = 0
  for (let i = start; i < end; i++) {
    if (lowerAt(tokens, i) === ',') commas++
    else if (tokens[i]?.tag === 'conj' && (commas > 1 || i === start + 1 || lowerAt(tokens, i - 1) === ','))
      return true
  }
  return false
}

/** "Acid rain is corrosive rain caused by ...": the kind is the term's own, without an article. */
function sameKind(tokens: readonly Token[], term: Range, at: number, end: number): number {
  let head = at
  while (head < end && tokens[head]?.tag === 'noun') head++
  const kind = lowerAt(tokens, head - 1)
  const next = tokens[head]
  if (head === at || head >= end - 2 || !next || kind.length < 4) return 0
  const own = lowerAt(tokens, term[1] - 1)
  return own.endsWith(kind) &&
    (own !== kind || head > at + 1) &&
    (DIFFERENTIA.has(next.lower) || /..(?:ed|ing)$/.test(next.lower))
    ? 0.6
    : 0
}

const DEFINING = new Set(
  'refer refers stands means denote denotes describes occur occurs happen happens is involve involves made composed comprised consist consists state states holds asserts posits claims predicts maintains defined conceptualized described understood characterized'.split(
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

/** "The stalk that holds a leaf is the petiole": a description first, then the name. */
const inverse: Rule = (sentence) => {
  const { tokens } = sentence
  const last = tokens.length - (tokens.at(-1)?.tag === 'punct' ? 1 : 0)
  let is = last - 1
  while (is > last - 6 && !/^(?:is|are|considered)$/.test(lowerAt(tokens, is))) is--
  if (is < 5 || last - is < 2 || last - is > 5) return undefined
  const from = opening(tokens)
  let end = is
  while (/^(?:aux|adv)$/.test(tokens[end - 1]?.tag ?? '')) end--
  const named = /^(?:the|its|their)$/.test(lowerAt(tokens, is + 1)) || end < is
  if (!named || (!/^(?:the|an?)$/.test(lowerAt(tokens, from)) && !lowerAt(tokens, from).endsWith('ing')))
    return undefined
  const at = is + (tokens[is + 1]?.tag === 'det' ? 2 : 1)
  const told = tokens.slice(from, end).some(({ tag, lower }) => tag === 'wh' || lower === 'that')
  const doing = lowerAt(tokens, from).endsWith('ing') && end < is && lowerAt(tokens, is) === 'considered'
  if ((!told && !doing) || nounPhraseEnd(tokens, at) !== last || !describes(tokens, from, end))
    return undefined
  return define(sentence, termRange(tokens, at, last), [from, end], 0.55)
}

/** Fields of study and theories: what they look at, or say, is what they are. */
const FIELD = /..(?:ism|ics|logy|onomy|theory|theories|approach|perspective|economics|hypothesis)$/
const LOOKS_AT = new Set(
  'focuses focused examines examined studies explains emphasizes emphasized proposes proposed argues suggests deals seeks'.split(
    ' ',
  ),
)

/** "Ecology examines how ...", "Keynesian economics focuses on ..." */
function field(sentence: Sentence, from: number): Definition | undefined {
  const { tokens } = sentence
  const end = nounPhraseEnd(tokens, from)
  const verb = LOOKS_AT.has(lowerAt(tokens, end))
    ? end
    : LOOKS_AT.has(lowerAt(tokens, end - 1))
      ? end - 1
      : -1
  if (verb <= from || !FIELD.test(lowerAt(tokens, verb - 1)) || tokens.length - verb < 6) return undefined
  return define(sentence, termRange(tokens, from, verb), [verb, bodyEnd(tokens, verb)], 0.55)
}

/** "They define X as Y": the object is the term. */
const definesAs: Rule = (sentence) => {
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
const thatIs: Rule = (sentence) => {
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
