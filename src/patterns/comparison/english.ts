import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { hasVerb } from '../clause.js'
import {
  differ,
  isName,
  item,
  itemAfter,
  itemBefore,
  namedBefore,
  negated,
  subjectBefore,
} from './english-items.js'
import type { Contrast, Range, Rule } from './rule.js'
import { isComparative, isPlainComparative, polarity } from './words.js'

/** "A is faster than B", "A has better graphics than B", "A is superior to B" */
const comparative: Rule = (sentence) => {
  const { tokens } = sentence
  const out: Contrast[] = []
  for (let than = 1; than < tokens.length - 1; than++) {
    const to =
      lowerAt(tokens, than) === 'to' && /^(?:superior|inferior|preferable)$/.test(lowerAt(tokens, than - 1))
    if (lowerAt(tokens, than) !== 'than' && !to) continue
    const at = to ? than - 1 : comparativeBefore(tokens, than)
    if (at < 0 || isAmount(tokens, than) || /^(?:nothing|anything|none)$/.test(lowerAt(tokens, at - 1)))
      continue
    const right = itemAfter(tokens, than + 1)
    const left = right && (itemBetween(tokens, at, than, right) ?? itemBefore(tokens, at, right))
    if (!right || !left || !differ(tokens, left, right.range)) continue
    const sign =
      lowerAt(tokens, at) === 'preferable' ? 1 : polarity(lowerAt(tokens, at), lowerAt(tokens, at + 1))
    const winner = sign === 0 || negated(tokens, at) ? undefined : sign > 0 ? 0 : 1
    out.push({ items: [left, right.range], aspects: aspects(tokens, at, than), winner, certainty: 0.85 })
  }
  return out
}

/** "more than 40", "more than a thousand people" */
const isAmount = (tokens: readonly Token[], than: number) =>
  tokens[than + 1]?.tag === 'num' ||
  (/^(?:more|less|fewer)$/.test(lowerAt(tokens, than - 1)) && tokens[than + 2]?.tag === 'num')

function comparativeBefore(tokens: readonly Token[], than: number): number {
  if (/^(?:other|nothing)$/.test(lowerAt(tokens, than - 1))) return -1
  if (lowerAt(tokens, than - 1) === 'rather' && lowerAt(tokens, than - 2) === ',') return -1
  for (let at = than - 1; at >= Math.max(0, than - 12); at--)
    if (isComparative(lowerAt(tokens, at))) return at
  return -1
}

/** "faster in Java than C++": the phrase before "than", where it is of the same sort as the other item. */
function itemBetween(
  tokens: readonly Token[],
  at: number,
  than: number,
  other: { range: Range; prep: string },
): Range | undefined {
  for (let i = at + 1; i < than - 1; i++) {
    if (
      !/^(?:in|on|with|for|at|using|from)$/.test(lowerAt(tokens, i)) ||
      nounPhraseEnd(tokens, i + 1, than) !== than
    )
      continue
    const range = /^(?:their|its|his|her|my|our|your)$/.test(lowerAt(tokens, i + 1))
      ? undefined
      : item(tokens, i + 1, than)
    if (!range || !differ(tokens, range, other.range)) return undefined
    if (other.prep === lowerAt(tokens, i)) return range
    const subject = subjectBefore(tokens, at)
    if (isName(tokens, range) !== isName(tokens, other.range) || range[1] - range[0] > 2) return undefined
    return !subject || isName(tokens, subject) !== isName(tokens, other.range) ? range : undefined
  }
  return undefined
}

/** What is compared: "faster", "better graphics", "easier to learn", "better at baseball". */
function aspects(tokens: readonly Token[], at: number, than: number): Range[] {
  let end = Math.min(than, at + 6)
  while (end > at + 1 && /^(?:punct|adv)$/.test(tokens[end - 1]?.tag ?? '')) end--
  return [[at, Math.max(at + 1, end)]]
}

