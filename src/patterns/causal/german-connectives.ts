import { lowerAt } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import { part, subordinateEnd } from './german-parts.js'
import { type Link, type Links, whole } from './rule.js'

/** "E, weil C", "Weil C, E", ", da C", ", denn C" */
export const connectives: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    const previous = lowerAt(tokens, i - 1)
    if (!/^(?:weil|da|denn)$/.test(lower)) continue
    const initial = i <= sentenceStart(tokens, i)
    if (lower === 'denn' && (initial || previous !== ',')) continue
    if (lower === 'da' && !(initial || previous === ',')) continue
    // "da" as "there": a verb follows at once
    if (lower === 'da' && /^(?:verb|aux|adv)$/.test(tokens[i + 1]?.tag ?? '')) continue
    const certainty = lower === 'weil' ? 0.85 : 0.75
    if (initial) {
      const comma = subordinateEnd(tokens, i + 1)
      if (comma > 0)
        out.push({
          cause: part(sentence, i + 1, comma),
          effect: part(sentence, comma + 1, clauseEnd(tokens, comma + 1)),
          certainty,
        })
      else if (before && lower === 'weil')
        out.push({ cause: part(sentence, i + 1, tokens.length), effect: whole(before), certainty: 0.5 })
      continue
    }
    let left = i
    while (
      left > 0 &&
      /^(?:,|und|nur|vor|allem|auch|nicht|zuletzt|schon|deshalb)$/.test(lowerAt(tokens, left - 1))
    )
      left--
    if (previous === 'nicht') continue
    const start = clauseStart(tokens, left)
    if (left - start < 3 || !hasVerb(tokens, start, left)) continue
    const comma = lower === 'denn' ? -1 : subordinateEnd(tokens, i + 1)
    const end =
      comma > 0 && !/^(?:und|oder|der|die|das|was|wie|wenn|als|um)$/.test(lowerAt(tokens, comma + 1))
        ? comma
        : clauseEnd(tokens, i + 1)
    out.push({ cause: part(sentence, i + 1, end), effect: part(sentence, start, left), certainty })
  }
  return out
}
