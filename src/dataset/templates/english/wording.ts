import type { Pattern } from '../../../record/pattern.js'
import { isParticiple, tagEnglish } from '../../../text/english.js'
import { isNominal } from '../../../text/phrases.js'
import { type Token, tokenize } from '../../../text/tokens.js'
import { articleOf, list, statement, text } from '../parts.js'

/** A text that speaks of something said before cannot be asked about on its own. */
export const POINTS_BACK =
  /^(it|its|this|that|these|those|they|their|he|she|his|her|we|you|i|me|us|my|our|your|there|which|who|so|such)\b/i

export const tagged = (phrase: string): Token[] => tagEnglish(tokenize(phrase, 0, phrase.length))

/** Endings of common nouns and gerunds. */
const COMMON = /(?:ing|ly|tion|ment|ness|ity|ance|ence)$/

/** A phrase for use inside a sentence: the capital of a sentence's first word goes, that of a name stays. */
export function inside(phrase: string, pattern: Pattern): string {
  const [first, second] = tagged(phrase)
  if (!first || first.start > 0 || !/^\p{Lu}[\p{Ll}'’-]*$/u.test(first.word) || /^I\b/.test(first.word))
    return phrase
  const lowered = first.lower + phrase.slice(first.end)
  if (!/^(?:noun|verb|adv)$/.test(first.tag)) return lowered
  if (pattern.entities?.some((entity) => entity.split(' ').includes(first.word))) return phrase
  if (COMMON.test(first.lower)) return lowered
  if (second && second.tag === 'noun' && second.word !== second.lower) return phrase // "Pacific Ocean"
  return first.tag !== 'noun' || isWrittenSmall(first.lower, pattern) ? lowered : phrase
}

function isWrittenSmall(word: string, pattern: Pattern): boolean {
  const texts = [statement(pattern, ''), ...(pattern.keywords ?? []), ...(pattern.topics ?? [])]
  for (const name of Object.keys(pattern.content)) texts.push(text(pattern, name), ...list(pattern, name))
  return texts.some((other) => tokenize(other, 0, other.length).some((token) => token.word === word))
}

const ARTICLE = /\b(an?|the) ["'“‘*_`]*$/i

/** With the article that the term has in its sentence: "an ocean", "the ocean"; as it is where it has none. */
export function withArticle(term: string, sentence: string): string {
  const article = articleOf(term, sentence, ARTICLE)
  return article ? `${article} ${term}` : term
}

/** "in this example, both know", "the reason you cannot see it": no statement, or one that is tied to others. */
const NO_STATEMENT =
  /^(?:because|since|due|in|on|at|by|for|with|from|to|after|before|during|(?:the |one )?(?:main |primary |only )?(?:reason|cause))\b/i
const HAVE = /^(?:has|have|had)$/
const DO = /^(?:do|does|did)$/

/**
 * Asks why a statement holds: "the disk is full" becomes "Why is the disk full?". Where the place of the verb is not
 * sure, the statement stays whole: "Why is it that ...?" Undefined where there is no statement.
 */
export function why(clause: string): string | undefined {
  const tokens = tagged(clause)
  const at = tokens.findIndex(({ tag }) => tag === 'aux' || tag === 'verb')
  const verb = tokens[at]
  const next = tokens[at + 1]
  if (!verb || at === 0 || /^be/.test(verb.lower) || NO_STATEMENT.test(clause)) return undefined
  const whole = `Why is it that ${clause}?`
  if (!next || !isSubject(tokens.slice(0, at)) || holdsSecond(tokens.slice(at + 1))) return whole
  // an adverb before the verb stays there: "usually is", "simply works"
  let end = at
  while (tokens[end - 1]?.tag === 'adv') end--
  const before = clause.slice(0, tokens[end]?.start).trim()
  const rest = `${clause.slice(tokens[end]?.start, verb.start)}%${clause.slice(verb.end).trimStart()}`
  const ask = (auxiliary: string, main: string) =>
    `Why ${auxiliary} ${before} ${rest.replace('%', () => main)}?`
  if (verb.tag === 'verb') {
    const base = baseOf(verb.lower)
    return base ? ask('does', `${base} `) : whole
  }
  if (HAVE.test(verb.lower) && !isParticiple(next.lower) && next.lower !== 'been') return whole
  if (DO.test(verb.lower) && next.lower !== 'not') return whole
  if (verb.lower === 'cannot') return ask('can', 'not ')
  return ask(verb.lower === 'may' ? 'might' : verb.lower, '')
}

/** "grows and the other one shrinks": a second statement, whose verb would stay where it is. */
const holdsSecond = (tokens: readonly Token[]) =>
  tokens.some(
    ({ tag }, i) =>
      tag === 'conj' &&
      /^(?:det|pron)$/.test(tokens[i + 1]?.tag ?? '') &&
      tokens.slice(i + 2).some((token) => token.tag === 'aux' || /[^s]s$/.test(token.lower)),
  )

/** Are these words, and all of them, what a verb is said of? */
function isSubject(tokens: readonly Token[]): boolean {
  const [first] = tokens
  if (!first || tokens.length > 8) return false
  if (tokens.length === 1 && first.tag === 'pron') return true
  if (!isNominal(tokens, 0, tokens.length)) return false
  if (tokens.some(({ tag, word }) => tag === 'conj' || (tag === 'punct' && word !== '-'))) return false
  // "using this definition the distribution of primes": more than a subject
  return first.tag !== 'prep' && !(first.lower.endsWith('ing') && tokens.length > 5)
}

/** Does a phrase have a finite verb of its own, outside of a subordinate clause? */
export function isClause(phrase: string): boolean {
  const tokens = tagged(phrase)
  const verb = tokens.findIndex(({ tag, lower }, i) => {
    if (tag === 'aux') return true
    if (tag !== 'verb' || i === 0 || tokens[i - 1]?.lower === 'to' || lower.endsWith('ing')) return false
    return !isParticiple(lower) || tokens[i + 1]?.tag !== 'prep' // "damage caused by heat"
  })
  return verb > 0 && !tokens.slice(0, verb).some(({ tag }) => tag === 'wh' || tag === 'sub')
}

/** "carries" -> "carry"; undefined for forms that are no third person of the present. */
export function baseOf(verb: string): string | undefined {
  if (!/[^s]s$/.test(verb) || verb.length < 4) return undefined
  if (verb.endsWith('ies')) return `${verb.slice(0, -3)}y`
  return /(?:sh|ch|x|ss|zz|o)es$/.test(verb) ? verb.slice(0, -2) : verb.slice(0, -1)
}

/** "carry" -> "carries" */
export function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`
  return /(?:sh|ch|x|s|z|o)$/.test(verb) ? `${verb}es` : `${verb}s`
}

/** What is said to a reader, as the reader would say it: "you can" -> "I can"; undefined where that is not sure. */
export function asReader(phrase: string): string | undefined {
  const turned = phrase
    .replace(/\byou are\b/gi, 'I am')
    .replace(/\byou (?=\p{L})/giu, 'I ')
    .replace(/\byour\b/gi, 'my')
    .replace(/\byourself\b/gi, 'myself')
  return /\b(?:you|you['’]\p{L}+|yours)\b/iu.test(turned) ? undefined : turned
}
