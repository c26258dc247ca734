import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd } from '../clause.js'
import { headOf } from '../definition/english-term.js'
import type { Sentence } from '../document.js'
import { EFFECT_NOUNS } from './english-effects.js'
import { isPointer, isVerbal, subjectStart } from './english-parts.js'
import type { Link, Links, Part } from './rule.js'

const BE = /^(?:is|are|was|were)$/
const NO = /^(?:not|never|no|n['’]t|isn['’]t|aren['’]t|wasn['’]t)$/

/** "C is a leading cause of E", "The cause of E is C", "E is the result of C", "The reason E is that C" */
export const nouns: Links = (sentence) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 1; i < tokens.length - 2; i++) {
    const noun = lowerAt(tokens, i)
    const link = /^(?:causes?|source)$/.test(noun)
      ? causeOf(sentence, i)
      : /^(?:result|consequence)$/.test(noun)
        ? resultOf(sentence, i)
        : /^reasons?$/.test(noun)
          ? reason(sentence, i)
          : undefined
    if (link) out.push(link)
  }
  return out
}

function causeOf(sentence: Sentence, i: number): Link | undefined {
  const { tokens } = sentence
  if (lowerAt(tokens, i + 1) !== 'of') return undefined
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  const end = nounPhraseEnd(tokens, i + 2, tokens.length, { chain: true })
  // a source gives things as well
  if (lowerAt(tokens, i) === 'source' && !EFFECT_NOUNS.has(headOf(tokens, i + 2, end))) return undefined
  if (BE.test(lowerAt(tokens, end))) {
    const last = clauseEnd(tokens, end + 1)
    return isPointer(tokens, end + 1, last)
      ? undefined
      : { cause: part(end + 1, last), effect: part(i + 2, end), certainty: 0.8 }
  }
  const subject = predicated(tokens, i)
  return subject && { cause: part(...subject), effect: part(i + 2, clauseEnd(tokens, i + 2)), certainty: 0.8 }
}

/** "E is the result of C" */
function resultOf(sentence: Sentence, i: number): Link | undefined {
  const { tokens } = sentence
  if (lowerAt(tokens, i + 1) !== 'of' || lowerAt(tokens, i - 2) === 'as') return undefined
  const subject = predicated(tokens, i)
  const end = clauseEnd(tokens, i + 2)
  if (!subject || isPointer(tokens, i + 2, end)) return undefined
  return {
    cause: { sentence, start: i + 2, end },
    effect: { sentence, start: subject[0], end: subject[1] },
    certainty: 0.75,
  }
}

/** The subject of which the noun at `i` is said: "X is (one of) the main ... of"; undefined where it is denied. */
function predicated(tokens: readonly Token[], i: number): [start: number, end: number] | undefined {
  let left = i
  while (left > 0 && !/^(?:is|are|was|were|be|as|among)$/.test(lowerAt(tokens, left))) left--
  if (left === 0 || tokens.slice(left, i).some(({ lower }) => NO.test(lower))) return undefined
  let end = left
  while (end > 0 && isVerbal(tokens[end - 1])) end--
  const start = subjectStart(tokens, end)
  return start < end && !isPointer(tokens, start, end) ? [start, end] : undefined
}

/** "The reason (why) E is that C", "The main reason for E is C", "C is the reason why E" */
function reason(sentence: Sentence, i: number): Link | undefined {
  const { tokens } = sentence
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  const next = lowerAt(tokens, i + 1)
  const from = i + (/^(?:why|that|for)$/.test(next) ? 2 : 1)
  if (i < 5) {
    const is = tokens.findIndex(({ lower }, k) => k > i + 2 && /^(?:is|was)$/.test(lower))
    if (is > 0 && /^(?:that|because)$/.test(lowerAt(tokens, is + 1))) {
      const cause = lowerAt(tokens, is + 2) === 'of' ? is + 3 : is + 2
      if (is - from < 3 && next !== 'for') return undefined
      return { cause: part(cause, clauseEnd(tokens, cause)), effect: part(from, is), certainty: 0.8 }
    }
    if (is > 0 && next === 'for' && nounPhraseEnd(tokens, from, is, { chain: true }) === is) {
      const end = clauseEnd(tokens, is + 1)
      if (end - is < 3 || isPointer(tokens, is + 1, end) || isPointer(tokens, from, is)) return undefined
      return { cause: part(is + 1, end), effect: part(from, is), certainty: 0.7 }
    }
  }
  if (next !== 'why' && next !== 'for') return undefined
  const subject = predicated(tokens, i)
  const end = clauseEnd(tokens, from)
  if (!subject || end - from < 2 || isPointer(tokens, from, end)) return undefined
  return { cause: part(...subject), effect: part(from, end), certainty: 0.7 }
}
