import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import type { Sentence } from '../document.js'
import { isPointer, isVerbal, subjectStart } from './english-parts.js'
import { type Link, type Links, type Part, whole } from './rule.js'

interface CausalVerb {
  pattern: RegExp
  /** Words that must follow ("to" of "leads to"). */
  particle?: RegExp
  certainty: number
}

const VERBS: CausalVerb[] = [
  { pattern: /^caus(?:e|es|ed|ing)$/, certainty: 0.85 },
  { pattern: /^trigger(?:s|ed|ing)?$/, certainty: 0.8 },
  { pattern: /^(?:leads?|led|leading)$/, particle: /^to$/, certainty: 0.8 },
  { pattern: /^result(?:s|ed|ing)?$/, particle: /^in$/, certainty: 0.8 },
  { pattern: /^(?:gives?|gave|giving)$/, particle: /^rise$/, certainty: 0.8 },
  { pattern: /^(?:brings?|brought|bringing)$/, particle: /^about$/, certainty: 0.75 },
  { pattern: /^contribut(?:e|es|ed|ing)$/, particle: /^to$/, certainty: 0.6 },
  { pattern: /^(?:provok|induc)(?:e|es|ed|ing)$/, certainty: 0.7 },
  { pattern: /^(?:sets?|setting)$/, particle: /^off$/, certainty: 0.6 },
  { pattern: /^(?:prevents?|prevented|preventing)$/, certainty: 0.6 },
  { pattern: /^(?:ensures?|ensured|ensuring)$/, certainty: 0.55 },
  { pattern: /^(?:enables?|enabled|enabling)$/, certainty: 0.55 },
  {
    pattern: /^(?:forces?|forced|forcing|compels?|compelled|encourages?|encouraged|encouraging)$/,
    certainty: 0.55,
  },
  { pattern: /^(?:helps?|helped|helping)$/, certainty: 0.5 },
  { pattern: /^(?:allows?|allowed|allowing)$/, certainty: 0.4 },
  {
    pattern: /^(?:makes?|made|making)$/,
    particle: /^(?:it|them|us|him|her|you|me|people|sure|things|life)$/,
    certainty: 0.55,
  },
  { pattern: /^(?:keeps?|kept)$/, particle: /^(?:it|them|us|him|her|you|me)$/, certainty: 0.5 },
  {
    pattern: /^(?:increases?|increased|increasing|reduces?|reduced|reducing|improves?|improved|improving)$/,
    particle: /^the$/,
    certainty: 0.5,
  },
]

/** The beginnings of the verbs: what passes is looked up among them. */
const VERB_FORM =
  /^(?:caus|trigger|lead|led|result|giv|gave|bring|brought|contribut|provok|induc|set|prevent|ensur|enabl|forc|compel|encourag|help|allow|mak|made|keep|kept|increas|reduc|improv)/

/** "C causes E", "C, causing E", "E is caused by C", "E caused by C" */
export const verbs: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 0; i < tokens.length - 1; i++) {
    const token = tokens[i] as Token
    if (!VERB_FORM.test(token.lower) || !mayBeVerb(tokens, i)) continue
    const verb = VERBS.find(
      ({ pattern, particle }) =>
        pattern.test(token.lower) && (!particle || particle.test(lowerAt(tokens, i + 1))),
    )
    if (!verb) continue
    const link =
      lowerAt(tokens, i + 1) === 'by' && !verb.particle
        ? passive(sentence, i, verb.certainty)
        : active(sentence, i, verb, before)
    if (link) out.push(link)
  }
  return out
}

/** Tagged so, a participle, or a base form between nouns ("fog or smoke cause irritation"). */
function mayBeVerb(tokens: readonly Token[], i: number): boolean {
  const { tag, lower } = tokens[i] as Token
  if (tag === 'verb' || /(?:ed|ing)$/.test(lower)) return true
  return (
    lower === 'cause' &&
    tokens[i - 1]?.tag === 'noun' &&
    /^(?:noun|det|pron|adv)$/.test(tokens[i + 1]?.tag ?? '')
  )
}

function passive(sentence: Sentence, i: number, certainty: number): Link | undefined {
  const { tokens } = sentence
  let left = i
  while (left > 0 && isVerbal(tokens[left - 1])) left--
  const full = tokens.slice(left, i).some(({ tag }) => tag === 'aux')
  // "a tsunami which was triggered by"
  if (full && /^(?:which|that)$/.test(lowerAt(tokens, left - 1))) {
    left--
    if (lowerAt(tokens, left - 1) === ',') left--
    const start = nounPhraseStart(tokens, left)
    const end = clauseEnd(tokens, i + 2)
    if (start >= left || isPointer(tokens, start, left) || isPointer(tokens, i + 2, end)) return undefined
    return {
      cause: { sentence, start: i + 2, end },
      effect: { sentence, start, end: left },
      certainty: certainty - 0.1,
    }
  }
  const start = full ? subjectStart(tokens, left) : nounPhraseStart(tokens, left)
  const end = full
    ? clauseEnd(tokens, i + 2)
    : nounPhraseEnd(tokens, i + 2, tokens.length, { chain: true, list: true })
  if (start >= left || end <= i + 2 || isPointer(tokens, start, left) || isPointer(tokens, i + 2, end))
    return undefined
  return { cause: { sentence, start: i + 2, end }, effect: { sentence, start, end: left }, certainty }
}

