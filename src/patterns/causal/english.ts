import { isParticiple } from '../../text/english.js'
import { nounPhraseEnd, nounPhraseStart } from '../../text/phrases.js'
import type { Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart, subordinateEnd } from '../clause.js'
import type { Sentence } from '../document.js'
import { type Link, type Part, type Rule, whole } from './rule.js'

type Links = Rule['links']
const words = (list: string) => new Set(list.trim().split(/\s+/))

const lowerAt = (tokens: readonly Token[], at: number) => tokens[at]?.lower ?? ''
const isVerbal = (token: Token | undefined) => token?.tag === 'aux' || token?.tag === 'adv'

const CONNECTIVE = new Set('because since as given due owing thanks on in'.split(' '))
const CONSEQUENCE = new Set(
  "therefore thus hence consequently so this that which that's that’s as for".split(' '),
)

/** "E because C", "Because C, E", ", since C", "due to C" and their like. */
const connectives: Links = (sentence, before) => {
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

/** "C, so E", "C; therefore, E", "That is why E", "C, which means E", "so that" */
const consequences: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  const part = (start: number, end: number): Part => ({ sentence, start, end })
  for (let i = 0; i < tokens.length - 3; i++) {
    const { lower } = tokens[i] as Token
    const length = CONSEQUENCE.has(lower) ? consequence(tokens, i) : 0
    if (length === 0) continue
    let from = i + length
    if (lowerAt(tokens, from) === ',') from++
    const end = clauseEnd(tokens, from)
    if (end - from < 3 || !hasVerb(tokens, from, end)) continue
    const initial = tokens.slice(0, i).every(({ tag, lower: word }) => tag === 'punct' || word === 'and')
    if (initial) {
      if (
        before &&
        !/\?$/.test(before.text.slice(before.start, before.end)) &&
        lower !== 'so' &&
        before.tokens.length > 4
      )
        out.push({
          cause: whole(before, sentenceStart(before.tokens)),
          effect: part(from, end),
          certainty: 0.65,
        })
      continue
    }
    let left = i
    while (left > 0 && /^(?:,|;|and|—)$/.test(lowerAt(tokens, left - 1))) left--
    const start = clauseStart(tokens, left)
    if (left - start < 3 || !hasVerb(tokens, start, left) || isImperative(tokens, start)) continue
    out.push({ cause: part(start, left), effect: part(from, end), certainty: lower === 'so' ? 0.65 : 0.75 })
  }
  return out
}

