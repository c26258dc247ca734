import { AMBIGUOUS, BASES, LEXICON, set } from './english-lexicon.js'
import type { Tag, Token } from './tokens.js'
import type { WordForm } from './word-forms.js'

/** What the tagger asks of a word, as bits beside the number of its tag in the lexicon. */
const KNOWN = 15
const ASKED = 1 << 4
const AMBIGUOUS_BIT = 1 << 5
const BASE = 1 << 6
const PARTICIPLE = 1 << 7
const SUBJECT = 1 << 8
const MODAL = 1 << 9
const COMPARES = 1 << 10
const ADVERB = 1 << 11
const DIGIT = 1 << 12
const ING = 1 << 13
const ED = 1 << 14
const S = 1 << 15
/** Ends in s, ed or ing. */
const INFLECTED = 1 << 16
/** Inline code with a bracket, such as `push()`. */
const CALL = 1 << 17
const NAMES = [
  undefined,
  'noun',
  'adj',
  'verb',
  'aux',
  'det',
  'pron',
  'wh',
  'prep',
  'conj',
  'sub',
  'adv',
  'num',
  'punct',
] as const satisfies readonly (Tag | undefined)[]

function bitsOf({ lower, isNumber }: WordForm): number {
  if (isNumber) return ASKED | DIGIT
  const known = LEXICON.get(lower)
  let bits = ASKED | NAMES.indexOf(known)
  if (AMBIGUOUS.has(lower)) bits |= AMBIGUOUS_BIT
  if (BASES.has(lower)) bits |= BASE
  if (isParticiple(lower)) bits |= PARTICIPLE
  if (SUBJECTS.has(lower)) bits |= SUBJECT
  if (MODALS.has(lower)) bits |= MODAL
  if (COMPARATIVE.has(lower)) bits |= COMPARES
  if (lower.endsWith('ly') && lower.length > 4 && !NO_ADVERB.test(lower)) bits |= ADVERB
  if (lower.charCodeAt(0) >= 48 && lower.charCodeAt(0) <= 57) bits |= DIGIT
  if (lower.endsWith('ing')) bits |= ING
  if (lower.endsWith('ed')) bits |= ED
  if (lower.endsWith('s')) bits |= S
  if (/(?:s|ed|ing)$/.test(lower)) bits |= INFLECTED
  if (lower.includes('(')) bits |= CALL
  return bits
}

/** The bits of a word, found out when they are first asked for. */
function is({ form }: Token): number {
  if (form.en === 0) form.en = bitsOf(form)
  return form.en
}

/**
 * Tags English tokens in place: a lexicon of the closed classes and of frequent verbs, word endings, then the
 * neighbours where a word may be noun or verb. No statistics; right often enough to find the ends of phrases.
 */
export function tagEnglish(tokens: Token[]): Token[] {
  let before: Token | undefined
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.tag === 'noun' && !(is(token) & CALL)) token.tag = tagOf(token, before, tokens[i + 1])
    before = token
  }
  return tokens
}

function tagOf(token: Token, before: Token | undefined, after: Token | undefined): Tag {
  const { word, lower } = token
  const bits = is(token)
  const known = knownTag(bits)
  if (known === 'verb') {
    const capital = word !== lower && before !== undefined && before.tag !== 'punct'
    if (capital || before?.tag === 'det') return 'noun' // part of a name; "the leaves"
    if (word !== lower && lexical(after) === 'aux') return 'noun' // "Go has"
    // "Leaves that ...", "Processes are": no sentence begins with such a form as its verb
    if (!before && bits & S && after && /^(?:that|which|who|are|is|were|was)$/.test(after.lower))
      return 'noun'
    if (before?.lower === 'to') return bits & S && !lower.endsWith('ss') ? 'noun' : 'verb'
    if (before?.tag === 'prep') return 'noun'
    if (lower === 'called' || lower === 'known' || lower === 'termed') return 'verb'
    if (bits & AMBIGUOUS_BIT && bits & S && after?.lower === 'that') return 'verb'
    if (bits & PARTICIPLE && isNominalNext(after)) return before?.tag === 'pron' ? 'verb' : 'noun' // "specialized cells"
    if (bits & AMBIGUOUS_BIT) return isVerbHere(lower, before, after) ? 'verb' : 'noun'
    // "the complete set": a base form is no verb of a singular
    if (before?.tag === 'noun' && bits & BASE && !isPluralNoun(before.lower)) return 'noun'
    if (before?.tag === 'conj' && !(bits & INFLECTED) && isNominalNext(after)) return 'noun'
    return 'verb'
  }
  if (known === 'det') {
    // "that" after a noun opens a clause; "this is" and "all of" are pronouns
    if (lower === 'that') return !before || before.tag === 'punct' ? pronounOrDet(after) : 'sub'
    if (lower === 'this' || lower === 'these' || lower === 'those') return pronounOrDet(after)
    return 'det'
  }
  if (known === 'sub' && lower === 'that') {
    const opens = !before || before.tag === 'punct' || before.tag === 'prep' || before.tag === 'conj'
    return opens ? pronounOrDet(after) : 'sub'
  }
  if (lower === 'like' && before && (is(before) & (SUBJECT | MODAL) || before.lower === 'to')) return 'verb'
  if (known === 'aux' && word !== lower && before && before.tag !== 'punct' && NAME_OR_MODAL.test(lower))
    return 'noun'
  if (known) return known
  if (bits & DIGIT) return 'num'
  if (bits & COMPARES && !isNominalNext(after)) return 'adv'
  if (bits & ADVERB && (word === lower || (!before && lexical(after) !== 'aux'))) return 'adv'
  if (word !== lower || !before) return 'noun'
  if (bits & ING && lower.length > 4) return before.tag === 'aux' && !isNominalNext(after) ? 'verb' : 'noun'
  if (bits & ED && lower.length > 3) {
    if (before.tag === 'pron' || before.tag === 'wh') return 'verb'
    // "it worked better", "he noticed the": a past tense with what belongs to it
    if (before.tag === 'noun') {
      const next = lexical(after)
      if (next === 'det' || next === 'pron' || next === 'adv') return 'verb'
    }
    return (before.tag === 'aux' || before.tag === 'adv') && !isNominalNext(after) ? 'verb' : 'noun'
  }
  if (is(before) & SUBJECT || (before.tag === 'aux' && is(before) & MODAL))
    return lexical(after) === 'aux' ? 'noun' : 'verb'
  // "to withhold it", "to distribute heat"; but "in response to gravity", "to changing conditions"
  if (before.lower === 'to' && !(bits & INFLECTED) && /^(?:det|pron|noun)$/.test(lexical(after)))
    return 'verb'
  return 'noun'
}