/** "I prefer A to B", "A beats B", "A outperforms B", "A over B" */
const preference: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    if (/^prefer(?:s|red|ring)?$/.test(lower)) {
      let end = nounPhraseEnd(tokens, i + 1)
      while (
        end < i + 9 &&
        !/^(?:to|over|rather|than|instead|punct)$/.test(lowerAt(tokens, end)) &&
        tokens[end]?.tag !== 'verb'
      )
        end++
      const left = item(tokens, i + 1, end)
      const link = lowerAt(tokens, end)
      if (!left || !/^(?:to|over|rather|than|instead)$/.test(link)) continue
      const right = itemAfter(tokens, link === 'rather' || link === 'instead' ? end + 2 : end + 1)
      if (right && differ(tokens, left, right.range))
        return [
          {
            items: [left, right.range],
            aspects: [],
            winner: negated(tokens, i) ? undefined : 0,
            certainty: 0.8,
          },
        ]
    }
    if (
      /^(?:beats|outperforms?|outperformed|surpass(?:es|ed)?|outclasses)$/.test(lower) &&
      tokens[i - 1]?.tag !== 'det'
    ) {
      const right = itemAfter(tokens, i + 1)
      const left = itemBefore(tokens, i + 1, right)
      if (left && right && left[1] <= i && isName(tokens, right.range) && differ(tokens, left, right.range))
        return [
          {
            items: [left, right.range],
            aspects: [],
            winner: negated(tokens, i) ? undefined : 0,
            certainty: 0.75,
          },
        ]
    }
  }
  return []
}

/** "Unlike A, B ...", "Compared to A, B ...", "A ... compared to B" */
const framed: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 3; i++) {
    const lower = lowerAt(tokens, i)
    let at = 0
    if (lower === 'unlike' && i <= 1) at = i + 1
    else if (/^(?:compared|comparison)$/.test(lower) && /^(?:to|with)$/.test(lowerAt(tokens, i + 1)))
      at = i + 2
    else if (/^(?:contrast|opposed)$/.test(lower) && lowerAt(tokens, i + 1) === 'to') at = i + 2
    if (at === 0) continue
    const other = itemAfter(tokens, at)
    if (!other) continue
    let main: Range | undefined
    if (i <= 1) {
      const comma = tokens.findIndex(
        (token, k) => k >= other.range[1] && k < other.range[1] + 6 && token.lower === ',',
      )
      if (comma < 0) continue
      const end = nounPhraseEnd(tokens, comma + 1)
      main = item(tokens, comma + 1, end)
    } else main = itemBefore(tokens, i, other)
    if (main && differ(tokens, main, other.range) && (i <= 1 || comparatives(tokens).length > 0))
      return [{ items: [main, other.range], aspects: comparatives(tokens), certainty: 0.7 }]
  }
  return []
}

/** All words of a sentence that are comparatives for sure. */
const comparatives = (tokens: readonly Token[]): Range[] =>
  tokens.flatMap(({ lower }, i): Range[] => {
    if (/^(?:more|less)$/.test(lower) && tokens[i + 1]?.tag === 'noun') return [[i, i + 2]]
    return isPlainComparative(lower) ? [[i, tokens[i + 1]?.tag === 'noun' ? i + 2 : i + 1]] : []
  })

const CONTRASTS = new Set(['while', 'whereas', 'but'])

