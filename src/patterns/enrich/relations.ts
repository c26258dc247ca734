import { Is } from './lexicon.js'
import { RELATIONS_DE, RELATIONS_EN, REVERSED } from './relation-words.js'
import type { Token } from './tokens.js'

export type Relation = [subject: string, predicate: string, object: string]

interface Wording {
  words: string[]
  relation: string
  reversed: boolean
}

const WORDINGS_EN = index(RELATIONS_EN)
const WORDINGS_DE = index(RELATIONS_DE)

/** Wordings by their first word, longest first. */
function index(table: typeof RELATIONS_EN): ReadonlyMap<string, Wording[]> {
  const out = new Map<string, Wording[]>()
  for (const [relation, ...wordings] of table) {
    for (const wording of wordings) {
      const words = wording.split(' ')
      const list = out.get(words[0]!) ?? []
      list.push({ words, relation, reversed: REVERSED.has(wording) })
      out.set(words[0]!, list)
    }
  }
  for (const list of out.values()) list.sort((a, b) => b.words.length - a.words.length)
  return out
}

const DETERMINERS_EN = new Set(
  'a an the its their his her our my your some any many several various these those this that'.split(' '),
)
const DETERMINERS_DE = new Set(
  'ein eine einen einem einer eines der die das den dem des seine ihre viele einige mehrere verschiedene alle'.split(
    ' ',
  ),
)
const CLAUSE_EN = new Set('that because since while although and but so where whereas'.split(' '))
const ADVERBS = new Set(
  'also often usually typically commonly generally mainly primarily auch oft meist häufig'.split(' '),
)
const MAX_PHRASE = 7

/**
 * Statements of the form noun phrase, verb, noun phrase, as triples with the phrases as they stand in the text. Only
 * whole phrases: the subject has to reach back to the start of its clause. Questions state nothing.
 */
