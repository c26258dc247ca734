import type { Span } from '../text/span.js'
import { HASH_START, hashStep } from '../text/word-forms.js'

/**
 * Words without which a sentence holds no pattern of a kind. One pass over a text finds them all; only sentences
 * that hold one are looked at closely. A word may stand for several kinds.
 */
const WORDS = {
  definition: `asserts posits claims predicts maintains meaning considered focuses focused examines studies emphasizes proposes argues explains defining is are was were called termed dubbed known referred refers refer means mean meant defined define defines
    denotes denote describes stands occurs happens consists involves coined states state holds composed comprised made conceptualized understood described characterized involve consist
    ist sind war waren bezeichnet bezeichnen bedeutet bedeuten heißt heißen nennt nennen genannt versteht verstehen beschreibt
    beschreiben definiert handelt steht`,
  causal: `because since due owing therefore thus hence consequently result results resulted resulting cause causes
    caused causing lead leads leading led trigger triggers triggered triggering reason reasons why so if given produce
    produces produced producing generate generates generated generating create creates created creating make makes
    made making induce induces induced inducing provoke provokes provoked prompt prompts prompted spark sparks sparked
    stem stems stemmed stemming arise arises arose arising derive derives derived attributed attributable contribute
    contributes contributed contributing responsible brings brought bring rise thanks account prevent prevents
    prevented preventing ensure ensures ensured ensuring enable enables enabled enabling allow allows allowed allowing
    help helps helped helping increase increases increased increasing reduce reduces reduced reducing improve improves
    improved reflects set sets as unless too enough encourage encourages encouraged force forces forced keeps view
    light bringing gives gave giving compels compel compelled precipitate precipitates precipitated precipitating
    sparking inhibit inhibits inhibited inhibiting hinder hinders hindered facilitate facilitates facilitated motivate
    motivates motivated inspire inspires inspired keep kept improving encouraging from ensue ensues ensued thereby
    now out let lets permit permits permitted empower empowers entitle entitles ban bans banned bar bars barred block blocks once whenever persuade convince persuaded convinced tempt tempted drive drives drove driven push pushes pushed
    fuel fuels fueled stimulate stimulates stimulated spur spurred deter deters deterred discourage discourages
    protect protects save saves stop stops source order effort attempt bid travel adopt adopted adopting building
    developed developing introduced introducing implemented implementing applied established establishing formed
    founded launched launching passed hired hiring sent sending deployed employed performed conducted visited visiting
    traveled travelled returned met meeting gathered joined acted acting fought fighting granted awarded signed sold
    raised raising invested investing spent sacrificed modified published released collected invaded attacked evolved
    adapted migrated blame blames blamed blaming criticize criticizes criticized criticizing criticise criticised
    condemn condemns condemned praise praises praised praising chastise chastised admonish admonishes admonished scold
    scolded rebuke rebuked reprimand reprimanded punish punishes punished punishing penalize penalized fine fined sue
    sues sued suing arrest arrested convict convicted jail jailed imprison imprisoned sentenced prosecute prosecuted
    execute executed expel expelled suspended banned reward rewards rewarded honor honors honored honour honoured
    compensate compensated reimburse reimbursed apologize apologizes apologized forgive forgave forgiven mock mocked
    ridicule ridiculed denounce denounced faulted commend commended congratulate congratulated acclaimed necessary
    needed required essential critical crucial vital sufficient indispensable fear lack grounds ground recognition
    response wake belief um damit weil da denn deshalb daher deswegen darum folglich somit sodass dass wegen aufgrund
    infolge dank führt führen führte führten verursacht verursachen verursachte bewirkt bewirken auslöst auslösen löst
    ausgelöst hervorgerufen grund ursache entsteht entstehen bedingt dadurch indem demzufolge ermöglicht verhindert
    erhöht`,
  comparison: `than better worse superior inferior prefer prefers preferred preferable compared comparison compare unlike whereas
    versus vs difference differences differ differs faster slower easier harder beats beat outperforms outperform
    outperformed surpasses advantage over as ahead nicer safer cheaper stronger while contrast different similar both more less
    als besser schlechter unterschied unterschiede unterscheiden unterscheidet vergleich verglichen gegensatz gegenüber während
    hingegen dagegen bevorzuge bevorzugen bevorzugt anders so lieber überlegen unterlegen schneller langsamer`,
  analogy: `like analogous analogy akin similar imagine think just resembles compared metaphor
    wie stell stellen vorstellen vergleichbar ähnlich analog vergleichen ähnelt`,
  correction: `no not actually instead wrong incorrect mistake mistaken correct correction corrected sorry apologize apologies
    rather myth misconception contrary wasn't isn't meant should error typo
    nicht sondern eigentlich falsch korrekt richtig korrektur fehler tatsächlich statt entschuldigung irrtum nein gemeint`,
  reasoning: `therefore thus hence consequently accordingly result consequence so means implies follows reason because since
    example instance due given means proves suggests first firstly second secondly thirdly another
    daher deshalb deswegen darum somit folglich also demnach demzufolge infolgedessen daraus bedeutet weil denn aufgrund beispiel
    beispielsweise grund dadurch wodurch sodass erstens zweitens drittens weiterer`,
  decision: `decide decided decides decision decisions choose chose chosen opted settled agreed resolved voted mind
    entschieden entscheiden entscheide entscheidung entschied beschlossen beschloss geeinigt einigten festgelegt vereinbart
    verworfen ausgewählt entschloss entschlossen wählen wähle`,
  choice: `decide decided decides decision decisions choose chose chosen opted settled agreed resolved voted mind
    go going went picked pick stick sticking final let's lets we'll i'll we're i'm should need use keep drop out then
    propose suggest vote recommend prefer advise best better choice option would
    entschieden entscheiden entscheide entscheidung entschied beschlossen beschloss geeinigt einigten festgelegt vereinbart
    verworfen ausgewählt entschloss entschlossen wählen wähle nehmen nehme machen mache bleiben bleibe bleibt verwenden nutzen
    streichen behalten sollten könnten müssen würde besten dafür empfehle rate wahl beste bessere verzichten wechseln`,
} as const

