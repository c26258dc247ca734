import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd } from '../clause.js'
import type { Sentence } from '../document.js'
import { CAUSATIVES, type Causative, OFTEN_NOUNS } from './english-causatives.js'
import { isPointer } from './english-parts.js'
import { passive } from './english-passives.js'
import { causeOf } from './english-subjects.js'
import type { Link, Links } from './rule.js'

/** "C causes E", "C, causing E", "E is caused by C", "E caused by C" */
export const verbs: Links = (sentence, before) => {
  const { tokens } = sentence
  const out: Link[] = []
  for (let i = 0; i < tokens.length - 1; i++) {
    const token = tokens[i] as Token
    const readings = CAUSATIVES.get(token.lower)
    if (!readings || !mayBeVerb(tokens, i)) continue
    const next = lowerAt(tokens, i + 1)
    const verb = readings.find(({ particle, object, passive }) =>
      particle ? particle === next : next === 'by' ? passive !== false : object?.(tokens, i + 1) !== false,
    )
    if (!verb) continue
    const link =
      next === 'by' && !verb.particle ? passive(sentence, i, verb) : active(sentence, i, verb, before)
    if (link) out.push(link)
  }
  return out
}

/** Tagged so, a participle, or where a noun cannot stand ("fog or smoke cause irritation", "infections result in fever"). */
function mayBeVerb(tokens: readonly Token[], i: number): boolean {
  const { tag, lower } = tokens[i] as Token
  if (tag === 'verb' || /(?:ed|ing)$/.test(lower)) return true
  const before = tokens[i - 1]?.tag
  if (!OFTEN_NOUNS.has(lower)) return before !== 'det'
  if (/^(?:lead|result)$/.test(lower)) return /^(?:noun|adv|aux)$/.test(before ?? '')
  return (
    /^(?:causes?|triggers?)$/.test(lower) &&
    /^(?:noun|adv)$/.test(before ?? '') &&
    /^(?:noun|det|pron|adv|verb)$/.test(tokens[i + 1]?.tag ?? '')
  )
}

/** "C causes E": what follows the verb at `i` is the effect, what is said to do it the cause. */
function active(
  sentence: Sentence,
  i: number,
  verb: Causative,
  before: Sentence | undefined,
): Link | undefined {
  const { tokens } = sentence
  let from = i + 1
  if (verb.particle) from++
  if (lowerAt(tokens, i + 1) === 'rise' && lowerAt(tokens, from) === 'to') from++
  // the noun: "the causes of", "a trigger for"
  if (/^(?:of|for)$/.test(lowerAt(tokens, from)) || tokens[i - 1]?.tag === 'det') return undefined
  if (tokens[from]?.tag === 'punct' && !/^["“‘(*`$]/.test(lowerAt(tokens, from))) return undefined
  let end = clauseEnd(tokens, from)
  if (end - from < 1 || isPointer(tokens, from, end)) return undefined
  const found = causeOf(sentence, i, verb, before)
  if (!found) return undefined
  const { cause, discount } = found
  // a clause that "while" or "if" opens ends at its comma
  if (cause.sentence === sentence && tokens[cause.start - 1]?.tag === 'sub')
    end = firstComma(tokens, from, end)
  return {
    cause,
    effect: { sentence, start: verb.relation ? i : from, end },
    certainty: verb.certainty - discount,
    ...(verb.relation && { relation: verb.relation }),
  }
}

function firstComma(tokens: readonly Token[], from: number, end: number): number {
  for (let i = from + 1; i < end; i++) if (lowerAt(tokens, i) === ',') return i
  return end
}