export function relations(
  text: string,
  tokens: readonly Token[],
  german: boolean,
  limit: number,
): Relation[] {
  const out: Relation[] = []
  const wordings = german ? WORDINGS_DE : WORDINGS_EN
  const determiners = german ? DETERMINERS_DE : DETERMINERS_EN
  let clause = 0
  let sentence = 0
  for (let i = 0; i < tokens.length && out.length < limit; i++) {
    const token = tokens[i]!
    if (token.gap === 2) sentence = i
    if (token.gap > 0) clause = i
    else if (!german && CLAUSE_EN.has(token.lower) && i > clause) {
      clause = i + 1
      continue
    }
    if (i === clause || token.gap > 0 || token.shape !== 'lower') continue
    const options = wordings.get(token.lower)
    if (!options) continue
    const wording = options.find(({ words }) => matches(i, words))
    if (!wording) continue
    const subject = subjectOf(clause, i)
    if (!subject) continue
    const object = objectAt(skipAdverb(i + wording.words.length), wording)
    if (!object || isQuestion(sentence)) continue
    if (subject.toLowerCase() === object.toLowerCase()) continue
    out.push(wording.reversed ? [object, wording.relation, subject] : [subject, wording.relation, object])
  }
  return out

  function matches(at: number, words: readonly string[]): boolean {
    let i = at
    for (let k = 0; k < words.length; k++) {
      if (k === 1) i = skipAdverb(i)
      const token = tokens[i]
      if (!token || token.lower !== words[k] || (i > at && token.gap > 0)) return false
      i++
    }
    return true
  }

  function skipAdverb(i: number): number {
    return tokens[i]?.gap === 0 && ADVERBS.has(tokens[i]!.lower) ? i + 1 : i
  }

  function isQuestion(from: number): boolean {
    for (let i = from; i < tokens.length && (i === from || tokens[i]!.gap < 2) && i - from < 80; i++)
      if (tokens[i]!.asked) return true
    return false
  }

  function subjectOf(from: number, verb: number): string | undefined {
    let to = verb
    while (to > from && (ADVERBS.has(tokens[to - 1]!.lower) || /..ly$/.test(tokens[to - 1]!.lower))) to--
    let start = from
    while (start < to && determiners.has(tokens[start]!.lower)) start++
    if (/^(?:these|those|this|that|my|your|our)$/.test(tokens[start - 1]?.lower ?? '') && start > from)
      return undefined
    return phrase(start, to)
  }

  function objectAt(at: number, wording: Wording): string | undefined {
    let start = at
    while (tokens[start]?.gap === 0 && determiners.has(tokens[start]!.lower)) start++
    const plural = wording.words.length === 1 && wording.relation === 'is_a'
    if (plural && start > at) return undefined
    let to = start
    while (to < tokens.length && to - start < MAX_PHRASE && extends_(start, to)) to++
    while (to > start && (inner(tokens[to - 1]!) || determiners.has(tokens[to - 1]!.lower))) to--
    const found = phrase(start, to)
    if (!found || !plural) return found
    return german ? found : /[a-z]s$/.test(found) && !/ous$|ss$/.test(found) ? found : undefined
  }

  /** Does the word at `i` still belong to the noun phrase that starts at `start`? */
  function extends_(start: number, i: number): boolean {
    const token = tokens[i]!
    const next = tokens[i + 1]
    if (
      token.gap > 0 &&
      !(token.gap === 1 && i > start && adjective(tokens[i - 1]!) && text[tokens[i - 1]!.end] === ',')
    )
      return i === start && token.gap === 1 && /["„“*`(]/.test(text[token.start - 1] ?? '')
    if (german) {
      if (inner(token)) return noun(tokens[i - 1]) && i - start <= 4
      if (determiners.has(token.lower)) return i > start && /^(?:von|des|der|für)$/.test(tokens[i - 1]!.lower)
      return !(token.is & Is.Function) && !(i > start && noun(tokens[i - 1]) && token.shape === 'lower')
    }
    if (inner(token))
      return i > start && (token.lower !== 'and' || adjective(tokens[i - 1]!)) && i - start <= 4
    if (determiners.has(token.lower)) return i > start && inner(tokens[i - 1]!)
    if ((token.is & Is.Function) !== 0) return false
    return !(
      i > start &&
      /(?:ed|wn|ten|ing)$/.test(token.lower) &&
      next?.gap === 0 &&
      (next.is & Is.Function) !== 0
    )
  }

  function inner(token: Token): boolean {
    return german ? /^(?:von|des|der|für)$/.test(token.lower) : /^(?:of|and)$/.test(token.lower)
  }

  function phrase(from: number, to: number): string | undefined {
    if (to <= from || to - from > MAX_PHRASE) return undefined
    let meaning = false
    for (let i = from; i < to; i++) {
      const token = tokens[i]!
      const joint =
        i > from && i < to - 1 && (inner(token) || (determiners.has(token.lower) && inner(tokens[i - 1]!)))
      if (!joint && (token.is & Is.Function) !== 0 && token.shape !== 'upper') return undefined
      if (!joint && !(token.is & Is.Generic) && token.shape !== 'number') meaning = true
    }
    const last = tokens[to - 1]!
    if (!meaning || adjective(last) || /ly$/.test(last.lower)) return undefined
    if (german && !noun(last)) return undefined
    return text.slice(tokens[from]!.start, last.end)
  }

  function noun(token: Token | undefined): boolean {
    return !!token && token.shape !== 'lower' && token.shape !== 'number'
  }

  function adjective(token: Token): boolean {
    return (
      !german &&
      token.shape === 'lower' &&
      /(?:ous|ful|less|able|ible|ive|ical|ial|ary|free|fast|open-source|simple|powerful|popular|good|great|large|small|new|old|high|low|more|most)$/.test(
        token.lower,
      ) &&
      !/(?:table|variable|cable|archive|library|summary|dictionary|olive|detective|objective|native|alternative|executive|relative|material|tutorial|trial|official|potential)$/.test(
        token.lower,
      )
    )
  }
}
