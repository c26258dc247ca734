import type { Pattern } from '../../../record/pattern.js'
import type { Template } from '../index.js'
import { bare, isQuestion, pairOf, statement, text } from '../parts.js'
import { asReader, inside, isClause, POINTS_BACK, tagged, thirdPerson, why } from './wording.js'

/** "It is true that": an "it" that stands for what follows. */
const EXPLETIVE =
  /^it(?:['’]s| is| was| can be| may be| could be| would be) (?:not |also |very |quite )?[\w-]+ (?:that|to|for|if|whether|why|how|what)\b/i
const UNTOLD = /^(it|this|that|these|those|they|he|she|such)\b/i

/** Something that the question does not name; "it" and "its" do name what came before them. */
const UNNAMED = /\b(?:this|these|those|them|him)\b|^.{0,40}\b(?:its|their|his|her)\b/i

/** Words between two clauses, as against verbs ("causes") and prepositions ("due to") between noun phrases. */
const JOINS_CLAUSES = /\b(because|since|as|so|so that|therefore|thus|hence|why|consequently|result,)\b/i
const CONDITION = /\b(if|when|whenever|once|unless) $/i
/** Verbs that stand as they are after "they"; after "what" they take an s. */
const PLURAL =
  /^(lead|cause|result|trigger|contribute|produce|make|allow|enable|help|prevent|bring|give|create|force|let|keep|stop|drive|induce|reduce|increase|require|protect|provide)\b/
const BE: Record<string, string> = { are: 'is', were: 'was', have: 'has', do: 'does' }
const LONGEST_LINK = 8

/** Asks for the cause; for what follows where the effect cannot be asked about. */
export const causal: Template = (pattern) => {
  const sentence = statement(pattern, 'effect')
  if (isQuestion(sentence) || isOwnWish(sentence) || (UNTOLD.test(sentence) && !EXPLETIVE.test(sentence)))
    return undefined
  const effect = bare(text(pattern, 'effect'))
  const cause = bare(text(pattern, 'cause'))
  if (!effect || !cause || isTorn(effect)) return undefined
  const question = ask(pattern, sentence, cause, effect)
  return question && !UNNAMED.test(question) ? pairOf(question, sentence) : undefined
}

function ask(pattern: Pattern, sentence: string, cause: string, effect: string): string | undefined {
  const [result, reason] = [inside(effect, pattern), inside(cause, pattern)]
  const relation = text(pattern, 'relation')
  if (relation === 'purpose') return POINTS_BACK.test(effect) ? undefined : why(result)
  if (relation === 'requirement') return POINTS_BACK.test(effect) ? undefined : whatFor(result)
  const at = { cause: sentence.indexOf(cause), effect: sentence.indexOf(effect) }
  const condition = CONDITION.exec(sentence.slice(0, Math.max(at.cause, 0)))?.[1]?.toLowerCase()
  if (condition || relation === 'condition') return whatIf(condition ?? 'if', reason, effect)
  if (relation === 'degree') return POINTS_BACK.test(cause) ? undefined : `What follows when ${reason}?`
  const causeFirst = at.cause >= 0 && at.cause < at.effect
  if (causeFirst) return whatDoes(sentence.slice(at.cause + cause.length, at.effect), result)
  const between = sentence.slice(at.effect + effect.length, Math.max(at.cause, 0))
  const joins = JOINS_CLAUSES.test(between) && !/\bbecause of\b/i.test(between)
  return whatMade(result, joins || isClause(result))
}

/** "What is needed to solve it?" */
function whatFor(effect: string): string {
  if (tagged(`to ${effect}`)[1]?.tag === 'verb') return `What is needed to ${effect}?`
  return isClause(effect) ? `What is needed so that ${effect}?` : `What is needed for ${effect}?`
}

/** More than one sentence, or half of a quotation. */
const isTorn = (phrase: string) =>
  /[.!?;]\s/.test(phrase.replace(/\b(?:e\.g|i\.e|vs|etc)\./gi, '')) ||
  (phrase.match(/["“”]/g)?.length ?? 0) % 2 === 1

/** A person who says what he wants explains nothing. */
const isOwnWish = (sentence: string) =>
  /^(?:i (?:just |only |also |would )?(?:need|want|like|wish|hope)|please|can you|could you)\b/i.test(
    sentence,
  )

/** "What happens if the disk is full?" */
function whatIf(condition: string, cause: string, effect: string): string | undefined {
  if (/^you\b/i.test(cause)) {
    const own = asReader(cause)
    const advice =
      /\b(?:you (?:can|could|should|may|might|will need|need|must)|there (?:is|are)|try|consider|use)\b/i
    return own && `What ${advice.test(effect) ? 'can I do' : 'happens'} ${condition} ${own}?`
  }
  return POINTS_BACK.test(cause) ? undefined : `What happens ${condition} ${cause}?`
}

/** From what stands between cause and effect: "What can lead to a fire?", or "Why is the house on fire?" */
function whatDoes(between: string, effect: string): string | undefined {
  if (POINTS_BACK.test(effect)) return undefined
  const link = between.replace(/^[\s,]*(?:(?:which|that)\s+)?/, '').trim()
  if (JOINS_CLAUSES.test(link) || /[.;:]/.test(link)) return why(effect) ?? causeOf(effect)
  const acts = /^(?:verb|aux)$/.test(tagged(`it ${effect}`)[1]?.tag ?? '')
  if (acts && tagged(link).every(({ tag }) => tag === 'adv' || tag === 'aux'))
    return `What ${[link, effect].filter(Boolean).join(' ')}?`
  const words = tagged(`it ${link}`).slice(1)
  const verb = words.find(({ tag }) => tag !== 'adv')
  const isVerb = verb && (verb.tag === 'verb' || verb.tag === 'aux' || PLURAL.test(verb.lower))
  if (!isVerb || words.length > LONGEST_LINK) return whatMade(effect, isClause(effect))
  if (isClause(effect)) return undefined // what a verb causes is a thing: the sentence was cut wrong
  const singular = BE[verb.lower] ?? (PLURAL.test(verb.lower) ? thirdPerson(verb.lower) : verb.word)
  return `What ${link.slice(0, verb.start - 3)}${singular}${link.slice(verb.end - 3)} ${effect}?`
}

/** Where the effect comes first: "Why are the stars hard to see?", "What causes the delay?" */
const whatMade = (effect: string, clause: boolean) =>
  POINTS_BACK.test(effect) ? undefined : clause ? why(effect) : causeOf(effect)

/** Undefined for what is no thing: "provides a good start". */
const causeOf = (effect: string) =>
  /^(?:noun|det|num|adj)$/.test(tagged(effect)[0]?.tag ?? '') &&
  !isClause(effect) &&
  !/^\w+ing it\b/i.test(effect)
    ? `What causes ${effect}?`
    : undefined
