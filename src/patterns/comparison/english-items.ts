import { isNominal, nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import type { Range } from './rule.js'
import { isComparative } from './words.js'

const ARTICLE = /^(?:an?|the|that|those|this|these|its|their|his|her|my|our|your|any|either|both)$/
const NO_ITEM =
  /^(?:expected|usual|ever|before|average|normal|others|people|anything|everything|nothing|one|ones|time|times|years?|days?|hours?|weeks?|months?|minutes?|now|thought|half|anyone|everyone|most|rest|way|ways|thing|things|lot|bit|fact|case|example|need|opinion|experience|look|word|words|part|question|answer|point)$/
const NEGATION =
  /^(?:not|no|never|isn['’]t|aren['’]t|wasn['’]t|don['’]t|doesn['’]t|didn['’]t|nothing|hardly)$/

/** A noun phrase that can be compared, without its article. */
export function item(tokens: readonly Token[], start: number, end: number): Range | undefined {
  while (start < end && ARTICLE.test(lowerAt(tokens, start))) start++
  while (start < end && (tokens[start]?.tag === 'adv' || tokens[start]?.tag === 'punct')) start++
  while (end > start && tokens[end - 1]?.tag === 'punct') end--
  if (end <= start || end - start > 9) return undefined
  const nouns = tokens.slice(start, end).filter(({ tag }) => tag === 'noun')
  if (
    nouns.length === 0 ||
    /^(?:each|every|many|several)$/.test(lowerAt(tokens, start)) ||
    NO_ITEM.test(lowerAt(tokens, start)) ||
    /^(?:prep|conj)$/.test(tokens[start]?.tag ?? '')
  )
    return undefined
  return /['’]s?$/.test(lowerAt(tokens, end - 1)) ? undefined : [start, end]
}

/** The end of the phrase at `start`; a gerund takes its object with it ("relying solely on a single tool"). */
function phraseEnd(tokens: readonly Token[], start: number): number {
  const end = nounPhraseEnd(tokens, start, tokens.length, { list: true })
  if (end === start || end > start + 2 || !/ing$/.test(lowerAt(tokens, end - 1))) return end
  let object = end
  while (tokens[object]?.tag === 'adv' || (tokens[object]?.tag === 'prep' && object < end + 2)) object++
  return Math.max(end, nounPhraseEnd(tokens, object))
}

const SKIPPED = /^(?:that|those|say|just|even|,|is|are|do|does|did|the|a|an)$/

/** The item after "than" or "to", and the preposition before it: "in C++", "with that of steel". */
export function itemAfter(tokens: readonly Token[], at: number): { range: Range; prep: string } | undefined {
  let start = at
  let prep = ''
  for (let i = 0; i < 4 && tokens[start]; i++, start++) {
    const { tag, lower } = tokens[start] as Token
    if (tag === 'prep') prep = lower
    else if (!SKIPPED.test(lower)) break
  }
  // "than most of the others"
  if (
    /^(?:most|some|many|all|any|none|one)$/.test(lowerAt(tokens, start)) &&
    lowerAt(tokens, start + 1) === 'of'
  )
    start += 2
  let end = phraseEnd(tokens, start)
  // "than other giants like Microsoft": the example is the item
  if (end > start && /^(?:like|such)$/.test(lowerAt(tokens, end))) {
    const from = lowerAt(tokens, end) === 'such' ? end + 2 : end + 1
    const last = phraseEnd(tokens, from)
    if (last > from) [start, end] = [from, last]
  }
  const range = end > start ? item(tokens, start, end) : undefined
  return range && { range, prep }
}

/**
 * The item that the comparative word at `at` is said of: what stands after the same preposition as the other item, or
 * the subject; where that is a pronoun, or no name although the other item is one, the nearest name before.
 */
export function itemBefore(
  tokens: readonly Token[],
  at: number,
  other?: { range: Range; prep: string },
): Range | undefined {
  // "easier in Java than in C++"
  if (other?.prep) {
    for (let i = other.range[0] - 2; i >= 0; i--) {
      if (lowerAt(tokens, i) !== other.prep) continue
      const end = nounPhraseEnd(tokens, i + 1, other.range[0])
      const range = end > i + 1 ? item(tokens, i + 1, end) : undefined
      if (range && differ(tokens, range, other.range)) return range
    }
  }
  const found = subjectBefore(tokens, at)
  if (found && !(other && isName(tokens, other.range) && !isName(tokens, found))) return found
  // "New phone faster than old one": no verb, all of it is the item
  if (!found && isNominal(tokens, 0, at)) return item(tokens, 0, at)
  const named = namedBefore(tokens, at)
  return named && (!other || differ(tokens, named, other.range)) ? named : found
}

export function subjectBefore(tokens: readonly Token[], at: number): Range | undefined {
  for (let verb = at - 1; verb > 0; verb--) {
    const { tag, word } = tokens[verb] as Token
    if (/^[;:]$/.test(word)) return undefined
    if (tag !== 'aux' && tag !== 'verb') continue
    let left = verb
    while (left > 0 && /^(?:aux|adv|verb)$/.test(tokens[left - 1]?.tag ?? '')) left--
    const subject = tokens[left - 1]
    if (!subject || subject.lower === 'to') return undefined
    // "are near coasts and are shallower": the subject stands before the first verb
    if (subject.tag === 'conj') continue
    if (subject.tag === 'wh' || subject.lower === 'that') left--
    if (lowerAt(tokens, left - 1) === ',') left = beforeAside(tokens, left - 1)
    let start = listStart(tokens, nounPhraseStart(tokens, left))
    // "Building your own PC is"
    if (/^det$/.test(tokens[start]?.tag ?? '') && /[a-z]ing$/.test(lowerAt(tokens, start - 1))) start--
    const range = item(tokens, start, left)
    if (range) return range
    if (subject.tag === 'pron') return undefined
  }
  return bareSubject(tokens, at)
}

/** "Windows 8 boots faster": the verb is none that is known, so it is taken for the last noun of the phrase. */
function bareSubject(tokens: readonly Token[], at: number): Range | undefined {
  let from = 0
  for (let i = at - 1; i > 0; i--)
    if (/^(?:punct|sub|conj|wh)$/.test(tokens[i - 1]?.tag ?? '')) [from, i] = [i, 0]
  const end = nounPhraseEnd(tokens, from, at)
  const last = tokens[end - 1]
  if (end <= from || !last || /^(?:aux|verb)$/.test(tokens[end]?.tag ?? '')) return undefined
  return item(
    tokens,
    from,
    end - from > 1 && last.word === last.lower && last.lower.endsWith('s') ? end - 1 : end,
  )
}

/** "Python, in my tests, is": the index before the words between the commas, else of the comma. */
function beforeAside(tokens: readonly Token[], comma: number): number {
  for (let i = comma - 1; i > Math.max(0, comma - 9); i--)
    if (lowerAt(tokens, i) === ',') return /^(?:prep|adv|sub)$/.test(tokens[i + 1]?.tag ?? '') ? i : comma
  return comma
}

/** "PHP, Ruby and Python are": the start of the list whose last part begins at `start`. */
function listStart(tokens: readonly Token[], start: number): number {
  let listed = false
  while (start > 1 && tokens[start - 2]?.tag === 'noun') {
    const conj = tokens[start - 1]?.tag === 'conj'
    if (!conj && !(listed && lowerAt(tokens, start - 1) === ',')) break
    listed = true
    const before = nounPhraseStart(tokens, start - 1)
    if (before >= start - 1) break
    start = before
  }
  return start
}

export const isName = (tokens: readonly Token[], [start, end]: Range) =>
  tokens
    .slice(start, end)
    .some(({ word, lower, tag }, i) => tag === 'noun' && word !== lower && start + i > 0)

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

export const differ = (tokens: readonly Token[], a: Range, b: Range) =>
  (a[1] <= b[0] || b[1] <= a[0]) &&
  tokens
    .slice(...a)
    .map(({ lower }) => lower)
    .join(' ') !==
    tokens
      .slice(...b)
      .map(({ lower }) => lower)
      .join(' ')

export const negated = (tokens: readonly Token[], at: number) => {
  for (let i = Math.max(0, at - 5); i < at; i++) if (NEGATION.test(lowerAt(tokens, i))) return true
  return false
}
