import { lowerAt, type Token } from '../../text/tokens.js'
import { clauseEnd, clauseStart, hasVerb, sentenceStart } from '../clause.js'
import type { Sentence } from '../document.js'
import { isOrder, mainStart } from './english-parts.js'
import type { Link, Links } from './rule.js'

const set = (words: string) => new Set(words.trim().split(/\s+/))

/** What was or is being done on purpose: "to" after such a verb and what belongs to it tells what for. */
const DONE = set(`
  used adopted adopting created creating built building developed developing introduced introducing installed installing
  implemented implementing added adding applied established establishing formed forming founded launched launching passed
  hired hiring sent sending deployed deploying employed performed conducted visited visiting traveled travelled traveling
  travelling returned returning went came working worked met meeting gathered gathering joined joining acted acting fought
  fighting granted awarded signed signing sold raised raising invested investing spent sacrificed waited stopped moved
  moving modified changed wrote written published released opened took taken gave given collected collecting invaded
  attacked evolved adapted migrated`)
/** News tells what is about to be done in the infinitive: "will visit the country to assess". */
const TO_BE_DONE = set(
  'visit travel meet gather join fight return act adopt introduce launch send invest raise',
)

/** Their complement is no purpose: "the right to vote", "asked him to come". */
const TAKES_INFINITIVE = set(`
  ability way ways time times need needs right rights chance chances opportunity opportunities
  decision decisions desire willingness tendency failure refusal capacity potential power permission freedom intention
  goal goals aim place places person people man woman one ones first last thing things something anything nothing everything
  someone anyone much many enough likely going able want wants wanted try tries tried trying ought used due according
  access addition relation respect regard contrast response return back up down want how what where when whether way order
  next only best easiest able unable ready willing hard easy free safe`)

/** Their object does what the infinitive says. */
const CONTROLS =
  /^(?:allow|enabl|requir|ask|want|expect|forc|help|caus|encourag|permit|advis|order|urg|tell|told|teach|taught|lead|led|mak|need)/
/** What can be done was not done for a purpose. */
const MODAL = /^(?:can|could|may|might|must|should|cannot)$/

export const PURPOSE_WORDS: ReadonlySet<string> = new Set(['to'])

/** "In order to C, E", "To C, E", "E in order to C", "They built E to C" */
export const purposes: Links = (sentence) => {
  const { tokens } = sentence
  for (let i = sentenceStart(tokens, 4); i < tokens.length - 2; i++) {
    if (lowerAt(tokens, i) !== 'to') continue
    const marked = markLength(tokens, i)
    if (!opensInfinitive(tokens, i, marked > 0)) continue
    const from = i - marked
    const link =
      from <= sentenceStart(tokens, i) || (marked > 0 && lowerAt(tokens, from - 1) === 'that')
        ? before(sentence, i + 1, marked)
        : after(sentence, from, i + 1, marked)
    if (link) return [link]
  }
  return []
}

/** "to" with a verb after it, an adverb between them or not. */
function opensInfinitive(tokens: readonly Token[], to: number, marked: boolean): boolean {
  const at = tokens[to + 1]?.tag === 'adv' ? to + 2 : to + 1
  const verb = tokens[at]
  if (!verb || verb.word !== verb.lower || /(?:ing|ed|[^s]s)$/.test(verb.lower)) return false
  return (
    verb.tag === 'verb' ||
    verb.lower === 'be' ||
    (verb.tag === 'noun' && (marked || tokens[at + 1]?.tag === 'adv'))
  )
}

/** How many words before "to" mark a purpose: "in order", "so as", "in an effort". */
function markLength(tokens: readonly Token[], to: number): number {
  const word = lowerAt(tokens, to - 1)
  if (word === 'order' && lowerAt(tokens, to - 2) === 'in') return 2
  if (word === 'as' && lowerAt(tokens, to - 2) === 'so') return 2
  if (/^(?:effort|attempt|bid)$/.test(word) && lowerAt(tokens, to - 3) === 'in') return 3
  return 0
}