/** "Make sure ..., so that you hear them": an order is no cause. */
function isImperative(tokens: readonly Token[], start: number): boolean {
  if (tokens[start]?.tag === 'sub') {
    // "When they sleep, make sure ..."
    const comma = subordinateEnd(tokens, start + 1)
    return comma > 0 && isImperative(tokens, comma + 1)
  }
  const order = /^(?:please|remember|now|make|let|keep|try|use|take|add|note|don['’]t)$/
  return tokens[start]?.tag === 'verb' || order.test(lowerAt(tokens, start))
}

/** Length of a consequence connective at `i`, 0 for none. */
function consequence(tokens: readonly Token[], i: number): number {
  const { lower } = tokens[i] as Token
  const previous = lowerAt(tokens, i - 1)
  const next = tokens[i + 1]
  const opens = i === 0 || /^(?:,|;|and|—)$/.test(previous)
  if (/^(?:therefore|consequently|hence)$/.test(lower)) return opens && next?.tag !== 'prep' ? 1 : 0
  if (lower === 'thus')
    return opens && (next?.lower === ',' || next?.tag === 'pron' || next?.tag === 'det') ? 1 : 0
  if (lower === 'so') {
    if (next?.lower === 'that' && tokens[i + 2]?.tag !== 'aux') return i > 2 ? 2 : 0
    return previous === ',' &&
      (next?.tag === 'pron' || next?.tag === 'det') &&
      !/^(?:much|many|far|i)$/.test(next.lower)
      ? 1
      : 0
  }
  if (
    /^(?:this|that|which)$/.test(lower) &&
    /^(?:is|was|explains)$/.test(next?.lower ?? '') &&
    lowerAt(tokens, i + 2) === 'why'
  )
    return opens || lower === 'which' ? 3 : 0
  if (/^(?:that's|that’s)$/.test(lower) && next?.lower === 'why') return 2
  if (
    lower === 'as' &&
    next?.lower === 'a' &&
    /^(?:result|consequence)$/.test(lowerAt(tokens, i + 2)) &&
    lowerAt(tokens, i + 3) === ','
  )
    return opens ? 3 : 0
  if (
    lower === 'for' &&
    /^(?:this|that)$/.test(next?.lower ?? '') &&
    lowerAt(tokens, i + 2) === 'reason' &&
    opens
  )
    return 3
  return 0
}

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
const verbs: Links = (sentence, before) => {
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

/**
 * The start of the subject that ends before `end`: as far left as a sentence break or a conjunction that opens a
 * clause. Where a finite verb stands before, the subject begins after the comma or "and" between, if there is one;
 * else `end` itself, as the words between are that verb's object.
 */
function subjectStart(tokens: readonly Token[], end: number): number {
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
function isPointer(tokens: readonly Token[], start: number, end: number): boolean {
  const first = tokens[start]
  if (!first) return true
  let content = 0
  for (let i = start; i < end; i++) if (/^(?:noun|adj|verb)$/.test(tokens[i]?.tag ?? '')) content++
  return content === 0
}

const SOURCES = /^(?:ar(?:ise|ises|ose|isen|ising)|stem(?:s|med|ming)?|result(?:s|ed|ing)?)$/

/** "E arises from C", "E resulting from C" */
const sources: Links = (sentence) => {
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
const nouns: Links = (sentence) => {
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

const WISH =
  /^(?:want|wants|like|prefer|wish|need|looking|interested|questions?|requesting|referring|asking|talking|wondering|possible|necessary|mean|else|so|not)$/
/** Main clauses that are advice or an offer, no consequence. */
const ADVICE =
  /^(?:can|could|may|might|should|must|need|please|let|try|make|consider|i|i['’]d|i['’]ll|feel|use|do|don['’]t)$/

/** "If C, (then) E", "E if C", "E unless C" where E is what happens, not advice. */
const conditions: Links = (sentence) => {
  const { tokens } = sentence
  const start = sentenceStart(tokens)
  const part = (from: number, to: number): Part => ({ sentence, start: from, end: to })
  for (let i = start; i < tokens.length - 3; i++) {
    if (
      !/^(?:if|unless)$/.test(lowerAt(tokens, i)) ||
      /^(?:as|even|only|or|what|see|ask|know)$/.test(lowerAt(tokens, i - 1))
    )
      continue
    if (i === start) {
      const comma = subordinateEnd(tokens, i + 1)
      if (comma < 0) return []
      let from = comma + 1
      if (lowerAt(tokens, from) === 'then') from++
      const end = clauseEnd(tokens, from)
      if (wishes(tokens, i + 1, comma) || !happens(tokens, from, end)) return []
      return [{ cause: part(i + 1, comma), effect: part(from, end), certainty: 0.6 }]
    }
    const from = clauseStart(tokens, i)
    const end = clauseEnd(tokens, i + 1)
    const left = lowerAt(tokens, i - 1) === ',' ? i - 1 : i
    if (left - from < 3 || wishes(tokens, i + 1, end) || !hasVerb(tokens, i + 1, end)) return []
    if (
      !tokens
        .slice(from, left)
        .some(({ lower }) => /^(?:will|would|won['’]t|wouldn['’]t|never|becomes?|.*['’]ll)$/.test(lower))
    )
      return []
    return happens(tokens, from, left)
      ? [{ cause: part(i + 1, end), effect: part(from, left), certainty: 0.55 }]
      : []
  }
  return []
}

const wishes = (tokens: readonly Token[], start: number, end: number) =>
  tokens.slice(start, end).some(({ lower }) => WISH.test(lower) && lower !== 'not' && lower !== 'so') ||
  end - start < 2

/** Does the main clause tell what happens: no imperative, no "you can", not about what the speaker will do? */
function happens(tokens: readonly Token[], from: number, end: number): boolean {
  const first = tokens[from]
  if (!first || first.tag === 'verb' || ADVICE.test(first.lower)) return false
  const verb = tokens.findIndex(
    ({ tag }, i) => i > from && i < Math.min(end, from + 12) && (tag === 'aux' || tag === 'verb'),
  )
  if (verb < 0) return /['’](?:s|ll|re)$/.test(first.lower)
  return ![0, 1, 2, 3].some(
    (k) =>
      ADVICE.test(lowerAt(tokens, verb + k)) || (k > 0 && /^(?:want|have)$/.test(lowerAt(tokens, verb + k))),
  )
}

/** "C is so large that E" */
const degrees: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = 2; i < tokens.length - 4; i++) {
    if (lowerAt(tokens, i) !== 'so' || lowerAt(tokens, i - 1) === ',') continue
    if (
      !/^(?:noun|adv)$/.test(tokens[i + 1]?.tag ?? '') ||
      !/^(?:aux|verb|adv)$/.test(tokens[i - 1]?.tag ?? '')
    )
      continue
    const start = clauseStart(tokens, i)
    if (!hasVerb(tokens, start, i)) continue
    for (let k = i + 2; k < Math.min(tokens.length - 2, i + 6); k++) {
      if (lowerAt(tokens, k) !== 'that') continue
      return [
        {
          cause: { sentence, start, end: k },
          effect: { sentence, start: k + 1, end: clauseEnd(tokens, k + 1) },
          certainty: 0.65,
        },
      ]
    }
  }
  return []
}

export const ENGLISH_RULES: readonly Rule[] = [
  { words: CONNECTIVE, links: connectives },
  { words: words('therefore thus hence consequently so why result consequence reason'), links: consequences },
  { words: words('cause causes reason'), links: nouns },
  {
    words: words(
      'arise arises arose arisen arising stem stems stemmed stemming result results resulted resulting',
    ),
    links: sources,
  },
  {
    words: words(`
      cause causes caused causing trigger triggers triggered triggering lead leads led leading result results resulted
      resulting give gives gave giving bring brings brought bringing contribute contributes contributed contributing provoke
      provokes provoked provoking induce induces induced inducing set sets setting prevent prevents prevented preventing
      ensure ensures ensured ensuring enable enables enabled enabling force forces forced forcing compel compels compelled
      encourage encourages encouraged encouraging help helps helped helping allow allows allowed allowing make makes made
      making keep keeps kept increase increases increased increasing reduce reduces reduced reducing improve improves
      improved improving`),
    links: verbs,
  },
  { words: words('so'), links: degrees },
  { words: words('if unless'), links: conditions },
]
