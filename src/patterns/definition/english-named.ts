import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { hasVerb } from '../clause.js'
import type { Sentence } from '../document.js'
import { rangeSpan } from '../extract.js'
import { bodyEnd, opening } from './english-clause.js'
import { genus } from './english-genus.js'
import { describes, headOf, isPlural, termRange } from './english-term.js'
import { ABSTRACT, INDIVIDUAL, JUDGING, VAGUE } from './english-words.js'
import { define, type Rule } from './rule.js'

export const NAMING = new Set(['called', 'termed', 'dubbed', 'known', 'referred', 'coined'])

/** "Y is called X", "a Y known as X", "This is referred to as X." */
export const named: Rule = (sentence, before) => {
  const { tokens } = sentence
  const from = opening(tokens)
  for (let i = 1; i < tokens.length - 1; i++) {
    const lower = lowerAt(tokens, i)
    if (!NAMING.has(lower)) continue
    let at = asideEnd(tokens, i)
    while (at < i + 3 && (lowerAt(tokens, at) === 'to' || tokens[at]?.tag === 'adv')) at++
    if (lowerAt(tokens, at) === 'as') at++
    else if (lower !== 'called' && lower !== 'termed' && lower !== 'dubbed') continue
    // "is called its genotype"
    if (/^(?:its|their)$/.test(lowerAt(tokens, at))) at++
    const term = termRange(tokens, at, nounPhraseEnd(tokens, at), true)
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
    // "DNA shapes RNA in a process called transcription": what happens in it says what it is
    if (
      start > from + 4 &&
      /^(?:in|by|through|via|during|using)$/.test(lowerAt(tokens, start - 1)) &&
      /^an?$/.test(lowerAt(tokens, start)) &&
      ABSTRACT.test(lowerAt(tokens, (comma ? left - 1 : left) - 1)) &&
      hasVerb(tokens, from, start - 1) &&
      !/^(?:i|you|we|it|they|this|these)$/.test(lowerAt(tokens, from))
    )
      return define(sentence, term, [from, start - 1], 0.55)
    const end = comma ? left - 1 : left
    // "a member of the family, also known as": another name of the family
    const alias = tokens.slice(left, i).some(({ lower: word }) => word === 'also' || word === 'sometimes')
    if (
      alias &&
      nounPhraseEnd(tokens, start, end) === end &&
      tokens.slice(start, end).some(({ tag }) => tag === 'prep')
    )
      continue
    if (genus(tokens, start, end, true) >= 0.7) return define(sentence, term, [start, end], 0.6)
    // "Whites who backed it, known as scalawags, ..."
    if (
      comma &&
      end - from > 4 &&
      from <= start &&
      /^[,.;)]$/.test(tokens[nounPhraseEnd(tokens, at)]?.word ?? '') &&
      tokens.slice(from, end).some(({ tag, lower }) => tag === 'wh' || lower === 'that') &&
      describes(tokens, from, end)
    )
      return define(sentence, term, [from, end], 0.6)
    const kind = kindStart(tokens, nounPhraseStart(tokens, end))
    if (isKind(tokens, kind, end)) return define(sentence, term, [kind, end], 0.5)
    // "An enzyme called X unwinds the DNA": what it does says what it is
    const does = doesSomething(tokens, nounPhraseEnd(tokens, at))
    if (does > 0) return define(sentence, term, [does, bodyEnd(tokens, does)], 0.55)
  }
  return undefined
}

/** "referred to in physiology as": the index of "as", or the word after the verb. */
function asideEnd(tokens: readonly Token[], i: number): number {
  if (lowerAt(tokens, i) !== 'referred' || lowerAt(tokens, i + 1) !== 'to' || tokens[i + 2]?.tag !== 'prep')
    return i + 1
  for (let k = i + 3; k < i + 7; k++) if (lowerAt(tokens, k) === 'as') return k
  return i + 1
}

/** Behind "many", "some", "two": how many there are says nothing of the kind. */
const kindStart = (tokens: readonly Token[], start: number) =>
  /^(?:many|some|several|numerous|various|certain|these|those|two|three)$/.test(lowerAt(tokens, start))
    ? start + 1
    : start

/** "a hormone", "a fatty substance", "specialized cells": a kind of thing that says something, not a person or place. */
function isKind(tokens: readonly Token[], start: number, end: number): boolean {
  const first = tokens[start]
  const head = headOf(tokens, start, end)
  if (!first || head === '' || VAGUE.has(head) || INDIVIDUAL.test(head)) return false
  const article = /^an?$/.test(first.lower)
  if (end - start < 2 || end - start > 8 || (end - start === 2 && ABSTRACT.test(head))) return false
  return (
    (article || (first.tag === 'noun' && isPlural(head))) &&
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
    let end = verb - 1
    while (end > from && /^(?:[,;:—–]|and)$/.test(lowerAt(tokens, end - 1))) end--
    return end < verb - 1 && end - from >= 5 ? { definition: [from, end], certainty: 0.65 } : undefined
  }
  // "It has no striations and is called X"
  if (last === 'and') {
    const end = lowerAt(tokens, verb - 2) === ',' ? verb - 2 : verb - 1
    const says =
      end - from >= 5 &&
      hasVerb(tokens, from, end) &&
      !/^(?:i|you|we|they|it|this|these)$/.test(lowerAt(tokens, from))
    return says ? { definition: [from, end], certainty: 0.55 } : undefined
  }
  // "...: this process is called X"
  if (
    verb - from > 7 &&
    tokens[verb - 1]?.tag === 'noun' &&
    lowerAt(tokens, verb - 2) === 'this' &&
    /^[:;—–]$/.test(lowerAt(tokens, verb - 3))
  )
    return { definition: [from, verb - 3], certainty: 0.65 }
  if (/^(?:what|be|and|but|then)$/.test(last) || tokens[verb - 1]?.tag === 'adv') return undefined
  return describes(tokens, from, verb) ? { definition: [from, verb], certainty: 0.85 } : undefined
}

/** "This is called ...", "This process is called ..." */
const pointsBack = (tokens: readonly Token[], from: number, verb: number) =>
  verb - from === 1
    ? /^(?:this|it|these)$/.test(lowerAt(tokens, from))
    : (verb - from === 2 || verb - from === 3) &&
      /^(?:this|these|such)$/.test(lowerAt(tokens, from)) &&
      tokens[verb - 1]?.tag === 'noun'

const wholeSentence = (sentence: Sentence) =>
  sentence.tokens.length > 5 &&
  !/^(?:i|you|we|if|so|but)$/.test(lowerAt(sentence.tokens, opening(sentence.tokens))) &&
  /[.!)]$/.test(sentence.text.slice(sentence.start, sentence.end))
    ? rangeSpan(sentence, opening(sentence.tokens), sentence.tokens.length)
    : undefined