/** The purpose stands first; what follows its comma says what is done, and is no order to the reader. */
function before(sentence: Sentence, from: number, marked: number): Link | undefined {
  const { tokens } = sentence
  // "To put it another way, ...", "To be honest, ..." speak of the speaking
  if (
    /^(?:put|be|sum|summarize|answer|conclude|begin|start|give|illustrate|clarify)$/.test(
      lowerAt(tokens, from),
    )
  )
    return undefined
  for (let i = from + 2; i < Math.min(tokens.length - 3, from + 30); i++) {
    if (lowerAt(tokens, i) !== ',') continue
    const end = clauseEnd(tokens, i + 1)
    if (end - i < 7 || !isSubject(tokens[i + 1]) || !hasVerb(tokens, i + 1, Math.min(end, i + 12))) continue
    return {
      cause: { sentence, start: from, end: i },
      effect: { sentence, start: i + 1, end },
      certainty: marked > 0 ? 0.7 : 0.6,
      relation: 'purpose',
    }
  }
  return undefined
}

/** Who does it; "it is important to", "there are ways" and "you can" tell nothing that is done. */
const isSubject = (token: Token | undefined) =>
  token !== undefined &&
  (token.tag === 'det' ||
    (token.tag === 'pron' &&
      !/^(?:it|it['’]s|there|there['’]s|here|you|you['’].*|i|i['’].*|let['’]s)$/.test(token.lower)) ||
    (token.tag === 'noun' && token.word !== token.lower))

/** A finite verb after the first word: "Pros of sleeping in order to" says of nobody that he does. */
const isSaid = (tokens: readonly Token[], start: number, end: number) =>
  tokens
    .slice(start, end)
    .some(
      (token, i, all) =>
        token.tag === 'aux' ||
        (i > 0 && token.tag === 'verb' && !token.lower.endsWith('ing') && all[i - 1]?.lower !== 'to'),
    )

function after(sentence: Sentence, end: number, from: number, marked: number): Link | undefined {
  const { tokens } = sentence
  const start = mainStart(tokens, clauseStart(tokens, end))
  if (end - start < (marked > 0 ? 3 : 4) || !isSaid(tokens, start, end) || isOrder(tokens, start))
    return undefined
  if (/^you/.test(lowerAt(tokens, start))) return undefined
  if (marked === 0 && !isDoneFor(tokens, start, end)) return undefined
  return {
    cause: { sentence, start: from, end: clauseEnd(tokens, from) },
    effect: { sentence, start, end },
    certainty: marked > 0 ? 0.75 : 0.55,
    relation: 'purpose',
  }
}

/** Is the last verb before "to" one of doing and its clause's own, with nothing between that takes the infinitive? */
function isDoneFor(tokens: readonly Token[], start: number, end: number): boolean {
  if (!/^(?:noun|num|verb|adv|punct)$/.test(tokens[end - 1]?.tag ?? '')) return false
  for (let i = end - 1; i > start; i--) {
    const { tag, lower } = tokens[i] as Token
    if (TAKES_INFINITIVE.has(lower) || CONTROLS.test(lower) || lower === ',') return false
    if (DONE.has(lower) || TO_BE_DONE.has(lower)) return isOwnVerb(tokens, start, i)
    if (tag === 'verb' || tag === 'aux' || tag === 'sub' || tag === 'wh' || lower === 'to') return false
  }
  return false
}

/** "was founded", "has met", "will visit", "the company adopted"; not "methods used by them", "a plan used". */
function isOwnVerb(tokens: readonly Token[], start: number, at: number): boolean {
  let left = at - 1
  while (left > start && tokens[left]?.tag === 'adv') left--
  if (tokens.slice(Math.max(start, left - 2), at).some(({ lower }) => MODAL.test(lower))) return false
  if (tokens[left]?.tag === 'aux')
    return !TO_BE_DONE.has(lowerAt(tokens, at)) || lowerAt(tokens, left) === 'will'
  if (TO_BE_DONE.has(lowerAt(tokens, at))) return false
  return (
    /^(?:noun|pron)$/.test(tokens[left]?.tag ?? '') &&
    !hasVerb(tokens, start, left) &&
    lowerAt(tokens, at + 1) !== 'by'
  )
}
