import { lowerAt } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import { part } from './german-parts.js'
import { type Links, whole } from './rule.js'

/** "C, deshalb E", "Deshalb E", "C, sodass E" */
export const consequences: Links = (sentence, before) => {
  const { tokens } = sentence
  for (let i = 0; i < tokens.length - 2; i++) {
    const lower = lowerAt(tokens, i)
    const previous = lowerAt(tokens, i - 1)
    const soThat = lower === 'sodass' || (lower === 'so' && /^da(?:ss|ß)$/.test(lowerAt(tokens, i + 1)))
    const reason =
      lower === 'aus' && lowerAt(tokens, i + 1) === 'diesem' && lowerAt(tokens, i + 2) === 'grund'
    if (
      !soThat &&
      !reason &&
      !/^(?:deshalb|daher|deswegen|folglich|somit|demzufolge|infolgedessen|darum)$/.test(lower)
    )
      continue
    if (!soThat && i > 0 && !/^(?:,|;|und|—|–)$/.test(previous)) continue
    // "daher, dass"
    if (lowerAt(tokens, i + 1) === ',' || (i === 0 && soThat)) continue
    const from = i + (reason ? 3 : lower === 'so' ? 2 : 1)
    const end = clauseEnd(tokens, from)
    if (end - from < 3 || !hasVerb(tokens, from, end)) continue
    if (i === 0) {
      if (!before || before.tokens.length < 5 || /\?$/.test(before.text.slice(before.start, before.end)))
        return []
      return [
        {
          cause: whole(before, sentenceStart(before.tokens)),
          effect: part(sentence, from, end),
          certainty: 0.65,
        },
      ]
    }
    let left = i
    while (left > 0 && /^(?:,|;|und|—|–)$/.test(lowerAt(tokens, left - 1))) left--
    const start = clauseStart(tokens, left)
    if (left - start < 3 || !hasVerb(tokens, start, left)) continue
    return [{ cause: part(sentence, start, left), effect: part(sentence, from, end), certainty: 0.75 }]
  }
  return []
}
