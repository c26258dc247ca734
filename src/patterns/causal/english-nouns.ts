import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd } from '../clause.js'
import { isPointer, isVerbal, subjectStart } from './english-parts.js'
import type { Link, Links, Part } from './rule.js'

const SOURCES = /^(?:ar(?:ise|ises|ose|isen|ising)|stem(?:s|med|ming)?|result(?:s|ed|ing)?)$/

/** "E arises from C", "E resulting from C" */
export const sources: Links = (sentence) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 1; i < tokens.length - 2; i++) {
    if (!SOURCES.test(lowerAt(tokens, i)) || lowerAt(tokens, i + 1) !== 'from') continue
    let left = i
    while (left > 0 && isVerbal(tokens[left - 1])) left--
    const reduced = lowerAt(tokens, i).endsWith('ing')
    const start = reduced ? nounPhraseStart(tokens, i) : subjectStart(tokens, left)
    const end = reduced
      ? nounPhraseEnd(tokens, i + 2, tokens.length, { chain: true, list: true })
      : clauseEnd(tokens, i + 2)
    if (start < left && end > i + 2 && !isPointer(tokens, start, left) && !isPointer(tokens, i + 2, end))
      out.push({
        cause: { sentence, start: i + 2, end },
        effect: { sentence, start, end: left },
        certainty: 0.75,
      })
  }
  return out
}

/** "C is a leading cause of E", "The cause of E is C", "The reason E is that C" */
export const nouns: Links = (sentence) => {
  const { tokens } = sentence
  const out: Link[] = []
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  for (let i = 1; i < tokens.length - 2; i++) {
    const { lower } = tokens[i] as Token
    if (/^causes?$/.test(lower) && lowerAt(tokens, i + 1) === 'of') {
      const effectEnd = nounPhraseEnd(tokens, i + 2, tokens.length, { chain: true })
      const is = tokens[effectEnd]
      let left = i
      while (left > 0 && !/^(?:is|are|was|were|be|as|among)$/.test(lowerAt(tokens, left))) left--
      if (is && /^(?:is|are|was|were)$/.test(is.lower)) {
        const end = clauseEnd(tokens, effectEnd + 1)
        if (!isPointer(tokens, effectEnd + 1, end))
          out.push({ cause: part(effectEnd + 1, end), effect: part(i + 2, effectEnd), certainty: 0.8 })
      } else if (left > 0 && !tokens.slice(left, i).some((token) => /^(?:not|never|no)$/.test(token.lower))) {
        let end = left
        while (end > 0 && isVerbal(tokens[end - 1])) end--
        const start = subjectStart(tokens, end)
        if (start < end && !isPointer(tokens, start, end))
          out.push({ cause: part(start, end), effect: part(i + 2, clauseEnd(tokens, i + 2)), certainty: 0.8 })
      }
    }
    if (lower === 'reason' && i < 5) {
      const is = tokens.findIndex((token, k) => k > i + 2 && /^(?:is|was)$/.test(token.lower))
      if (is < 0 || !/^(?:that|because)$/.test(lowerAt(tokens, is + 1))) continue
      const cause = lowerAt(tokens, is + 2) === 'of' ? is + 3 : is + 2
      const from = i + (/^(?:why|that|for)$/.test(lowerAt(tokens, i + 1)) ? 2 : 1)
      if (is - from >= 3)
        out.push({ cause: part(cause, clauseEnd(tokens, cause)), effect: part(from, is), certainty: 0.8 })
    }
  }
  return out
}
