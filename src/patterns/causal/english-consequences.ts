import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import type { Sentence } from '../document.js'
import { isOrder, mainStart } from './english-parts.js'
import { type Link, type Links, type Part, whole } from './rule.js'

const CONSEQUENCE = new Set(
  "therefore thereby thus hence consequently so this that which that's that’s as for".split(' '),
)

/** "C, so E", "C; therefore, E", "That is why E", "C, which means E", "so that" */
export const consequences: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  for (let i = 0; i < tokens.length - 3; i++) {
    const { lower } = tokens[i] as Token
    if (!CONSEQUENCE.has(lower)) continue
    const doing = thereby(sentence, i)
    if (doing) {
      out.push(doing)
      continue
    }
    const length = consequence(tokens, i)
    if (length === 0) continue
    let from = i + length
    if (lowerAt(tokens, from) === ',') from++
    const end = clauseEnd(tokens, from)
    if (end - from < 3 || !hasVerb(tokens, from, end)) continue
    // "therefore I can say:"
    if (
      end - from < 5 &&
      /^(?:say|conclude|ask|think)$/.test(
        lowerAt(tokens, tokens[end - 1]?.tag === 'punct' ? end - 2 : end - 1),
      )
    )
      continue
    const initial = tokens.slice(0, i).every(({ tag, lower: word }) => tag === 'punct' || word === 'and')
    if (initial) {
      if (
        before &&
        !/\?$/.test(before.text.slice(before.start, before.end)) &&
        lower !== 'so' &&
        before.tokens.length > 4
      )
        out.push({
          cause: whole(before, sentenceStart(before.tokens)),
          effect: part(from, end),
          certainty: 0.65,
        })
      continue
    }
    let left = i
    while (left > 0 && /^(?:,|;|and|—)$/.test(lowerAt(tokens, left - 1))) left--
    const start = clauseStart(tokens, left)
    if (left - start < 3 || !hasVerb(tokens, start, left) || isOrder(tokens, start)) continue
    out.push({ cause: part(start, left), effect: part(from, end), certainty: lower === 'so' ? 0.65 : 0.75 })
  }
  return out
}

/** "C, thereby V-ing E" */
function thereby(sentence: Sentence, i: number): Link | undefined {
  const { tokens } = sentence
  const { lower } = tokens[i] as Token
  const gerund = lowerAt(tokens, i + 1)
  if (!/^(?:thereby|thus|hence)$/.test(lower) || !/....ing$/.test(gerund)) return undefined
  let left = i
  while (left > 0 && /^(?:,|and|—)$/.test(lowerAt(tokens, left - 1))) left--
  const start = mainStart(tokens, clauseStart(tokens, left))
  if (left - start < 3 || !hasVerb(tokens, start, left) || isOrder(tokens, start)) return undefined
  return {
    cause: { sentence, start, end: left },
    effect: { sentence, start: i + 1, end: clauseEnd(tokens, i + 1) },
    certainty: 0.75,
  }
}

/** Length of a consequence connective at `i`, 0 for none. */
function consequence(tokens: readonly Token[], i: number): number {
  const { lower } = tokens[i] as Token
  const previous = lowerAt(tokens, i - 1)
  const next = tokens[i + 1]
  const opens = i === 0 || /^(?:,|;|and|—)$/.test(previous)
  if (/^(?:therefore|consequently|hence)$/.test(lower)) {
    // "... three eggs therefore there are eight"
    const runsOn = tokens[i - 1]?.tag === 'noun' && /^(?:pron|det)$/.test(next?.tag ?? '')
    return (opens && next?.tag !== 'prep') || runsOn ? 1 : 0
  }
  if (lower === 'thus')
    return opens && (next?.lower === ',' || /^(?:pron|det|prep)$/.test(next?.tag ?? '')) ? 1 : 0
  if (lower === 'so') {
    if (next?.lower === 'that' && tokens[i + 2]?.tag !== 'aux') return i > 2 ? 2 : 0
    return previous === ',' &&
      (next?.tag === 'pron' || next?.tag === 'det') &&
      !/^(?:much|many|far)$/.test(next.lower)
      ? 1
      : 0
  }
  if (
    /^(?:this|that|which)$/.test(lower) &&
    /^(?:is|was|explains)$/.test(next?.lower ?? '') &&
    lowerAt(tokens, i + 2) === 'why'
  )
    return opens || lower === 'which' ? 3 : 0
  if (/^(?:that's|that’s)$/.test(lower) && next?.lower === 'why') return 2
  if (
    lower === 'as' &&
    next?.lower === 'a' &&
    /^(?:result|consequence)$/.test(lowerAt(tokens, i + 2)) &&
    lowerAt(tokens, i + 3) === ','
  )
    return opens ? 3 : 0
  if (
    lower === 'for' &&
    /^(?:this|that)$/.test(next?.lower ?? '') &&
    lowerAt(tokens, i + 2) === 'reason' &&
    opens
  )
    return 3
  return 0
}
