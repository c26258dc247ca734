import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart, subordinateEnd } from '../clause.js'
import type { Sentence } from '../document.js'
import { isPointer, isVerbal } from './english-parts.js'
import { type Link, type Links, type Part, whole } from './rule.js'

export const CONNECTIVE = new Set('because since as given due owing thanks on in'.split(' '))

/** "E because C", "Because C, E", ", since C", "due to C" and their like. */
export const connectives: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  for (let i = 0; i < tokens.length - 1; i++) {
    const { lower } = tokens[i] as Token
    if (!CONNECTIVE.has(lower)) continue
    const next = lowerAt(tokens, i + 1)
    const initial = i <= sentenceStart(tokens, i + 1)

    const nominal = nominalConnective(tokens, i)
    if (nominal > 0) {
      const link = nominalLink(sentence, before, i, i + nominal, initial)
      if (link) out.push(link)
      i += nominal
      continue
    }

    const certainty = clausal(tokens, i, initial)
    if (certainty === 0) continue
    const from = i + (lower === 'given' ? 2 : 1)
    if (initial) {
      const comma = subordinateEnd(tokens, from)
      if (comma > 0)
        out.push({
          cause: part(from, comma),
          effect: part(comma + 1, clauseEnd(tokens, comma + 1)),
          certainty,
        })
      else if (lower === 'because' && before && !next.startsWith('of'))
        out.push({ cause: part(from, tokens.length), effect: whole(before), certainty: 0.5 })
      continue
    }
    const start = clauseStart(tokens, i)
    let end = i
    while (
      end > start &&
      /^(?:,|and|but|mainly|mostly|primarily|simply|partly|largely|probably|especially|is|this)$/.test(
        lowerAt(tokens, end - 1),
      )
    )
      end--
    // "This is because ...": the effect was said before
    if (/^(?:this|that|it)$/.test(lowerAt(tokens, end)) && end <= start + 1 && before) {
      out.push({
        cause: part(from, clauseEnd(tokens, from)),
        effect: whole(before, sentenceStart(before.tokens)),
        certainty: 0.75,
      })
      continue
    }
    if (end - start < 3 || !hasVerb(tokens, start, end) || !hasVerb(tokens, from, tokens.length)) continue
    // "I say, because ..."
    if (end - start < 5 && /^(?:say|think|guess|mean|believe)$/.test(lowerAt(tokens, end - 1))) continue
    out.push({ cause: part(from, clauseEnd(tokens, from)), effect: part(start, end), certainty })
  }
  return out
}

/** "E due to C", "Due to C, E", "This is due to C" */
function nominalLink(
  sentence: Sentence,
  before: Sentence | undefined,
  i: number,
  from: number,
  initial: boolean,
): Link | undefined {
  const { tokens } = sentence
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  if (/^(?:not|just|only|partly)$/.test(lowerAt(tokens, i - 1))) return undefined
  const phrase = nounPhraseEnd(tokens, from, tokens.length, { chain: true, list: true })
  if (initial) {
    const comma = tokens.findIndex(({ lower }, k) => k > from && lower === ',')
    const end = comma > 0 && comma < from + 25 ? comma : phrase
    if (end <= from || !hasVerb(tokens, end, tokens.length)) return undefined
    return { cause: part(from, end), effect: part(end, clauseEnd(tokens, end + 1)), certainty: 0.8 }
  }
  const start = clauseStart(tokens, i)
  let end = i
  while (end > start && (isVerbal(tokens[end - 1]) || lowerAt(tokens, end - 1) === ',')) end--
  if (/^(?:this|that|it|which)$/.test(lowerAt(tokens, end - 1)) && end <= start + 1)
    return before && before.tokens.length > 4
      ? {
          cause: part(from, clauseEnd(tokens, from)),
          effect: whole(before, sentenceStart(before.tokens)),
          certainty: 0.7,
        }
      : undefined
  if (end <= start || isPointer(tokens, start, end) || tokens[end - 1]?.tag === 'pron') return undefined
  // a noun phrase with its cause inside a clause: "the time lost due to the strike is ..."
  if (end === i && !hasVerb(tokens, start, end)) {
    if (phrase <= from) return undefined
    return { cause: part(from, phrase), effect: part(start, end), certainty: 0.6 }
  }
  // "due to rain, and the game ...": the phrase ends at the comma
  const stop =
    lowerAt(tokens, phrase) === ',' && hasVerb(tokens, phrase, tokens.length)
      ? phrase
      : clauseEnd(tokens, from)
  return { cause: part(from, stop), effect: part(start, end), certainty: 0.8 }
}

/** Length of "due to", "because of", "as a result of" ... at `i`; 0 where there is none. */
function nominalConnective(tokens: readonly Token[], i: number): number {
  const [a, b, c, d] = [0, 1, 2, 3].map((k) => lowerAt(tokens, i + k))
  if (b === 'to' && (a === 'due' || a === 'owing' || a === 'thanks')) return 2
  if (a === 'because' && b === 'of') return 2
  if (a === 'on' && b === 'account' && c === 'of') return 3
  // "given the cost, ..."; "given that" opens a clause
  if (a === 'given' && tokens[i + 1]?.tag === 'det' && (i === 0 || lowerAt(tokens, i - 1) === ',')) return 1
  if (a === 'in' && /^(?:view|light)$/.test(b ?? '') && c === 'of') return 3
  if (a === 'as' && b === 'a' && /^(?:result|consequence)$/.test(c ?? '') && d === 'of') return 4
  return 0
}

/** How surely does the word at `i` open a cause clause? */
function clausal(tokens: readonly Token[], i: number, initial: boolean): number {
  const { lower } = tokens[i] as Token
  const next = tokens[i + 1]
  const previous = lowerAt(tokens, i - 1)
  if (lower === 'because') return /^(?:not|just|only|n't)$/.test(previous) ? 0 : 0.85
  if (lower === 'since') {
    if (
      /^(?:then|ever|its|when|last|early|late|at)$/.test(next?.lower ?? '') ||
      next?.tag === 'num' ||
      next?.tag === 'prep'
    )
      return 0
    // "has been there since ..." is time
    if (
      !initial &&
      previous !== ',' &&
      tokens.slice(0, i).some(({ lower: word }) => /^(?:has|have|had|been|['’]ve)$/.test(word))
    )
      return 0
    const finite = tokens
      .slice(i + 1, i + 12)
      .some(
        (token) =>
          token.tag === 'aux' ||
          /^(?:it|that|there)['’]s$/.test(token.lower) ||
          (token.tag === 'verb' && !token.lower.endsWith('ing')),
      )
    return finite && /^(?:pron|det|noun)$/.test(next?.tag ?? '') ? 0.7 : 0
  }
  if (lower === 'as') {
    if (previous !== ',' || !/^(?:it|they|this|there|these|you|he|she|we)$/.test(next?.lower ?? '')) return 0
    return /^(?:verb|aux|adv)$/.test(tokens[i + 2]?.tag ?? '') &&
      !/^(?:said|say|know|mentioned|see)$/.test(lowerAt(tokens, i + 2))
      ? 0.6
      : 0
  }
  if (lower === 'given') return next?.lower === 'that' ? 0.6 : 0
  return 0
}