const NAME_OR_MODAL = /^(?:may|will|can|might|must)$/
/** Comparatives, which are adverbs or predicates where no noun follows. */
const COMPARATIVE = set(
  'better worse faster slower easier harder safer cheaper stronger weaker larger smaller bigger higher lower longer shorter older younger nicer cleaner superior inferior',
)
const NO_ADVERB =
  /(?:fami|rep|supp|assemb|monopo|anoma|butterf|jel|bul|ho|li|ug|friend|ear|lone|love|cost|dead|week|month|dai)ly$|^(?:july|italy|ally|rally|belly|fly)$/
const isPluralNoun = (lower: string) =>
  lower.endsWith('s') || /^(?:people|children|men|women|data|bacteria)$/.test(lower)

const IRREGULAR_PARTICIPLES = set(
  'made found known given held taken driven written built born done shown sent seen kept led left lost met paid sold said thought drawn chosen grown broken spoken worn',
)
/** May the word be a participle ("made", "called", "using")? */
export const isParticiple = (lower: string) => /(?:ed|ing)$/.test(lower) || IRREGULAR_PARTICIPLES.has(lower)
const knownTag = (bits: number): Tag | undefined => NAMES[bits & KNOWN]
const lexical = (token: Token | undefined): Tag =>
  token ? (token.tag === 'punct' ? 'punct' : (knownTag(is(token)) ?? 'noun')) : 'punct'
const isNominalNext = (after: Token | undefined) => {
  if (!after) return false
  const bits = is(after)
  if (bits & COMPARES) return false
  const tag = lexical(after)
  return tag === 'noun' || (tag === 'verb' && (bits & AMBIGUOUS_BIT) !== 0)
}

const SUBJECTS = set('i you he she it we they who')
const MODALS = set('will would can could shall should may might must do does did cannot')

function pronounOrDet(after: Token | undefined): Tag {
  const next = lexical(after)
  return next === 'noun' ||
    next === 'num' ||
    (next === 'verb' && AMBIGUOUS.has(after?.lower ?? '') && !after?.lower.endsWith('s'))
    ? 'det'
    : 'pron'
}

function isVerbHere(lower: string, before: Token | undefined, after: Token | undefined): boolean {
  if (!before || before.tag === 'punct') {
    // an imperative: "Keep in mind", "Use the tool"
    return (
      !/[^s]s$|ed$|ing$/.test(lower) && /^(?:det|pron|prep)$/.test(lexical(after)) && after?.lower !== 'of'
    )
  }
  if (before.tag === 'pron' || before.tag === 'wh' || before.lower === 'to' || before.tag === 'aux')
    return true
  if (before.lower === 'that') return true
  const next = lexical(after)
  if (before.tag === 'noun' || before.tag === 'adv') {
    if (next === 'prep' && after?.lower === 'of') return false
    // "smoking causes cancer": a plural cannot be followed by the verb's s, a singular can
    if (/[^s]s$/.test(lower)) return /^(?:det|pron|adv|noun|num|prep)$/.test(next)
    return (
      (isPluralNoun(before.lower) && next !== 'aux' && next !== 'verb' && next !== 'punct') || next === 'det'
    )
  }
  return false
}
