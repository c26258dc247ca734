import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { differ, isName, item, itemAfter, namedBefore, negated, type Other } from './english-items.js'
import { itemBefore, subjectBefore } from './english-subject.js'
import type { Contrast, Range, Rule } from './rule.js'
import { isComparative, isPlainComparative, polarity } from './words.js'

/** What leads to the other item: `start` is its first token, `end` the token after it, `at` the comparative it belongs to. */
interface Link {
  at: number
  start: number
  end: number
}

/** "A is faster than B", "A has better graphics than B", "A is superior to B", "A is easier compared to B" */
export const comparative: Rule = (tokens) => {
  const out: Contrast[] = []
  let last: { left: Range | undefined; end: number } | undefined
  for (let i = 1; i < tokens.length - 1; i++) {
    const link = linkAt(tokens, i)
    if (!link || isAmount(tokens, link.end) || isOfNothing(tokens, link.at)) continue
    const { at, start, end } = link
    const after = itemAfter(tokens, end)
    // "faster than C, shorter than Java": what the first is said of, the second is said of too
    const left = last && isBare(tokens, last.end, at) ? last.left : leftItem(tokens, link, after)
    const right = after ? whole(tokens, after.range, left) : left && bothOf(tokens, end, left)
    if (right) last = { left, end: right[1] }
    // "more often than five times"
    if (!left || !right || lowerAt(tokens, right[1] - 1) === 'times' || !differ(tokens, left, right)) continue
    const sign =
      lowerAt(tokens, at) === 'preferable' ? 1 : polarity(lowerAt(tokens, at), lowerAt(tokens, at + 1))
    const winner = sign === 0 || negated(tokens, at) ? undefined : sign > 0 ? 0 : 1
    out.push({ items: [left, right], aspects: aspects(tokens, at, start), winner, certainty: 0.85 })
  }
  return out
}

/** "nothing in the world is better than" */
const isOfNothing = (tokens: readonly Token[], at: number) =>
  tokens.slice(Math.max(0, at - 6), at).some(({ lower }) => /^(?:nothing|anything|none)$/.test(lower))

const LINK = /^(?:than|then|to|with|of|vs|versus)$/

function linkAt(tokens: readonly Token[], i: number): Link | undefined {
  const word = lowerAt(tokens, i)
  if (!LINK.test(word)) return undefined
  const before = lowerAt(tokens, i - 1)
  const link = (start: number, at: number) => (at < 0 ? undefined : { at, start, end: i + 1 })
  if (word === 'than') {
    if (/^(?:other|nothing)$/.test(before) || (before === 'rather' && lowerAt(tokens, i - 2) === ','))
      return undefined
    const start = before === 'rather' ? i - 1 : i
    return link(start, comparativeBefore(tokens, start, 12))
  }
  // a common slip: "better then"
  if (word === 'then')
    return /^(?:noun|det|num)$/.test(tokens[i + 1]?.tag ?? '') && tokens[i - 1]?.tag !== 'punct'
      ? link(i, comparativeBefore(tokens, i, 4))
      : undefined
  if (word === 'of')
    return before === 'instead' ? link(i - 1, comparativeBefore(tokens, i - 1, 9)) : undefined
  if (word === 'vs' || word === 'versus') return link(i, comparativeBefore(tokens, i, 6))
  if (/^(?:compared?|comparison)$/.test(before)) {
    const start = /^(?:in|as|when)$/.test(lowerAt(tokens, i - 2)) ? i - 2 : i - 1
    return link(start, comparativeBefore(tokens, start, 12))
  }
  if (word !== 'to') return undefined
  for (let at = i - 1; at > Math.max(-1, i - 7) && !/^(?:verb|aux|punct)$/.test(tokens[at]?.tag ?? ''); at--)
    if (/^(?:superior|inferior|preferable)$/.test(lowerAt(tokens, at))) return link(i, at)
  return undefined
}

