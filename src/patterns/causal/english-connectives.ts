import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, mayHoldVerb, sentenceStart, subordinateEnd } from '../clause.js'
import { nominalConnective, nominalLink } from './english-prepositions.js'
import { clausal, motiveLength } from './english-subordinators.js'
import { type Link, type Links, type Part, whole } from './rule.js'

export const CONNECTIVE = new Set(
  'because since as given due owing thanks attributed attributable on in for out now'.split(' '),
)

/** "E because C", "Because C, E", ", since C", "due to C" and their like. */
export const connectives: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  for (let i = 0; i < tokens.length - 1; i++) {
    const { lower } = tokens[i] as Token
    if (!CONNECTIVE.has(lower)) continue
    const next = lowerAt(tokens, i + 1)
    // "Note that since C, E" as well
    const initial =
      i <= sentenceStart(tokens, i + 1) ||
      (lowerAt(tokens, i - 1) === 'that' && lower !== 'in' && lower !== 'on')

    const nominal = nominalConnective(tokens, i)
    if (nominal > 0) {
      const link = nominalLink(sentence, before, i, i + nominal, initial)
      if (link) out.push(link)
      i += nominal
      continue
    }

    const certainty = clausal(tokens, i, initial)
    if (certainty === 0) continue
    const from = i + (lower === 'given' || lower === 'now' ? 2 : Math.max(1, motiveLength(tokens, i)))
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
      /^(?:,|and|but|mainly|mostly|primarily|simply|only|just|merely|partly|largely|probably|especially|is|was|may|might|could|be|this)$/.test(
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
    if (end - start < 3 || !mayHoldVerb(tokens, start, end) || !mayHoldVerb(tokens, from, tokens.length))
      continue
    // "I say, because ..."
    if (end - start < 5 && /^(?:say|think|guess|mean|believe)$/.test(lowerAt(tokens, end - 1))) continue
    out.push({ cause: part(from, clauseEnd(tokens, from)), effect: part(start, end), certainty })
  }
  return out
}
