import { nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, sentenceStart } from '../clause.js'
import { part } from './german-parts.js'
import { type Links, whole } from './rule.js'

const PASSIVE = /^(?:verursacht|ausgelöst|hervorgerufen|bedingt|bewirkt|herbeigeführt)$/

/** "C führt zu E", "C verursacht E", "E wird durch C ausgelöst" */
export const verbs: Links = (sentence, before) => {
  const { tokens } = sentence
  for (let i = 1; i < tokens.length; i++) {
    const lower = lowerAt(tokens, i)
    if (PASSIVE.test(lower)) {
      const by = tokens.findIndex((token, k) => k < i && /^(?:durch|von|vom)$/.test(token.lower))
      if (by > 0 && by < i - 1) {
        let left = by
        while (left > 0 && /^(?:aux|adv)$/.test(tokens[left - 1]?.tag ?? '')) left--
        const full = left < by
        const start = full ? subjectStart(tokens, left) : nounPhraseStart(tokens, by)
        return start < left
          ? [{ cause: part(sentence, by + 1, i), effect: part(sentence, start, left), certainty: 0.8 }]
          : []
      }
    }
    let from = i + 1
    if (/^(?:führt|führen|führte|führten)$/.test(lower)) {
      // "führt häufig zu"
      while (
        from < i + 5 &&
        /^(?:adv|det|noun|adj|prep|pron)$/.test(tokens[from]?.tag ?? '') &&
        !/^(?:zu|zum|zur|dazu)$/.test(lowerAt(tokens, from))
      )
        from++
      if (!/^(?:zu|zum|zur|dazu)$/.test(lowerAt(tokens, from))) continue
      from += /^(?:zum|zur)$/.test(lowerAt(tokens, from)) ? 1 : 1
      if (lowerAt(tokens, from) === ',') from++
      if (/^da(?:ss|ß)$/.test(lowerAt(tokens, from))) from++
    } else if (
      !/^(?:verursacht|verursachen|verursachte|bewirkt|bewirken|ermöglicht|ermöglichen|verhindert|verhindern)$/.test(
        lower,
      )
    )
      continue
    const end = clauseEnd(tokens, from)
    if (end - from < 1 || !tokens.slice(from, end).some(({ tag }) => tag === 'noun')) continue
    let left = i
    while (left > 0 && /^(?:aux|adv)$/.test(tokens[left - 1]?.tag ?? '')) left--
    const start = subjectStart(tokens, left)
    if (left - start === 1 && /^(?:das|dies)$/.test(lowerAt(tokens, start))) {
      if (!before || before.tokens.length < 5) return []
      return [
        {
          cause: whole(before, sentenceStart(before.tokens)),
          effect: part(sentence, from, end),
          certainty: 0.65,
        },
      ]
    }
    if (start >= left || !tokens.slice(start, left).some(({ tag }) => tag === 'noun')) continue
    const certainty = /^(?:ermöglich|verhinder)/.test(lower) ? 0.55 : 0.8
    const relation = /^ermöglich/.test(lower) ? 'enable' : /^verhinder/.test(lower) ? 'prevent' : undefined
    return [
      {
        cause: part(sentence, start, left),
        effect: part(sentence, relation ? i : from, end),
        certainty,
        ...(relation && { relation }),
      },
    ]
  }
  return []
}

/** The start of the subject before the verb at `end`: all that a verb, a comma before a clause or a break leaves. */
function subjectStart(tokens: readonly Token[], end: number): number {
  const opening = sentenceStart(tokens, end)
  for (let i = end - 1; i >= opening; i--) {
    const { tag, word } = tokens[i] as Token
    if (tag === 'verb' || tag === 'aux' || tag === 'sub' || tag === 'wh' || /^[;:—–(]$/.test(word))
      return i + 1 < end && tag !== 'verb' && tag !== 'aux' ? i + 1 : end
  }
  return tokens[opening]?.tag === 'prep' || tokens[opening]?.tag === 'adv' ? end : opening
}