/** "X is likely to cause", "X continues to cause": the subject is that of the verb before. */
const RAISING =
  /^(?:continues?|tends?|seems?|appears?|able|likely|designed|known|bound|going|serves?|works?)$/

function active(
  sentence: Sentence,
  i: number,
  verb: CausalVerb,
  before: Sentence | undefined,
): Link | undefined {
  const { tokens } = sentence
  const { lower } = tokens[i] as Token
  let from = i + 1
  // "leads to", but "makes it easier": the particle is part of the effect
  if (verb.particle && /^(?:to|in|rise|about|off)$/.test(lowerAt(tokens, from))) from++
  if (lowerAt(tokens, i + 1) === 'rise' && lowerAt(tokens, from) === 'to') from++
  const previous = tokens[i - 1]
  // the noun: "the causes of", "a trigger for"
  if (/^(?:of|for)$/.test(lowerAt(tokens, from)) || previous?.tag === 'det') return undefined
  const end = clauseEnd(tokens, from)
  if (end - from < 1 || isPointer(tokens, from, end)) return undefined
  // an infinitive has no subject of its own; "and ensure" shares one that stands elsewhere
  if ((previous?.lower === 'to' && !RAISING.test(lowerAt(tokens, i - 2))) || previous?.tag === 'conj')
    return undefined
  const effect: Part = {
    sentence,
    start: /^help/.test(lower) && lowerAt(tokens, from) === 'to' ? from + 1 : from,
    end,
  }
  let left = previous?.lower === 'to' ? i - 2 : i
  while (left > 0 && isVerbal(tokens[left - 1])) {
    if (/^(?:not|never|don't|doesn't|didn't|cannot|can't|won't)$/.test(lowerAt(tokens, left - 1)))
      return undefined
    left--
  }
  const subject = tokens[left - 1]
  // "which helps keep them warm": the first verb has it
  if (!subject || VERB_FORM.test(subject.lower)) return undefined
  // "they are allowed to", "the cost was reduced"
  if (
    !lower.endsWith('ing') &&
    tokens.slice(left, i).some((token) => /^(?:is|are|was|were|be|been|being)$/.test(token.lower))
  )
    return undefined
  if (
    /^(?:allow|enabl|help|encourag)/.test(lower) &&
    /^(?:you|your|us|me|users?|developers?)$/.test(lowerAt(tokens, from))
  )
    return undefined
  // ", causing E", ", which leads to E": the clause before is the cause
  const relative = subject.lower === 'which' || subject.lower === 'that'
  if (
    lower.endsWith('ing') && left === i
      ? subject.lower === ','
      : relative && lowerAt(tokens, left - 2) === ','
  ) {
    const stop = relative ? left - 2 : left - 1
    const start = clauseStart(tokens, stop)
    if (stop - start < 3 || !hasVerb(tokens, start, stop)) return undefined
    return { cause: { sentence, start, end: stop }, effect, certainty: verb.certainty - 0.1 }
  }
  if (relative) {
    const start = nounPhraseStart(tokens, left - 1, 0, { chain: true })
    if (start >= left - 1 || isPointer(tokens, start, left - 1)) return undefined
    return { cause: { sentence, start, end: left - 1 }, effect, certainty: verb.certainty - 0.1 }
  }
  if (lower.endsWith('ing') && left === i) return undefined
  const start = subjectStart(tokens, left)
  // "This leads to E": what was said before is the cause
  if (left - start === 1 && /^(?:this|that)$/.test(lowerAt(tokens, start))) {
    if (!before || before.tokens.length < 5) return undefined
    return { cause: whole(before, sentenceStart(before.tokens)), effect, certainty: verb.certainty - 0.15 }
  }
  if (start >= left || isPointer(tokens, start, left)) return undefined
  // "These tools help ...": which ones, the sentence does not say
  if (verb.certainty < 0.7 && /^(?:this|these|that|those|such|it|they)$/.test(lowerAt(tokens, start)))
    return undefined
  const opened = tokens[start - 1]
  if (opened?.tag === 'sub') effect.end = firstComma(tokens, from, end)
  return { cause: { sentence, start, end: left }, effect, certainty: verb.certainty }
}

/** A clause that "while" or "if" opens ends at its comma. */
function firstComma(tokens: readonly Token[], from: number, end: number): number {
  for (let i = from + 1; i < end; i++) if (lowerAt(tokens, i) === ',') return i
  return end
}
