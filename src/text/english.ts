import type { Tag, Token } from './tokens.js'
import type { WordForm } from './word-forms.js'

const list = (words: string) => words.trim().split(/\s+/)
const set = (words: string) => new Set(list(words))

const CLOSED: [Tag, string][] = [
  [
    'det',
    `the a an my your his her its our their this that these those some any each every no another such many few several
    all both either neither most more less fewer much various one's`,
  ],
  [
    'pron',
    `i you he she it we they me him them us myself yourself himself herself itself ourselves themselves it's i'm you're
    he's she's we're they're i've you've we've they've that's there's there here i'd you'd he'd she'd we'd they'd i'll
    you'll he'll she'll we'll they'll it'll someone somebody anyone anybody everyone everybody nobody something anything
    everything nothing let's one's mine yours ours theirs it’s i’m you’re he’s she’s we’re they’re i’ve you’ve we’ve
    they’ve that’s there’s i’d you’d we’d they’d i’ll you’ll he’ll she’ll we’ll they’ll it’ll let’s`,
  ],
  ['wh', `which who whom whose what how why where what's who's how's where's what’s who’s`],
  [
    'prep',
    `of in on at by for with from to into onto about against between among through during before after above below under
    over without within along across behind beyond near toward towards upon via per despite except inside outside
    throughout around amid besides beside regarding concerning versus vs like`,
  ],
  ['conj', 'and or but nor yet plus &'],
  [
    'sub',
    `because since although though while whereas if unless until when whenever that whether as than so once where wherever
    lest`,
  ],
  [
    'aux',
    `is are was were be been being am has have had having do does did will would can could shall should may might must
    isn't aren't wasn't weren't hasn't haven't hadn't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't
    ain't mustn't isn’t aren’t wasn’t weren’t hasn’t haven’t hadn’t don’t doesn’t didn’t won’t wouldn’t can’t couldn’t
    shouldn’t ought`,
  ],
  [
    'adv',
    `up out off down back please somehow somewhat anyway meanwhile nowadays not also only very just even still often always never usually generally typically sometimes already too then thus
    hence therefore however moreover furthermore nevertheless instead rather quite again ever almost perhaps maybe
    likely really actually basically simply mainly mostly primarily commonly frequently currently originally
    eventually finally now today later soon away together otherwise indeed additionally similarly
    consequently accordingly meanwhile else both-and`,
  ],
  ['num', 'one two three four five six seven eight nine ten hundred thousand million billion'],
]

