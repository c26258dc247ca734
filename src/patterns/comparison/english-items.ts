import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Range } from './rule.js'
import { isComparative, isPlainComparative } from './words.js'

const ARTICLE = /^(?:an?|the|that|those|this|these|its|their|his|her|my|our|your|any|either|both)$/
const NO_ITEM =
  /^(?:expected|usual|ever|before|average|normal|others|people|anything|everything|nothing|one|ones|time|times|years?|days?|hours?|weeks?|months?|minutes?|now|thought|half|anyone|everyone|most|rest|way|ways|thing|things|lot|bit|fact|case|example|need|opinion|experience|look|word|words|part|question|answer|point|done|planned|anticipated|required|needed|due|past|moment|present|future|today|elsewhere|home|think|last|next|previous|first|second)$/
const NEGATION =
  /^(?:not|no|never|isn['’]t|aren['’]t|wasn['’]t|don['’]t|doesn['’]t|didn['’]t|nothing|hardly)$/

/** A noun phrase that can be compared, without its article. */
export function item(tokens: readonly Token[], start: number, end: number): Range | undefined {
  while (start < end && ARTICLE.test(lowerAt(tokens, start))) start++
  while (start < end && (tokens[start]?.tag === 'adv' || tokens[start]?.tag === 'punct')) start++
  while (end > start && /^(?:punct|det)$/.test(tokens[end - 1]?.tag ?? '')) end--
  if (end <= start || end - start > 12) return undefined
  const nouns = tokens.slice(start, end).filter(({ tag }) => tag === 'noun')
  if (
    nouns.length === 0 ||
    /^(?:each|every|many|several)$/.test(lowerAt(tokens, start)) ||
    NO_ITEM.test(lowerAt(tokens, start)) ||
    /^(?:prep|conj)$/.test(tokens[start]?.tag ?? '')
  )
    return undefined
  const last = lowerAt(tokens, end - 1)
  // "The difference is that"
  if (/^(?:difference|distinction|problem|reason|advantage|drawback)$/.test(last)) return undefined
  // "more than tripled", "hired more"
  if (end === start + 1 && /[a-z]{2}ed$/.test(last) && tokens[start]?.word === last) return undefined
  // "than long ones": of what, stands elsewhere
  return /^(?:other|others|one|ones)$/.test(last) || /['’]s?$/.test(last) ? undefined : [start, end]
}

/** The end of the phrase at `start`; a gerund takes its object with it ("relying solely on a single tool"). */
function phraseEnd(tokens: readonly Token[], start: number): number {
  const end = listEnd(tokens, start, nounPhraseEnd(tokens, start))
  if (end === start || end > start + 2 || !/ing$/.test(lowerAt(tokens, end - 1))) return end
  let object = end
  while (tokens[object]?.tag === 'adv' || (tokens[object]?.tag === 'prep' && object < end + 2)) object++
  return Math.max(end, nounPhraseEnd(tokens, object))
}

/** An item after "than" or "to" with the preposition that leads to it: "in C++", "with that of steel". */
export interface Other {
  range: Range
  prep: string
}

/** Does a verb follow in the same part of the sentence? "than heaters and heating with gas is cheap" */
function opensClause(tokens: readonly Token[], at: number): boolean {
  for (let i = at; i < tokens.length && !/^(?:punct|sub|wh|conj)$/.test(tokens[i]?.tag ?? ''); i++)
    if (/^(?:verb|aux)$/.test(tokens[i]?.tag ?? '')) return true
  return false
}

const compares = (lower: string) => isPlainComparative(lower) || lower === 'more' || lower === 'less'

/** The end of the list that the phrase opens: "basketball, baseball and even golf", "C, C++ or Java". */
function listEnd(tokens: readonly Token[], start: number, first: number): number {
  let end = first
  if (end === start) return end
  for (let at = first, closed = false; !closed; ) {
    const comma = lowerAt(tokens, at) === ','
    if (comma) at++
    closed = /^(?:and|or|&)$/.test(lowerAt(tokens, at))
    if (closed) at++
    if (!comma && !closed) break
    if (/^(?:even|also|maybe|perhaps)$/.test(lowerAt(tokens, at))) at++
    if (tokens[at]?.tag === 'adv') break
    const next = nounPhraseEnd(tokens, at)
    const after = tokens[next]
    // the next clause, or the next comparison: "than C and 45 times faster than Java"
    if (
      next === at ||
      /^(?:verb|aux)$/.test(after?.tag ?? '') ||
      // "than the numerator and the variance shrinks roughly"
      (closed && (opensClause(tokens, next) || after?.tag === 'adv')) ||
      compares(lowerAt(tokens, next))
    )
      break
    if (tokens.slice(at, next).some(({ lower }) => compares(lower))) break
    at = next
    if (closed || isName(tokens, [next - 1, next])) end = next
  }
  return end
}

const SKIPPED =
  /^(?:that|those|what|say|just|even|than|[,"“'$]|is|are|was|were|do|does|did|would|will|could|can|have|be|the|a|an|my|our|it|they|you|u|we|i|available)$/
/** "than other giants like Microsoft", "than languages such as Java": the example is the item. */
const EXAMPLE = /^(?:like|such|including)$/

/** The item after "than" or "to". */
export function itemAfter(tokens: readonly Token[], at: number): Other | undefined {
  let start = at
  let prep = ''
  let pronoun = false
  for (let i = 0; i < 6 && tokens[start]; i++, start++) {
    const { tag, lower } = tokens[start] as Token
    // "than to serve"
    if (lower === 'to' && i === 0) return undefined
    if (tag === 'pron') pronoun = true
    if (tag === 'prep') prep = lower
    else if (!SKIPPED.test(lower)) break
  }
  // "taller than they are wide", "more than before the war", "than those living here"
  if ((pronoun && !prep) || /^(?:before|after|during|since)$/.test(prep)) return undefined
  if (lowerAt(tokens, start - 1) === 'those' && /[a-z]{3}(?:ing|ed)$/.test(lowerAt(tokens, start)))
    return undefined
  // "than most of the others"
  if (
    /^(?:most|some|many|all|any|none|one)$/.test(lowerAt(tokens, start)) &&
    lowerAt(tokens, start + 1) === 'of'
  )
    start += 2
  let end = phraseEnd(tokens, start)
  const example = lowerAt(tokens, end) === ',' ? end + 1 : end
  if (end > start && EXAMPLE.test(lowerAt(tokens, example))) {
    const from = lowerAt(tokens, example) === 'such' ? example + 2 : example + 1
    const last = phraseEnd(tokens, from)
    if (last > from && !isName(tokens, [start, end])) [start, end] = [from, last]
  }
  if (end > start + 1 && lowerAt(tokens, end - 1) === 'due') end--
  // "than more complex, asymmetric ones"
  if (/^(?:more|less)$/.test(lowerAt(tokens, start)) && lowerAt(tokens, end) === ',') return undefined
  const range = end > start ? item(tokens, start, end) : undefined
  return range && { range, prep }
}

/** Two words of two sentences that no space keeps apart: "servicing.The" */
const RUN_ON = /^\.\p{Ll}|\p{L}\.\p{Lu}/u

/** Has the phrase a word that is written with a capital, other than the first of the sentence? */
export const isName = (tokens: readonly Token[], [start, end]: Range) =>
  tokens
    .slice(start, end)
    .some(
      ({ word, lower, tag }, i) => tag === 'noun' && word !== lower && start + i > 0 && !RUN_ON.test(word),
    )

const wordsOf = (tokens: readonly Token[], [start, end]: Range) =>
  tokens
    .slice(start, end)
    .map(({ lower }) => lower)
    .join(' ')

/** Are they two things, at two places? */
export const differ = (tokens: readonly Token[], a: Range, b: Range) =>
  (a[1] <= b[0] || b[1] <= a[0]) && wordsOf(tokens, a) !== wordsOf(tokens, b)

export const negated = (tokens: readonly Token[], at: number) => {
  for (let i = Math.max(0, at - 5); i < at; i++) if (NEGATION.test(lowerAt(tokens, i))) return true
  return false
}

/** All words of a sentence that are comparatives for sure. */
export const comparatives = (tokens: readonly Token[]): Range[] =>
  tokens.flatMap(({ lower }, i): Range[] => {
    if (/^(?:more|less)$/.test(lower) && tokens[i + 1]?.tag === 'noun') return [[i, i + 2]]
    return isPlainComparative(lower) ? [[i, tokens[i + 1]?.tag === 'noun' ? i + 2 : i + 1]] : []
  })

/** The nearest name to the left, in the same part of the sentence. */
export function namedBefore(tokens: readonly Token[], at: number): Range | undefined {
  for (let i = at - 1; i >= 0; i--) {
    const { tag, word, lower } = tokens[i] as Token
    if (word === ':') return undefined
    if (tag !== 'noun' || word === lower || isComparative(lower)) continue
    if (i === 0 && !/^(?:aux|verb|num|noun)$/.test(tokens[1]?.tag ?? '')) return undefined
    let start = i
    while (
      start > 0 &&
      tokens[start - 1]?.tag === 'noun' &&
      tokens[start - 1]?.word !== tokens[start - 1]?.lower
    )
      start--
    return item(tokens, start, tokens[i + 1]?.tag === 'num' && i + 1 < at ? i + 2 : i + 1)
  }
  return undefined
}
