import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { hasVerb } from '../clause.js'
import { comparatives, differ, isName, item, namedBefore, negated } from './english-items.js'
import { subjectBefore } from './english-subject.js'
import type { Range, Rule } from './rule.js'
import { polarity } from './words.js'

/** "They use MySQL; PostgreSQL is better": a name that is praised or blamed, and one in another clause. */
export const implied: Rule = (tokens) => {
  // what it is better than is said, if not understood
  if (tokens.some(({ lower }) => lower === 'than')) return []
  for (let i = 1; i < tokens.length; i++) {
    const sign = polarity(lowerAt(tokens, i), lowerAt(tokens, i + 1))
    if (sign === 0 || !isSaid(tokens, i)) continue
    const one = judged(tokens, i)
    if (!one || !isName(tokens, one)) continue
    const other = nameInClauseBefore(tokens, one) ?? nameInClauseAfter(tokens, Math.max(i, one[1]))
    if (!other || sharesWord(tokens, one, other)) continue
    const winner = negated(tokens, i) ? undefined : sign > 0 ? 0 : 1
    return [{ items: [one, other], aspects: comparatives(tokens), winner, certainty: 0.5 }]
  }
  return []
}

/** One thing named twice: "but Mashreq", "Mashreq". */
function sharesWord(tokens: readonly Token[], a: Range, b: Range): boolean {
  const words = new Set(tokens.slice(...a).map(({ lower }) => lower))
  return tokens.slice(...b).some(({ lower, tag }) => tag === 'noun' && words.has(lower))
}

const DEGREE =
  /^(?:much|far|even|way|lot|bit|still|no|any|little|slightly|significantly|always|just|or|and|worlds|miles)$/
const COPULA =
  /^(?:is|are|was|were|be|been|being|seems?|seemed|looks?|looked|feels?|felt|gets?|got|getting|becomes?|became|sounds?|tastes?|works?|performs?|does|do|did|runs?|it['’]s|they['’]re|that['’]s)$/
const HAVING = /^(?:ha(?:s|ve|d)|gets?|got|gives?|gave|offers?|provides?|delivers?|delivered)$/

/** Is the comparative a predicate ("is better", "works better", "is a better choice"), or had ("has better graphics")? */
function isSaid(tokens: readonly Token[], at: number): boolean {
  let before = at - 1
  while (before > 0 && DEGREE.test(lowerAt(tokens, before))) before--
  const verb = lowerAt(tokens, before)
  if (tokens[at + 1]?.tag !== 'noun' || /^(?:more|less)$/.test(lowerAt(tokens, at)))
    return COPULA.test(verb) || tokens[before]?.tag === 'noun' || tokens[before]?.tag === 'num'
  if (/^(?:superior|inferior)$/.test(lowerAt(tokens, at))) return false
  return HAVING.test(verb) || (/^an?$/.test(verb) && COPULA.test(lowerAt(tokens, before - 1)))
}

/** What the comparative at `at` is said of: "easier in PHP", "like Windows 7 better", or the subject. */
function judged(tokens: readonly Token[], at: number): Range | undefined {
  for (let i = at + 1; i < Math.min(at + 6, tokens.length - 1); i++) {
    if (/^(?:punct|conj|sub|aux)$/.test(tokens[i]?.tag ?? '')) break
    if (!/^(?:in|on|with|using)$/.test(lowerAt(tokens, i))) continue
    const range = item(tokens, i + 1, nounPhraseEnd(tokens, i + 1))
    if (range && isName(tokens, range)) return range
  }
  let end = at
  while (end > 0 && DEGREE.test(lowerAt(tokens, end - 1))) end--
  const start = nounPhraseStart(tokens, end)
  if (start < end && tokens[start - 1]?.tag === 'verb') return item(tokens, start, end)
  return fronted(tokens, at) ?? subjectBefore(tokens, at)
}

/** "in PHP it is easier" */
function fronted(tokens: readonly Token[], at: number): Range | undefined {
  let it = at - 1
  while (it > 1 && /^(?:aux|verb|adv|det)$/.test(tokens[it]?.tag ?? '')) it--
  if (!/^it(?:['’]s|['’]d)?$/.test(lowerAt(tokens, it))) return undefined
  const end = lowerAt(tokens, it - 1) === ',' ? it - 1 : it
  const start = nounPhraseStart(tokens, end)
  return start < end && tokens[start - 1]?.tag === 'prep' ? item(tokens, start, end) : undefined
}

/** The nearest name before, in another clause: not two of one list ("A, B and C are better"). */
function nameInClauseBefore(tokens: readonly Token[], one: Range): Range | undefined {
  const other = namedBefore(tokens, one[0])
  if (!other) return undefined
  const turns = tokens.slice(other[1], one[0]).some(({ lower }) => /^(?:but|while|whereas)$/.test(lower))
  return turns || hasVerb(tokens, other[1], one[0]) ? other : undefined
}

const OPENS = /^(?:but|while|whereas|although|though|when|if|unless|and|because|[-;–—])$/

/** The first name of a clause that follows: "MySQL is better, but you can use SQLite". */
function nameInClauseAfter(tokens: readonly Token[], at: number): Range | undefined {
  let opened = false
  for (let i = at; i < Math.min(tokens.length, at + 24); i++) {
    const { tag, word, lower } = tokens[i] as Token
    if (OPENS.test(lower)) opened = true
    if (!opened || tag !== 'noun' || word === lower) continue
    const end = nounPhraseEnd(tokens, i)
    const range = item(tokens, i, end)
    if (range && hasVerb(tokens, at, tokens.length)) return range
  }
  return undefined
}

/** "Groovy is a better Java", "Scala as a better Java": the second is a name alone. */
export const betterName: Rule = (tokens) => {
  for (let i = 2; i < tokens.length - 1; i++) {
    const sign = polarity(lowerAt(tokens, i), '')
    if (sign === 0 || !/^(?:an?|the|"|“|simply)$/.test(lowerAt(tokens, i - 1))) continue
    const end = nounPhraseEnd(tokens, i + 1)
    const right = item(tokens, i + 1, end)
    if (!right || end > i + 2 || !isName(tokens, right)) continue
    if (tokens[end] && !/^(?:punct|prep|sub|conj)$/.test(tokens[end]?.tag ?? '')) continue
    const left = subjectBefore(tokens, i) ?? namedBefore(tokens, i)
    if (left && differ(tokens, left, right))
      return [
        {
          items: [left, right],
          aspects: [[i, i + 1]],
          winner: negated(tokens, i) ? undefined : sign > 0 ? 0 : 1,
          certainty: 0.6,
        },
      ]
  }
  return []
}

/** "a Nikon, or better yet a Leica": the second is better or worse than the first. */
export const outdone: Rule = (tokens) => {
  for (let i = 3; i < tokens.length - 2; i++) {
    const sign = polarity(lowerAt(tokens, i), '')
    if (sign === 0 || !/^(?:yet|still)$/.test(lowerAt(tokens, i + 1))) continue
    let before = i
    while (before > 0 && /^(?:conj|punct|adv)$/.test(tokens[before - 1]?.tag ?? '')) before--
    const from = lowerAt(tokens, i + 2) === ',' ? i + 3 : i + 2
    const first = item(tokens, nounPhraseStart(tokens, before), before)
    const second = item(tokens, from, nounPhraseEnd(tokens, from))
    if (first && second && differ(tokens, first, second))
      return [{ items: [second, first], aspects: [[i, i + 1]], winner: sign > 0 ? 0 : 1, certainty: 0.6 }]
  }
  return []
}