/** Only "than" shows that a word in -er is a comparative. */
function comparativeBefore(tokens: readonly Token[], link: number, reach: number): number {
  const than = lowerAt(tokens, link) === 'than'
  for (let at = link - 1; at >= Math.max(0, link - reach); at--) {
    const word = lowerAt(tokens, at)
    if (than ? isComparative(word) : isPlainComparative(word) || /^(?:more|less|fewer)$/.test(word)) return at
    if (/^(?:than|[.;:?!])$/.test(lowerAt(tokens, at))) return -1
  }
  return -1
}

/** "more than 40", "more than a thousand people", "less than a majority", "is more than a game" */
const isAmount = (tokens: readonly Token[], end: number) =>
  tokens[end]?.tag === 'num' ||
  (/^(?:more|less|fewer)$/.test(lowerAt(tokens, end - 2)) &&
    (tokens[end + 1]?.tag === 'num' ||
      /^an?$/.test(lowerAt(tokens, end)) ||
      /^(?:prep|punct)$/.test(tokens[end - 3]?.tag ?? '') ||
      /^(?:is|are|was|were|be|been|no|not|nor)$/.test(lowerAt(tokens, end - 3))))

function leftItem(tokens: readonly Token[], link: Link, other: Other | undefined): Range | undefined {
  // "it is easier than doing it by hand"
  if (
    other &&
    isGerund(tokens, other) &&
    tokens.slice(Math.max(0, link.at - 4), link.at).some(({ lower }) => lower === 'it')
  )
    return undefined
  return (
    (other && sameHead(tokens, link.at, other)) ??
    (other && itemBetween(tokens, link, other)) ??
    judgedObject(tokens, link.at, other) ??
    itemBefore(tokens, link.at, other)
  )
}

const DEGREE =
  /^(?:much|far|even|way|lot|bit|as|up|to|still|no|any|little|slightly|significantly|considerably|just|a|times|percent|%|worlds|miles)$/
const JUDGE =
  /^(?:like[ds]?|love[ds]?|find|finds|found|makes?|made|consider(?:s|ed)?|thinks?|thought|keeps?|want(?:s|ed)?|rate[ds]?|rank(?:s|ed)?|sees?|seen|views?|viewed|regards?)$/

/** "phones with better specs than", "I like A better than", "makes A faster than": not the subject, but an object. */
function judgedObject(tokens: readonly Token[], at: number, other: Other | undefined): Range | undefined {
  let end = at
  // "how much faster A is than B"
  const from = lowerAt(tokens, at - 1) === 'much' ? at - 2 : at - 1
  if (lowerAt(tokens, from) === 'how') {
    const close = nounPhraseEnd(tokens, at + 1)
    return /^(?:aux|verb)$/.test(tokens[close]?.tag ?? '') ? item(tokens, at + 1, close) : undefined
  }
  while (end > 0 && (DEGREE.test(lowerAt(tokens, end - 1)) || tokens[end - 1]?.tag === 'num')) end--
  const having = lowerAt(tokens, end - 1) === 'with'
  // "see A as better than"
  if (having || lowerAt(tokens, end - 1) === 'as') end--
  const start = nounPhraseStart(tokens, end)
  const verb = lowerAt(tokens, start - 1)
  if (
    start === end ||
    !(having ? /^(?:verb|aux)$/.test(tokens[start - 1]?.tag ?? '') : JUDGE.test(verb) || verb === 'with')
  )
    return undefined
  const range = item(tokens, start, end)
  return range && (having || !other || !isName(tokens, other.range) || isName(tokens, range))
    ? range
    : undefined
}

/** "An individual who grows up there is more ... than an individual from here": the phrase of the same noun before. */
function sameHead(tokens: readonly Token[], at: number, other: Other): Range | undefined {
  const { range, prep } = other
  const head = lowerAt(tokens, range[1] - 1)
  if (prep || tokens[range[1] - 1]?.tag !== 'noun' || isGerund(tokens, other)) return undefined
  for (let i = at - 1; i >= 0; i--) {
    if (tokens[i]?.lower !== head) continue
    const start = nounPhraseStart(tokens, i + 1)
    const found = item(tokens, start, nounPhraseEnd(tokens, start, at, { chain: true }))
    // "light that is brighter than light" is one thing
    const same = found && range[1] - range[0] > 1 && lowerAt(tokens, i - 1) === lowerAt(tokens, range[1] - 2)
    return found && !same && found[1] - found[0] < 8 ? found : undefined
  }
  return undefined
}