/** "A is ..., while B is ...", "A is good but B is faster" */
const contrast: Rule = (sentence) => {
  const { tokens } = sentence
  if (!tokens.some(({ lower }) => CONTRASTS.has(lower))) return []
  const compares = comparatives(tokens)
  for (let i = 3; i < tokens.length - 3; i++) {
    const lower = lowerAt(tokens, i)
    const strong = lowerAt(tokens, i - 1) === ',' && (lower === 'while' || lower === 'whereas')
    if (!strong && (lower !== 'but' || compares.length === 0)) continue
    const second = subject(tokens, i + 1, tokens.length)
    const first = subject(tokens, 0, i)
    const left = first?.range ?? (second && isName(tokens, second.range) ? namedBefore(tokens, i) : undefined)
    if (!left || !second || !differ(tokens, left, second.range)) continue
    // "the story ends, while the world goes on" compares nothing
    if (compares.length === 0 && first?.verb !== second.verb) continue
    const better = compares.find(([at]) => at > i && polarity(lowerAt(tokens, at), '') !== 0)
    const sign = better ? polarity(lowerAt(tokens, better[0]), '') : 0
    const winner = sign === 0 || (better && negated(tokens, better[0])) ? undefined : sign > 0 ? 1 : 0
    return [{ items: [left, second.range], aspects: compares, winner, certainty: strong ? 0.65 : 0.6 }]
  }
  return []
}

/** The subject of the clause in the range, and its first verb ("be" for its forms). */
function subject(
  tokens: readonly Token[],
  start: number,
  end: number,
): { range: Range; verb: string } | undefined {
  let from = start
  while (from < end && /^(?:punct|conj|adv)$/.test(tokens[from]?.tag ?? '')) from++
  const stop = nounPhraseEnd(tokens, from, end)
  let verb = stop
  while (verb < end && tokens[verb]?.tag === 'adv') verb++
  if (!/^(?:aux|verb)$/.test(tokens[verb]?.tag ?? '')) return undefined
  const range = item(tokens, from, stop)
  const word = lowerAt(tokens, verb)
  return (
    range && {
      range,
      verb: /^(?:is|are|was|were)$/.test(word) ? 'be' : /^(?:has|have|had)$/.test(word) ? 'have' : word,
    }
  )
}

/** "The difference between A and B is ...", "A differs from B in ..." */
const difference: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 4; i++) {
    const lower = lowerAt(tokens, i)
    if (
      /^(?:differences?|distinction|comparison|contrast)$/.test(lower) &&
      lowerAt(tokens, i + 1) === 'between'
    ) {
      const middle = nounPhraseEnd(tokens, i + 2)
      if (lowerAt(tokens, middle) !== 'and') continue
      const end = nounPhraseEnd(tokens, middle + 1)
      const left = item(tokens, i + 2, middle)
      const right = item(tokens, middle + 1, end)
      if (left && right && differ(tokens, left, right) && hasVerb(tokens, end, tokens.length))
        return [{ items: [left, right], aspects: comparatives(tokens), certainty: 0.75 }]
    }
    if (
      /^differ(?:s|ed)?$/.test(lower) &&
      lowerAt(tokens, i + 1) === 'from' &&
      !tokens.slice(0, i).some(({ tag }) => tag === 'wh')
    ) {
      const right = itemAfter(tokens, i + 2)
      const left = itemBefore(tokens, i + 1, right)
      if (left && right && differ(tokens, left, right.range))
        return [{ items: [left, right.range], aspects: [], certainty: 0.7 }]
    }
  }
  return []
}

/** "They use MySQL; PostgreSQL is better": a name that is praised or blamed, and one before it. */
const implied: Rule = (sentence) => {
  const { tokens } = sentence
  for (let i = 2; i < tokens.length; i++) {
    const sign = polarity(lowerAt(tokens, i), '')
    if (sign === 0) continue
    const one = subjectBefore(tokens, i)
    if (!one || !isName(tokens, one)) continue
    const other = namedBefore(tokens, one[0])
    // not two of one list ("A, B and C are better"), nor "with faster cores"
    if (!other || !differ(tokens, one, other) || !hasVerb(tokens, other[1], one[0])) continue
    if (!/^(?:aux|adv|det)$/.test(tokens[i - 1]?.tag ?? '')) continue
    const winner = negated(tokens, i) ? undefined : sign > 0 ? 0 : 1
    return [{ items: [one, other], aspects: comparatives(tokens), winner, certainty: 0.5 }]
  }
  return []
}

export const ENGLISH_RULES: readonly Rule[] = [comparative, preference, difference, framed, contrast, implied]
