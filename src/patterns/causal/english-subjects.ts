import { nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseStart, hasVerb, sentenceStart } from '../clause.js'
import type { Sentence } from '../document.js'
import { CAUSATIVES, type Causative } from './english-causatives.js'
import { isPointer, isVerbal, mainStart, subjectStart } from './english-parts.js'
import { type Part, whole } from './rule.js'

/** What a verb says to cause its effect, and how much less sure that is than a plain subject. */
interface Subject {
  cause: Part
  discount: number
}

/** "X is likely to cause", "X continues to cause": the subject is that of the verb before. */
const RAISING =
  /^(?:continues?|tends?|seems?|appears?|able|likely|designed|known|bound|going|serves?|works?)$/
const NOT = /^(?:not|never|don['’]t|doesn['’]t|didn['’]t|cannot|can['’]t|won['’]t)$/
const BE = /^(?:is|are|was|were|be|been|being)$/
/** What leads to a place. */
const WAY =
  /^(?:trail|path|road|street|track|route|door|gate|stairs|steps|bridge|tunnel|corridor|hallway|link|url)s?$/
/** Heads that say nothing without what they are said of. */
const VAGUE = /^(?:things?|others?|ones?|factors?|ways?|impossible|issues?|aspects?)$/

/** The cause in "C causes", "C, causing", "C, which causes", "the C that causes", "This causes"; the verb stands at `i`. */
export function causeOf(
  sentence: Sentence,
  i: number,
  verb: Causative,
  before: Sentence | undefined,
): Subject | undefined {
  const { tokens } = sentence
  const { lower } = tokens[i] as Token
  const previous = lowerAt(tokens, i - 1)
  const gerund = lower.endsWith('ing')
  if (previous === 'and') return shared(sentence, i, verb)
  // an infinitive has no subject of its own
  if (previous === 'to' && !RAISING.test(lowerAt(tokens, i - 2))) return undefined
  let left = previous === 'to' ? i - 2 : i
  while (left > 0 && isVerbal(tokens[left - 1])) {
    if (NOT.test(lowerAt(tokens, left - 1)) && lowerAt(tokens, left) !== 'only') return undefined
    left--
  }
  const subject = tokens[left - 1]
  // "which helps keep them warm": the first verb has it
  if (!subject || subject.tag === 'conj' || CAUSATIVES.has(subject.lower)) return undefined
  // "they are allowed to", "the cost was reduced"
  if (!gerund && tokens.slice(left, i).some((token) => BE.test(token.lower))) return undefined
  const relative = subject.lower === 'which' || subject.lower === 'that'
  if (gerund && left === i) return subject.lower === ',' ? clause(sentence, left - 1) : undefined
  if (relative)
    return lowerAt(tokens, left - 2) === ',' ? clause(sentence, left - 2) : antecedent(sentence, left - 1)
  return own(sentence, left, verb, before)
}

/** The clause that ends before `end`. */
function clause(sentence: Sentence, end: number): Subject | undefined {
  const { tokens } = sentence
  const start = clauseStart(tokens, end)
  if (end - start < 3 || !hasVerb(tokens, start, end)) return undefined
  return { cause: { sentence, start, end }, discount: 0.05 }
}

/** "They bombed it, destroying ... and causing E", "The valve stuck and caused E": one subject does both. */
function shared(sentence: Sentence, i: number, { certainty }: Causative): Subject | undefined {
  const { tokens } = sentence
  if (lowerAt(tokens, i).endsWith('ing')) return clause(sentence, participleBefore(tokens, i - 1))
  if (certainty < 0.8) return undefined
  const start = mainStart(tokens, clauseStart(tokens, i))
  const verb = tokens.findIndex(({ tag }, k) => k > start && k < i && (tag === 'aux' || tag === 'verb'))
  if (verb < 0 || isPointer(tokens, start, verb) || tokens[start]?.tag === 'verb') return undefined
  return { cause: { sentence, start, end: verb }, discount: 0.1 }
}

/** The comma before ", V-ing" that a conjunction at `end` goes on from; -1 where there is none. */
function participleBefore(tokens: readonly Token[], end: number): number {
  for (let i = end - 1; i > 1; i--)
    if (lowerAt(tokens, i - 1) === ',' && /....ing$/.test(lowerAt(tokens, i))) return i - 1
    else if (tokens[i]?.tag === 'aux') return -1
  return -1
}

/** The phrase before "that" at `end`: "a gas that"; of "Cyanide is a substance that" it is cyanide. */
function antecedent(sentence: Sentence, end: number): Subject | undefined {
  const { tokens } = sentence
  const start = nounPhraseStart(tokens, end, 0, { chain: true })
  if (start >= end || isPointer(tokens, start, end)) return undefined
  // "the things that ...", "there are factors that ..."
  if (VAGUE.test(lowerAt(tokens, end - 1)) || lowerAt(tokens, start - 2) === 'there') return undefined
  if (/^(?:an?|the|one)$/.test(lowerAt(tokens, start)) && BE.test(lowerAt(tokens, start - 1))) {
    const from = subjectStart(tokens, start - 1)
    if (from < start - 1 && !isPointer(tokens, from, start - 1))
      return { cause: { sentence, start: from, end: start - 1 }, discount: 0.05 }
  }
  return { cause: { sentence, start, end }, discount: 0.05 }
}

/** The subject that ends before `left`; of "This leads to E" what was said before. */
function own(
  sentence: Sentence,
  left: number,
  { certainty }: Causative,
  before: Sentence | undefined,
): Subject | undefined {
  const { tokens } = sentence
  // "Opening it, both here and abroad, will help": the commas stand around an aside
  const opening = sentenceStart(tokens)
  if (
    lowerAt(tokens, left - 1) === ',' &&
    tokens[left]?.tag === 'aux' &&
    /....ing$/.test(lowerAt(tokens, opening))
  )
    return hasVerb(tokens, opening, left)
      ? undefined
      : { cause: { sentence, start: opening, end: left }, discount: 0 }
  const start = subjectStart(tokens, left)
  if (left - start === 1 && /^(?:this|that)$/.test(lowerAt(tokens, start))) {
    if (!before || before.tokens.length < 5) return undefined
    return { cause: whole(before, sentenceStart(before.tokens)), discount: 0.15 }
  }
  if (start >= left || isPointer(tokens, start, left)) return undefined
  // "The trail leads to a lake"
  if (WAY.test(lowerAt(tokens, left - 1))) return undefined
  // "These tools help ...": which ones, the sentence does not say
  if (certainty < 0.7 && /^(?:this|these|that|those|such|it|they)$/.test(lowerAt(tokens, start)))
    return undefined
  return { cause: { sentence, start, end: left }, discount: 0 }
}