/** Frequent verbs that are seldom nouns. */
const VERBS = list(`
  accept achieve acquire add adopt agree allow analyze appear apply argue arise ask assume avoid become become begin
  believe belong bring build buy calculate call carry catch choose collect come combine communicate compare complete
  comprise confirm connect consider consist contain continue contribute convert convince create decide decrease define
  deliver depend derive describe destroy detect determine develop die differ disappear discover discuss divide draw drive
  earn eat eliminate emerge emit emphasize employ enable encourage enhance enjoy ensure enter establish evaluate examine
  exist expand expect explain express extend fail fall feel fill find fix fly follow forget gain gather generate
  get give go govern grow handle happen hear help hold identify illustrate imagine implement imply improve include
  indicate induce infer inform inhibit inherit install introduce invent involve join keep kill know lack lead learn
  leave lend let listen live lose maintain make manage marry mean meet modify move need obtain occur offer open
  operate organize originate own pay perform persuade possess prefer prepare prevent proceed produce promote propose
  protect prove provide publish pull push put quit raise reach read realize receive recognize recommend reduce refer
  reflect regulate reject relate release rely remain remember remove replace represent require resolve respond
  retain reveal rise run say see seek seem select sell send serve set show sing sit solve speak spend stand start stay
  store suffer suggest supply support take talk teach tell tend think throw transfer transform travel treat try turn
  understand update upgrade use utilize innovate execute install suffer teach wait wonder vary want wear win work write
`)
/** Their irregular forms. */
const IRREGULAR = list(`
  arose arisen ate eaten became began begun bought brought built came caught chose chosen dealt drew drawn drove driven
  fell fallen felt flew flown forgot forgotten found gave given gone went got gotten grew grown heard held kept knew
  known laid led left lent lost made meant met paid put ran read rose risen said sang saw seen sent set shown sold
  spent spoke spoken stood stuck sung sat taken took taught thought threw thrown told understood won wore worn wrote
  written
`)
/** Verbs that are nouns as often: only their surroundings tell. */
const AMBIGUOUS = new Set(
  list(`
  taste smell boot load scale crash ship last drain compile render dip rise drop blend burst clash
  account act address aim answer attempt average balance block burn bond book bridge broadcast cast catch collapse
  comment contact contrast cook copy cross cut cycle dance delay doubt dream dress drink dust echo escape attack benefit break cause center challenge change charge claim code control cost cover damage
  date deal demand design display drop effect end estimate exchange exercise experience face feature fear fight filter fire flow focus force forecast form
  function grant group guarantee guess guide hand harm heat help hold hope host impact increase influence interest issue joke judge jump keep label land launch layer leak lie light limit line link look love mark match measure
  model name need note notice number object offer order pass pattern pay phrase picture place plan plant play point power practice present press process
  produce project promise question range rain rank reach record regret release repair reply report request rest result return review risk rule run score search sense
  separate service shape share shift shoot shop show sign sleep smile smoke sound spread stage stand start stay store stretch stop state step stress study subject support surface surround test touch tour track trade transfer trap travel treat
  train trigger trust turn twist type value view visit vote walk wash waste watch wave wish wonder work worry
`),
)

const LEXICON = new Map<string, Tag>()
for (const verb of [...VERBS, ...AMBIGUOUS]) {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb
  const forms = [verb, /(?:[sxz]|[cs]h)$/.test(verb) ? `${verb}es` : `${verb}s`]
  if (/[^aeiou]y$/.test(verb)) forms.push(`${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`)
  else forms.push(`${stem}ed`)
  for (const form of forms) if (!LEXICON.has(form)) LEXICON.set(form, 'verb')
  if (AMBIGUOUS.has(verb)) for (const form of forms.slice(0, 2)) AMBIGUOUS.add(form)
}
const BASES = new Set([...VERBS, ...AMBIGUOUS].filter((verb) => !verb.endsWith('s')))
for (const form of IRREGULAR) {
  LEXICON.set(form, 'verb')
  if (!/^(?:put|read|set|run|let|come|become)$/.test(form)) BASES.delete(form)
}
for (const [tag, words] of CLOSED) for (const word of list(words)) LEXICON.set(word, tag)

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
const NAMES = [
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
] as const satisfies readonly Tag[]

function bitsOf({ lower }: WordForm): number {
  const known = LEXICON.get(lower)
  let bits = ASKED | (known === undefined ? 0 : NAMES.indexOf(known) + 1)
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
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.tag !== 'noun' || token.word.includes('(')) continue
    const before = tokens[i - 1]
    const after = tokens[i + 1]
    token.tag = tagOf(token, before, after)
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
const knownTag = (bits: number): Tag | undefined => NAMES[(bits & KNOWN) - 1]
const lexical = (token: Token | undefined): Tag =>
  token ? (token.tag === 'punct' ? 'punct' : (knownTag(is(token)) ?? 'noun')) : 'punct'
const isNominalNext = (after: Token | undefined) => {
  if (!after) return false
  const bits = is(after)
  if (bits & COMPARES) return false
  const tag = lexical(after)
  return tag === 'noun' || (tag === 'verb' && (bits & AMBIGUOUS_BIT) !== 0)
}

const SUBJECTS = new Set(list('i you he she it we they who'))
const MODALS = new Set(list('will would can could shall should may might must do does did cannot'))

function pronounOrDet(after: Token | undefined): Tag {
  const next = after ? (knownTag(is(after)) ?? (after.tag === 'punct' ? 'punct' : 'noun')) : 'punct'
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
