import { nounPhraseEnd } from '../../text/phrases.js'
import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import type { Sentence } from '../document.js'
import { isPointer, isVerbal, mainStart } from './english-parts.js'
import { type Link, type Part, whole } from './rule.js'

/** "Given the cost, ..."; "given a number" states a problem. */
const GIVEN = /^(?:the|this|these|those|its|their|his|her|our|your|my|recent|current|such)$/
/** An answer is in response to these, for no cause. */
const SAID = /^(?:your?|questions?|requests?|query|queries|comments?|prompts?)$/
/** What one acts out of. */
const MOTIVE =
  /^(?:fear|necessity|habit|curiosity|concern|respect|desperation|frustration|anger|love|spite|boredom|pity|greed|guilt|jealousy|loyalty)$/

/** Length of "due to", "because of", "as a result of" ... at `i`; 0 where there is none. */
export function nominalConnective(tokens: readonly Token[], i: number): number {
  const [a, b, c, d] = [0, 1, 2, 3].map((k) => lowerAt(tokens, i + k))
  if (b === 'to' && /^(?:due|owing|thanks|attribut(?:ed|able))$/.test(a ?? '')) return 2
  if (a === 'because' && b === 'of') return 2
  if (a === 'on' && b === 'account' && c === 'of') return 3
  // "given the cost, ..."; "given that" opens a clause
  if (a === 'given' && GIVEN.test(b ?? '') && (i === 0 || lowerAt(tokens, i - 1) === ',')) return 1
  if (a === 'in' && /^(?:view|light|recognition|honor|honour)$/.test(b ?? '') && c === 'of') return 3
  if (a === 'in' && b === 'response' && c === 'to')
    return tokens.slice(i + 3, i + 6).some(({ lower }) => SAID.test(lower)) ? 0 : 3
  if (a === 'in' && b === 'the' && c === 'wake' && d === 'of') return 4
  if (a === 'on' && /^grounds?$/.test(b ?? '') && c === 'of') return 3
  if (a === 'on' && b === 'the' && /^grounds?$/.test(c ?? '') && d === 'of') return 4
  if (a === 'for' && /^(?:fear|lack)$/.test(b ?? '') && c === 'of')
    return lowerAt(tokens, i + 4) === 'better' ? 0 : 3
  if (a === 'out' && b === 'of' && MOTIVE.test(c ?? '') && tokens[i - 1]?.tag !== 'conj') return 2
  if (a === 'as' && b === 'a' && /^(?:result|consequence)$/.test(c ?? '') && d === 'of') return 4
  return 0
}

/** "E due to C", "Due to C, E", "This is due to C" */
export function nominalLink(
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
  const start = mainStart(tokens, clauseStart(tokens, i))
  let end = i
  // "is mainly due to"; but of "is worse because of" the comparative is what is said
  while (
    end > start &&
    ((isVerbal(tokens[end - 1]) && !/(?:er|worse|more|less)$/.test(lowerAt(tokens, end - 1))) ||
      lowerAt(tokens, end - 1) === ',')
  )
    end--
  // "E, which is due to C"
  if (lowerAt(tokens, end - 1) === 'which' && lowerAt(tokens, end - 2) === ',' && end - start > 4) end -= 2
  if (/^(?:this|that|it|which)$/.test(lowerAt(tokens, end - 1)) && end <= start + 1)
    return before && before.tokens.length > 4
      ? {
          cause: part(from, clauseEnd(tokens, from)),
          effect: whole(before, sentenceStart(before.tokens)),
          certainty: 0.7,
        }
      : undefined
  if (end <= start || isPointer(tokens, start, end) || (end - start < 3 && tokens[end - 1]?.tag === 'pron'))
    return undefined
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
