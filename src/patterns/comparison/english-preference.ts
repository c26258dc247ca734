import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { differ, isName, item, itemAfter, negated } from './english-items.js'
import { itemBefore } from './english-subject.js'
import type { Contrast, Rule } from './rule.js'

const list = (words: string) => words.trim().split(/\s+/)
const PREFER = new Set(list('prefer prefers preferred preferring'))
/** Taking one of several: only "over" another makes it a comparison. */
const TAKE = new Set(
  list(`choose chooses chose chosen choosing pick picks picked recommend recommends recommended favor favors favored favour
    favours favoured take takes took bought buy buys get gets got like likes love loves want wants`),
)
const BEAT = new Set(
  list(`beat beats outperform outperforms outperformed outperforming surpass surpasses surpassed outclass outclasses
    outclassed outscore outscores outscored outsell outsells outsold overtake overtakes overtook trump trumps dethrone
    dethrones dethroned outshine outshines outshone`),
)
/** Without one of these nothing is preferred. */
export const PREFERENCES: readonly string[] = [...PREFER, ...BEAT, 'ahead', 'over']
const OVER = /^(?:over|to|rather|instead)$/

/** "I prefer A to B", "I chose A over B", "A beats B", "A is ahead of B" */
export const preference: Rule = (tokens) => {
  for (let i = 0; i < tokens.length - 2; i++) {
    const { lower } = tokens[i] as Token
    const items = PREFER.has(lower)
      ? chosen(tokens, i, OVER)
      : TAKE.has(lower) && tokens[i]?.tag === 'verb'
        ? chosen(tokens, i, /^over$/)
        : BEAT.has(lower)
          ? beaten(tokens, i, lowerAt(tokens, i + 1) === 'out' ? i + 2 : i + 1)
          : lower === 'ahead' && lowerAt(tokens, i + 1) === 'of'
            ? beaten(tokens, i, i + 2)
            : undefined
    if (items) return [{ items, aspects: [], winner: negated(tokens, i) ? undefined : 0, certainty: 0.75 }]
  }
  return []
}

/** "prefer A to B": the object of the verb and what it is chosen over. */
function chosen(tokens: readonly Token[], verb: number, over: RegExp): Contrast['items'] | undefined {
  let end = nounPhraseEnd(tokens, verb + 1, tokens.length, { list: true })
  while (
    end < verb + 9 &&
    !/^(?:to|over|rather|than|instead)$/.test(lowerAt(tokens, end)) &&
    !/^(?:verb|punct)$/.test(tokens[end]?.tag ?? '')
  )
    end++
  const link = lowerAt(tokens, end)
  const left = item(tokens, verb + 1, end)
  if (!left || !over.test(link)) return undefined
  const right = itemAfter(tokens, link === 'rather' || link === 'instead' ? end + 2 : end + 1)
  if (!right || !differ(tokens, left, right.range)) return undefined
  // "took a walk over the bridge"
  return PREFER.has(lowerAt(tokens, verb)) || (isName(tokens, left) && isName(tokens, right.range))
    ? [left, right.range]
    : undefined
}

/** "A beats B", where B is a name ("beats the eggs"). */
function beaten(tokens: readonly Token[], verb: number, after: number): Contrast['items'] | undefined {
  if (tokens[verb - 1]?.tag === 'det') return undefined
  const right = itemAfter(tokens, after)
  if (!right || !isName(tokens, right.range)) return undefined
  const direct = nounPhraseStart(tokens, verb)
  const left = (direct < verb && item(tokens, direct, verb)) || itemBefore(tokens, verb + 1, right)
  return left && left[1] <= verb && differ(tokens, left, right.range) ? [left, right.range] : undefined
}

const NOT =
  /^(?:not|never|nearly|nowhere|neither|hardly|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|doesn['’]t|don['’]t|didn['’]t)$/

/** "A is not as good as B", "A is not nearly as fast as B" */
export const unequal: Rule = (tokens) => {
  for (let i = 2; i < tokens.length - 3; i++) {
    if (!/^(?:as|so)$/.test(lowerAt(tokens, i))) continue
    if (![1, 2, 3].some((back) => NOT.test(lowerAt(tokens, i - back)))) continue
    // "not so much A as B", "not as A but as B"
    if (tokens[i + 1]?.tag === 'det') continue
    const end = asAfter(tokens, i + 2)
    // "not as well as" may mean "also not"
    if (end < 0) continue
    const right = itemAfter(tokens, end + 1)
    const left = right && itemBefore(tokens, i, right)
    if (left && right && differ(tokens, left, right.range))
      return [{ items: [left, right.range], aspects: [[i + 1, end]], winner: 1, certainty: 0.75 }]
  }
  return []
}

function asAfter(tokens: readonly Token[], from: number): number {
  for (let i = from; i < Math.min(tokens.length - 1, from + 4); i++) {
    if (lowerAt(tokens, i) === 'as') return i
    if (/^(?:punct|conj)$/.test(tokens[i]?.tag ?? '')) return -1
  }
  return -1
}
