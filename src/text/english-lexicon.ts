import type { Tag } from './tokens.js'

export const list = (words: string) => words.trim().split(/\s+/)
export const set = (words: string) => new Set(list(words))

/** The closed classes, which tell where phrases begin and end. */
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
export const AMBIGUOUS = new Set(
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

/** The tag of each word that is known, in all its forms. */
export const LEXICON = new Map<string, Tag>()
for (const verb of [...VERBS, ...AMBIGUOUS]) {
  const stem = verb.endsWith('e') ? verb.slice(0, -1) : verb
  const forms = [verb, /(?:[sxz]|[cs]h)$/.test(verb) ? `${verb}es` : `${verb}s`]
  if (/[^aeiou]y$/.test(verb)) forms.push(`${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`)
  else forms.push(`${stem}ed`)
  for (const form of forms) if (!LEXICON.has(form)) LEXICON.set(form, 'verb')
  if (AMBIGUOUS.has(verb)) for (const form of forms.slice(0, 2)) AMBIGUOUS.add(form)
}
/** Verbs in their base form. */
export const BASES = new Set([...VERBS, ...AMBIGUOUS].filter((verb) => !verb.endsWith('s')))
for (const form of IRREGULAR) {
  LEXICON.set(form, 'verb')
  if (!/^(?:put|read|set|run|let|come|become)$/.test(form)) BASES.delete(form)
}
for (const [tag, words] of CLOSED) for (const word of list(words)) LEXICON.set(word, tag)
