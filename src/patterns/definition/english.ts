import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import type { Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { rangeSpan } from '../extract.js'
import { clauseStarts, opening } from './english-clause.js'
import { describes, genus, headOf, isPlural, isTitle, termRange, verbsAreInside } from './english-term.js'
import { ABSTRACT, INDIVIDUAL, JUDGING, STATEMENT, VAGUE } from './english-words.js'
import { type Definition, define, type Range, type Rule } from './rule.js'

const lowerAt = (tokens: readonly Token[], at: number) => tokens[at]?.lower ?? ''

/** Where what is said of the term ends: before a contrast or a new main clause, or with the sentence. */
function bodyEnd(tokens: readonly Token[], at: number): number {
  let depth = 0
  for (let i = at; i < tokens.length - 1; i++) {
    const { word, lower } = tokens[i] as Token
    if (word === '(') depth++
    else if (word === ')' && --depth < 0) return i
    if (i < at + 2) continue
    if (word === ';') return i
    if (lower !== ',') continue
    const next = lowerAt(tokens, i + 1)
    if (/^(?:while|whereas|but|so|although|though|because|since|however)$/.test(next)) return i
    if (tokens[i + 1]?.tag === 'pron' || (next === 'and' && tokens[i + 2]?.tag === 'pron')) return i
  }
  return tokens.length
}

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

const NAMING = new Set(['called', 'termed', 'dubbed', 'known', 'referred', 'coined'])

/** "Y is called X", "a Y known as X", "This is referred to as X." */
const named: Rule = (sentence, before) => {
  const { tokens } = sentence
  const from = opening(tokens)
  for (let i = 1; i < tokens.length - 1; i++) {
    const lower = lowerAt(tokens, i)
    if (!NAMING.has(lower)) continue
    let at = i + 1
    while (at < i + 3 && (lowerAt(tokens, at) === 'to' || tokens[at]?.tag === 'adv')) at++
    if (lowerAt(tokens, at) === 'as') at++
    else if (lower !== 'called' && lower !== 'termed' && lower !== 'dubbed') continue
    const term = termRange(tokens, at, nounPhraseEnd(tokens, at))
    if (!term) continue
    let left = i
    while (left > 0 && /^(?:aux|adv)$/.test(tokens[left - 1]?.tag ?? '')) left--
    if (tokens[left]?.tag === 'aux') {
      const found = isCalled(tokens, from, left)
      if (found) return define(sentence, term, found.definition, found.certainty)
      const previous = before && pointsBack(tokens, from, left) ? wholeSentence(before) : undefined
      const span = rangeSpan(sentence, ...term)
      if (previous && span) return { term: span, definition: previous, certainty: 0.55 }
      continue
    }
    // "a process by which ... called X", "..., a process called X"
    const comma = lowerAt(tokens, left - 1) === ','
    const start = nounPhraseStart(tokens, comma ? left - 1 : left)
    if (start > from + 4 && lowerAt(tokens, start - 1) === ',' && /^an?$/.test(lowerAt(tokens, start)))
      return define(sentence, term, [from, start - 1], 0.6)
    const end = comma ? left - 1 : left
    if (genus(tokens, start, end, true) >= 0.7) return define(sentence, term, [start, end], 0.6)
    if (isKind(tokens, nounPhraseStart(tokens, end), end))
      return define(sentence, term, [nounPhraseStart(tokens, end), end], 0.5)
    // "An enzyme called X unwinds the DNA": what it does says what it is
    const does = doesSomething(tokens, nounPhraseEnd(tokens, at))
    if (does > 0) return define(sentence, term, [does, bodyEnd(tokens, does)], 0.55)
  }
  return undefined
}

/** "a hormone", "a fatty substance", "specialized cells": a kind of thing that says something, not a person or place. */
function isKind(tokens: readonly Token[], start: number, end: number): boolean {
  const first = tokens[start]
  const head = tokens[end - 1]
  if (!first || head?.tag !== 'noun' || VAGUE.has(head.lower) || INDIVIDUAL.test(head.lower)) return false
  const article = /^an?$/.test(first.lower)
  if (end - start < 2 || end - start > 6 || (end - start === 2 && ABSTRACT.test(head.lower))) return false
  return (
    (article || (first.tag === 'noun' && isPlural(head.lower))) &&
    !JUDGING.has(tokens[article ? start + 1 : start]?.lower ?? '')
  )
}

/** The index of the predicate that follows a subject: after "which" or at a verb; 0 where there is none. */
function doesSomething(tokens: readonly Token[], at: number): number {
  while (/^[)"”]$/.test(tokens[at]?.word ?? '')) at++
  const relative =
    lowerAt(tokens, at) === ',' && /^(?:which|that)$/.test(lowerAt(tokens, at + 1)) ? at + 2 : at
  const verb = tokens[relative]
  if (!verb || tokens.length - relative < 4) return 0
  if (relative > at && /^(?:is|are)$/.test(verb.lower)) return relative + 1
  return verb.tag === 'verb' ||
    /^(?:is|are|can)$/.test(verb.lower) ||
    (verb.tag === 'noun' && /[^s]s$/.test(verb.lower))
    ? relative
    : 0
}

/** What stands before "is called": a description, a clause and "this" or "which", or "When ..., the process". */
function isCalled(
  tokens: readonly Token[],
  from: number,
  verb: number,
): { definition: [number, number]; certainty: number } | undefined {
  if (/^(?:when|if|whenever)$/.test(lowerAt(tokens, 0)) && from > 5 && verb - from <= 3)
    return { definition: [1, from], certainty: 0.6 }
  const last = lowerAt(tokens, verb - 1)
  if (/^(?:this|that|it|which|these|they)$/.test(last)) {
    const back = verb - 1 - from >= 5 && /^[,;—–]$/.test(lowerAt(tokens, verb - 2))
    return back ? { definition: [from, verb - 2], certainty: 0.65 } : undefined
  }
  if (/^(?:what|be|and|but|then)$/.test(last) || tokens[verb - 1]?.tag === 'adv') return undefined
  return describes(tokens, from, verb) ? { definition: [from, verb], certainty: 0.85 } : undefined
}

/** "This is called ...", "This process is called ..." */
const pointsBack = (tokens: readonly Token[], from: number, verb: number) =>
  verb - from === 1
    ? /^(?:this|it|these)$/.test(lowerAt(tokens, from))
    : verb - from === 2 && /^(?:this|these)$/.test(lowerAt(tokens, from)) && tokens[from + 1]?.tag === 'noun'

const wholeSentence = (sentence: Sentence) =>
  sentence.tokens.length > 5 &&
  !/^(?:i|you|we|if|so|but)$/.test(lowerAt(sentence.tokens, opening(sentence.tokens))) &&
  /[.!)]$/.test(sentence.text.slice(sentence.start, sentence.end))
    ? rangeSpan(sentence, opening(sentence.tokens), sentence.tokens.length)
    : undefined

const APPOSING = new Set([',', '(', '—', '–', ':'])

/** "X, a Y that ...,", "X, which is a Y ...", "X (a Y that ...)", "X: the Y of ..." */
const apposition: Rule = (sentence) => {
  const { tokens } = sentence
  const from = opening(tokens)
  for (let i = Math.max(1, from); i < tokens.length - 3; i++) {
    const mark = tokens[i]?.word ?? ''
    if (tokens[i]?.tag !== 'punct' || !APPOSING.has(mark)) continue
    let at = i + 1
    const relative = lowerAt(tokens, at) === 'which' && /^(?:is|are)$/.test(lowerAt(tokens, at + 1))
    if (relative) at += 2
    // "X, or the Y of ..."; "X, or a Y" is a choice
    else if (lowerAt(tokens, at) === 'or' && lowerAt(tokens, at + 1) === 'the' && mark === ',') at++
    while (relative && tokens[at]?.tag === 'adv') at++
    const end = appositionEnd(tokens, at, mark)
    if (end - at < 3 || genus(tokens, at, end, true) < 0.7 || !verbsAreInside(tokens, at, end)) continue
    if (mark === ',' && !relative && !hasVerbAround(tokens, from, i, end)) continue
    // "Reefer Madness: The History of ..." is a title; "A, the B and the C" a list
    if (mark === ':' && isTitle(tokens, at)) continue
    if (mark === ',' && !relative && listsMore(tokens, at, end)) continue
    const nounEnd = beforeBrackets(tokens, i)
    const term = nearestTerm(tokens, from, nounEnd)
    // one item of a list: "A, B, the C of D, and E"
    if (!term || (!relative && mark === ',' && isItem(tokens, term[0]))) continue
    const last = tokens[nounEnd - 1] as Token
    if (tokens[at]?.tag !== 'det' && !isPlural(last.lower) && last.word === last.lower) continue
    return define(sentence, term, [at, end], relative ? 0.65 : 0.55)
  }
  return undefined
}

/** The noun phrase that ends before `end`: "X" in "the owner of X", but all of a name ("University of X"). */
function nearestTerm(tokens: readonly Token[], from: number, end: number): Range | undefined {
  let start = nounPhraseStart(tokens, end, from)
  for (let i = end - 1; i > start; i--) {
    if (tokens[i]?.tag !== 'prep') continue
    const head = tokens[i - 1] as Token
    if (head.word === head.lower) start = i + 1
    break
  }
  return start < end ? termRange(tokens, start, end) : undefined
}

/** Does "and the D" follow before any clause begins inside the phrase? */
function listsMore(tokens: readonly Token[], at: number, end: number): boolean {
  for (let i = at; i < end - 1; i++) {
    const { tag, lower } = tokens[i] as Token
    if (tag === 'wh' || lower === 'that' || tag === 'verb') return false
    if (tag === 'conj' && tokens[i + 1]?.tag === 'det') return true
  }
  return false
}

/** Does a comma or conjunction stand before the phrase at `start`, its article aside? */
function isItem(tokens: readonly Token[], start: number): boolean {
  const before = tokens[start - 1]?.tag === 'det' ? start - 2 : start - 1
  return (
    lowerAt(tokens, before) === ',' || (tokens[before]?.tag === 'conj' && tokens[before - 1]?.tag === 'noun')
  )
}

/** "gross domestic product (GDP), which is": the index before the bracket. */
function beforeBrackets(tokens: readonly Token[], end: number): number {
  if (tokens[end - 1]?.word !== ')') return end
  for (let i = end - 2; i > 0 && i > end - 8; i--) if (tokens[i]?.word === '(') return i
  return end
}

/** An apposition stands in a sentence: a verb comes before it, or right after its comma. */
function hasVerbAround(tokens: readonly Token[], from: number, comma: number, end: number): boolean {
  for (let i = from; i < comma; i++) if (/^(?:verb|aux)$/.test(tokens[i]?.tag ?? '')) return true
  return end < tokens.length && /^(?:verb|aux)$/.test(tokens[end + 1]?.tag ?? '')
}

/** An apposition ends at the closing bracket or dash, at a comma before a verb, or with the sentence; -1 in a mere list. */
function appositionEnd(tokens: readonly Token[], at: number, mark: string): number {
  let commas = 0
  for (let i = at; i < tokens.length; i++) {
    const { word } = tokens[i] as Token
    if (mark === '(' ? word === ')' : /^[;—–]$/.test(word)) return i
    if (word !== ',' || mark === '(' || mark === '—') continue
    const next = tokens[i + 1]
    const item =
      next?.tag === 'conj' && next.lower !== 'but' && /^(?:det|noun)$/.test(tokens[i + 2]?.tag ?? '')
    if (item && commas++ === 0) return mark === ',' ? -1 : i
    if (!item && /^(?:verb|aux|conj|wh|pron|sub)$/.test(next?.tag ?? '')) return i
    if (next?.tag === 'prep' && tokens[i + 2]?.tag !== 'wh') return i
    commas++
  }
  return tokens.length
}

export const ENGLISH_RULES: readonly Rule[] = [
  named,
  byClause(verbal),
  byClause(copula),
  apposition,
  byClause(generic),
]
