import { nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Sentence } from '../document.js'
import { bodyEnd, opening } from './english-clause.js'
import { genus } from './english-genus.js'
import { isPlural, isTitle, termRange, verbsAreInside } from './english-term.js'
import { type Definition, define, type Range, type Rule } from './rule.js'

export const APPOSING = new Set([',', '(', '—', '–', ':'])

/** "X, a Y that ...,", "X, which is a Y ...", "X (a Y that ...)", "X: the Y of ..." */
export const apposition: Rule = (sentence) => {
  const { tokens } = sentence
  const from = opening(tokens)
  for (let i = Math.max(1, from); i < tokens.length - 3; i++) {
    const mark = tokens[i]?.word ?? ''
    if (tokens[i]?.tag !== 'punct' || !APPOSING.has(mark)) continue
    let at = i + 1
    const relative = lowerAt(tokens, at) === 'which' && /^(?:is|are)$/.test(lowerAt(tokens, at + 1))
    if (relative) at += 2
    else if (
      lowerAt(tokens, at) === 'meaning' ||
      (lowerAt(tokens, at) === 'which' && lowerAt(tokens, at + 1) === 'means')
    ) {
      const means = meant(sentence, from, i, lowerAt(tokens, at) === 'meaning' ? at + 1 : at + 2)
      if (means) return means
    }
    // "X, or the Y of ..."; "X, or a Y" is a choice
    else if (lowerAt(tokens, at) === 'or' && lowerAt(tokens, at + 1) === 'the' && mark === ',') at++
    else if (lowerAt(tokens, at) === 'in' && lowerAt(tokens, at + 1) === 'which') {
      const happens = inWhich(sentence, from, i, at + 2)
      if (happens) return happens
    }
    while (relative && tokens[at]?.tag === 'adv') at++
    const end = appositionEnd(tokens, at, mark)
    if (end - at < 3 || genus(tokens, at, end, true) < 0.7 || !verbsAreInside(tokens, at, end)) continue
    if (mark === ',' && !relative && !hasVerbAround(tokens, from, i, end)) continue
    // "Reefer Madness: The History of ..." is a title; "A, the B and the C" a list
    if (mark === ':' && isTitle(tokens, at)) continue
    if (mark === ',' && !relative && (listsMore(tokens, at, end) || goesOn(tokens, at, end))) continue
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

/** "... is called X, in which ...", "One way is X, in which ...": what happens in it says what it is. */
function inWhich(sentence: Sentence, from: number, comma: number, at: number): Definition | undefined {
  const { tokens } = sentence
  const start = nounPhraseStart(tokens, beforeBrackets(tokens, comma), from)
  const before = tokens[start - 1]
  if (start <= from || !before || tokens.length - at < 6) return undefined
  if (!/^(?:is|are|called|as|of|by|through|from)$/.test(before.lower)) return undefined
  if (/^(?:the|this|these|that|his|her|its|their|our|my|your)$/.test(lowerAt(tokens, start))) return undefined
  return define(
    sentence,
    nearestTerm(tokens, from, beforeBrackets(tokens, comma)),
    [at, bodyEnd(tokens, at)],
    0.5,
  )
}

/** "X, which means V-ing ...", "X, which means that ..." */
function meant(sentence: Sentence, from: number, comma: number, at: number): Definition | undefined {
  const { tokens } = sentence
  const body = lowerAt(tokens, at) === 'that' ? at + 1 : at
  if (body === at && tokens[at]?.tag !== 'det' && !/..ing$/.test(lowerAt(tokens, at))) return undefined
  // "it is slow, which means that" tells what follows from being slow; a noun is what a noun or a gerund says
  const noun = body === at && !/^(?:their|its|his|her|your|my|our|they|it)$/.test(lowerAt(tokens, at))
  const start = nounPhraseStart(tokens, beforeBrackets(tokens, comma), from)
  // a clause before the comma has consequences, no meaning; a term stands alone or after "is", "called"
  if (
    start > from &&
    !(noun ? /^(?:is|are|called|defines?)$/ : /^(?:called|defines?)$/).test(lowerAt(tokens, start - 1))
  )
    return undefined
  return define(
    sentence,
    nearestTerm(tokens, from, beforeBrackets(tokens, comma)),
    [body, bodyEnd(tokens, body)],
    0.55,
  )
}

/** The noun phrase that ends before `end`: "X" in "the owner of X", but all of a name ("University of X"). */
function nearestTerm(tokens: readonly Token[], from: number, end: number): Range | undefined {
  let start = nounPhraseStart(tokens, end, from)
  for (let i = end - 1; i > start; i--) {
    if (tokens[i]?.tag !== 'prep') continue
    const head = tokens[i - 1] as Token
    if (head.word !== head.lower) continue // inside a name: "the Pillars of Creation"
    start = i + 1
    break
  }
  return start < end ? termRange(tokens, start, end) : undefined
}

/** "A, B and C that ...": bare nouns joined before anything tells them apart are items of a list. */
function goesOn(tokens: readonly Token[], at: number, end: number): boolean {
  for (let i = at; i < end; i++) {
    const { tag } = tokens[i] as Token
    if (tag === 'conj') return tokens[at]?.tag === 'noun' && tokens[i - 1]?.tag === 'noun'
    if (tag !== 'noun') return false
  }
  return false
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
