import { isParticiple } from '../../text/english.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { sentenceStart, subordinateEnd } from '../clause.js'

/**
 * The start of the subject that ends before `end`: as far left as a sentence break or a conjunction that opens a
 * clause. Where a finite verb stands before, the subject begins after the comma or "and" between, if there is one;
 * else `end` itself, as the words between are that verb's object.
 */
export function subjectStart(tokens: readonly Token[], end: number): number {
  const opening = Math.min(sentenceStart(tokens, end), end)
  let start = end
  let joint = -1 // after the comma or conjunction nearest to the verb
  for (let i = end - 1; i >= opening; i--) {
    const { tag, word, lower } = tokens[i] as Token
    if (tag === 'wh' || tag === 'sub' || /^[;:—–(]$/.test(word)) break
    if (tag === 'verb' && tokens[i - 1]?.tag === 'pron' && tokens[i - 2]?.tag === 'noun') {
      i-- // "the pain he felt"
      continue
    }
    if (tag === 'aux' || (tag === 'verb' && lowerAt(tokens, i - 1) !== 'to' && !isParticiple(lower)))
      return joint < 0 ? end : joint
    if (tag === 'pron') return i === end - 1 ? i : joint < 0 ? start : joint
    if (tag !== 'punct' && tag !== 'conj') start = i
    else if (joint < 0) joint = i + 1
  }
  // "In 1906, the quake caused": the adjunct before the comma is no part of it
  if (tokens[start]?.tag === 'prep' || tokens[start]?.tag === 'adv') {
    const comma = tokens.findIndex(({ lower }, i) => i > start && i < end && lower === ',')
    if (comma > 0) return comma + 1
    return tokens[start]?.tag === 'adv' ? start : end
  }
  return start
}

/** A part that says nothing by itself: a lone pronoun, "this", "one". */
export function isPointer(tokens: readonly Token[], start: number, end: number): boolean {
  const first = tokens[start]
  if (
    !first ||
    (first.tag === 'det' && /^(?:above|following|former|latter|same)$/.test(lowerAt(tokens, start + 1)))
  )
    return true
  let content = 0
  for (let i = start; i < end; i++) if (/^(?:noun|adj|verb)$/.test(tokens[i]?.tag ?? '')) content++
  return content === 0
}

export const isVerbal = (token: Token | undefined) => token?.tag === 'aux' || token?.tag === 'adv'

/** "Make sure ..., so that you hear them": an order is no cause. */
export function isOrder(tokens: readonly Token[], start: number): boolean {
  if (tokens[start]?.tag === 'sub') {
    // "When they sleep, make sure ..."
    const comma = subordinateEnd(tokens, start + 1)
    return comma > 0 && isOrder(tokens, comma + 1)
  }
  const order =
    /^(?:please|remember|now|make|let|keep|try|use|take|add|note|list|write|give|tell|explain|describe|create|provide|show|name|suggest|act|imagine|draw|generate|compare|don['’]t)$/
  return tokens[start]?.tag === 'verb' || order.test(lowerAt(tokens, start))
}

/** The main clause behind "While ..., " or "If ..., " at `start`; `start` itself where none stands there. */
export function mainStart(tokens: readonly Token[], start: number): number {
  if (tokens[start]?.tag !== 'sub') return start
  // "As a result, ..."
  if (lowerAt(tokens, start) === 'as' && lowerAt(tokens, start + 3) === ',') return start + 4
  const comma = subordinateEnd(tokens, start + 1)
  return comma > 0 ? comma + 1 : start
}
