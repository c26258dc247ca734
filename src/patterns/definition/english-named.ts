import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { rangeSpan } from '../extract.js'
import { bodyEnd, opening } from './english-clause.js'
import { describes, genus, isPlural, termRange } from './english-term.js'
import { ABSTRACT, INDIVIDUAL, JUDGING, VAGUE } from './english-words.js'
import { define, type Rule } from './rule.js'

const NAMING = new Set(['called', 'termed', 'dubbed', 'known', 'referred', 'coined'])

/** "Y is called X", "a Y known as X", "This is referred to as X." */
export const named: Rule = (sentence, before) => {
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