export type CueKind = keyof typeof WORDS
const KINDS = Object.keys(WORDS) as CueKind[]

/** The bits of the kinds a word is a cue of. */
const BITS = new Map<string, number>()
KINDS.forEach((kind, bit) => {
  for (const word of WORDS[kind].split(/\s+/)) BITS.set(word, (BITS.get(word) ?? 0) | (1 << bit))
})

/** The bit of a kind in what `cueBits` returns. */
export const bitOf = (kind: CueKind): number => 1 << KINDS.indexOf(kind)

/**
 * Two forms of definition have no cue word: an apposition ("X, a Y that ...") shows an article after a comma, dash or
 * bracket; what any X does ("A compiler translates ...") begins with one.
 */
const ARTICLE = 1 << 30
for (const word of 'a an the or ein eine der die das'.split(' '))
  BITS.set(word, (BITS.get(word) ?? 0) | ARTICLE)
const DEFINITION = bitOf('definition')

/** A purpose may stand first ("To find out, ..."), and "for" gives a reason after a comma: no cue words elsewhere. */
const PLACED = 1 << 29
for (const word of ['to', 'for']) BITS.set(word, (BITS.get(word) ?? 0) | PLACED)
const CAUSAL = bitOf('causal')

const mayCause = (text: string, at: number, start: number) =>
  (text.charCodeAt(at) | 32) === 0x74 ? at < start + 3 : text.charCodeAt(at - 2) === 0x2c

/** Does the article that starts at `at` stand where one of those forms has it? */
function mayDefine(text: string, at: number, start: number): boolean {
  if (at < start + 3) {
    const first = text.charCodeAt(at) | 32
    return first === 0x61 || (first === 0x65 && (text.charCodeAt(at + 1) | 32) === 0x69) // a, an, ein, eine
  }
  const last = text.charCodeAt(at - 1)
  return isBreak(last === 32 ? text.charCodeAt(at - 2) : last)
}
/** ( , : – — */
const isBreak = (c: number) => c === 0x28 || c === 0x2c || c === 0x3a || c === 0x2013 || c === 0x2014

/** Lines much shorter than an editor would wrap them are verse, lyrics or a form. */
const VERSE_LINE = 50

/**
 * For each span (ordered, disjoint) the kinds whose cue words it holds; none for verse and for spans longer than
 * `longest`. Linear.
 */
export function cueBits(text: string, spans: readonly Span[], longest: number): Uint32Array {
  const bits = new Uint32Array(spans.length)
  for (let i = 0; i < spans.length; i++) {
    const { start, end } = spans[i] as Span
    if (end - start <= longest) bits[i] = bitsOf(text, start, end)
  }
  return bits
}

/** The small letter of each letter that a cue word may hold, 0 for all else. */
const SMALL = new Uint16Array(0x10000)
for (let c = 0; c < 0x250; c++) {
  const isLetter = (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c >= 0xc0 || c === 39
  if (isLetter) SMALL[c] = String.fromCharCode(c).toLowerCase().charCodeAt(0)
}

/**
 * The bits of each word by the hash of its letters. The word itself is not compared: another one with its hash would only
 * cost a closer look.
 */
const SLOTS = 4096
const HASHES = new Int32Array(SLOTS)
const BITS_AT = new Int32Array(SLOTS)
for (const [word, bits] of BITS) {
  let hash = HASH_START
  for (let i = 0; i < word.length; i++) hash = hashStep(hash, word.charCodeAt(i))
  let slot = slotOf(hash)
  while (BITS_AT[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
  HASHES[slot] = hash
  BITS_AT[slot] = bits
}
function slotOf(hash: number): number {
  return (hash ^ (hash >>> 15)) & (SLOTS - 1)
}

function bitsOf(text: string, start: number, end: number): number {
  let bits = 0
  let lines = 1
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    let small = SMALL[code]!
    if (small === 0) {
      if (code === 10) lines++
      continue
    }
    const from = at
    let hash = HASH_START
    do {
      hash = hashStep(hash, small)
      at++
      small = at < end ? SMALL[text.charCodeAt(at)]! : 0
    } while (small !== 0)
    let slot = slotOf(hash)
    while (BITS_AT[slot] !== 0 && HASHES[slot] !== hash) slot = (slot + 1) & (SLOTS - 1)
    const cues = BITS_AT[slot]!
    bits |= cues
    if ((cues & ARTICLE) !== 0 && mayDefine(text, from, start)) bits |= DEFINITION
    if ((cues & PLACED) !== 0 && mayCause(text, from, start)) bits |= CAUSAL
    at--
  }
  return lines > 1 && (end - start) / lines < VERSE_LINE ? 0 : bits & ~(ARTICLE | PLACED)
}