/** Where both have one noun, what tells them apart belongs to them: "the rise in prices", "the rise in wages". */
function whole(tokens: readonly Token[], right: Range, left: Range | undefined): Range {
  const head = lowerAt(tokens, right[1] - 1)
  if (!left || tokens[right[1]]?.tag !== 'prep' || !tokens.slice(...left).some(({ lower }) => lower === head))
    return right
  return item(tokens, right[0], nounPhraseEnd(tokens, right[0], tokens.length, { chain: true })) ?? right
}

/** Stand neither verbs nor nouns between the indexes? */
const isBare = (tokens: readonly Token[], start: number, end: number) =>
  end >= start &&
  end - start < 8 &&
  tokens
    .slice(start, end)
    .every(({ tag, lower }) => /^(?:adv|conj|punct|num|prep|det)$/.test(tag) || lower === 'times')

/** "better than both": the name before the item. */
function bothOf(tokens: readonly Token[], at: number, left: Range): Range | undefined {
  if (!/^(?:both|either|them|it)$/.test(lowerAt(tokens, at))) return undefined
  if (tokens[at + 1] && !/^(?:punct|prep|conj|sub)$/.test(tokens[at + 1]?.tag ?? '')) return undefined
  return namedBefore(tokens, left[0])
}

/**
 * "faster in Java than C++", "harder to run Python than PHP": the phrase before "than", where it is of the same sort
 * as the other item.
 */
function itemBetween(tokens: readonly Token[], { at, start }: Link, other: Other): Range | undefined {
  // "more of a concept than a fact"
  if (lowerAt(tokens, at + 1) === 'of') return item(tokens, at + 2, nounPhraseEnd(tokens, at + 2, start))
  for (let i = at + 1; i < start - 1; i++) {
    // "more concerned with saving the world than saving people"
    if (/[a-z]{2}ing$/.test(lowerAt(tokens, i)) && tokens[i - 1]?.tag === 'prep' && isGerund(tokens, other))
      return item(tokens, i, start)
    const infinitive = tokens[i]?.tag === 'verb' && lowerAt(tokens, i - 1) === 'to'
    if (!infinitive && !/^(?:in|on|with|for|at|using|from)$/.test(lowerAt(tokens, i))) continue
    if (nounPhraseEnd(tokens, i + 1, start, { list: true }) !== start) continue
    const range = /^(?:their|its|his|her)$/.test(lowerAt(tokens, i + 1))
      ? undefined
      : item(tokens, i + 1, start)
    if (!range || !differ(tokens, range, other.range)) return undefined
    if (other.prep === lowerAt(tokens, i)) return range
    const subject = subjectBefore(tokens, at)
    if (!subject && range[1] - range[0] < 3) return range
    if (isName(tokens, range) !== isName(tokens, other.range) || range[1] - range[0] > 3) return undefined
    return !subject || isName(tokens, subject) !== isName(tokens, other.range) ? range : undefined
  }
  return undefined
}

const isGerund = (tokens: readonly Token[], { range }: Other) =>
  range[1] - range[0] > 1 && /[a-z]{2}ing$/.test(lowerAt(tokens, range[0]))

/** What is compared: "faster", "better graphics", "easier to learn", "better at baseball". */
function aspects(tokens: readonly Token[], at: number, link: number): Range[] {
  let end = Math.min(link, at + 6)
  while (end > at + 1 && /^(?:punct|adv)$/.test(tokens[end - 1]?.tag ?? '')) end--
  return [[at, Math.max(at + 1, end)]]
}
