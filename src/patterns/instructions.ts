import type { Language } from '../text/language.js'
import { BEFORE_IMPERATIVE_DE, BEFORE_IMPERATIVE_EN, IMPERATIVES_DE, IMPERATIVES_EN } from './verbs.js'

/** An instruction shows at its start; what stands later is not looked at. */
const HEAD = 240
const WORD = /[a-z0-9\u00c0-\u1fff]+(?:['-][a-z0-9\u00c0-\u1fff]+)*|[,:;.()!?–—]/g

/**
 * Does a sentence tell the reader to do something: "Preheat the oven", "When it boils, add salt", "Öffnen Sie ..."?
 * @param labelled also "Patience: Wait for the dough", as list items have it
 */
export function isInstruction(text: string, language: Language, labelled = true): boolean {
  const first = firstWord(text)
  const label = labelled && hasLabel(text)
  if (language === 'de') {
    if (!label && !MAY_OPEN_DE.has(first) && !endsInN(text)) return false
  } else if (!label && !MAY_OPEN_EN.has(first)) return false
  if (text.endsWith('?')) return false
  const head = text.slice(0, HEAD)
  // "In this way it works": a clause alone instructs nobody
  if (language !== 'de' && !label && CLAUSE_ONLY_EN.has(first) && !/[,–—]/.test(head)) return false
  const words = head.toLowerCase().replaceAll('’', "'").match(WORD) ?? []
  return language === 'de' ? german(words, labelled, text.length <= HEAD) : english(words, labelled)
}

/** The first word of a text, in small letters; '1' for any number. */
function firstWord(text: string): string {
  let start = 0
  while (start < text.length && start < 20 && !isLetter(text.charCodeAt(start))) {
    if (isDigit(text.charCodeAt(start))) return '1'
    start++
  }
  let end = start
  while (end < text.length && end - start < 20 && isLetter(text.charCodeAt(end))) end++
  return text.slice(start, end).toLowerCase()
}

const isDigit = (code: number) => code >= 48 && code <= 57
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code >= 0xc0

/** "Patience: Wait ..." */
function hasLabel(text: string): boolean {
  const colon = text.indexOf(':')
  return colon > 0 && colon < 80
}

/** Does the last word end as a German infinitive does? */
function endsInN(text: string): boolean {
  let at = text.length - 1
  while (at > 0 && !isLetter(text.charCodeAt(at))) at--
  return text[at] === 'n'
}

/** Nouns of ingredient lists that are verbs too: only a determiner shows the verb ("Salt the water", "Salt to taste"). */
const FOOD_EN = new Set(
  'water oil salt pepper butter flour brown dry cream ice sugar spice pan stock seed'.split(' '),
)
const DETERMINER_EN = new Set(
  'the a an your it them this these those each all both lightly generously well'.split(' '),
)
/** Other nouns and adjectives that open headings: an object, or more words, show the verb. */
const NOUN_TOO_EN = new Set(
  (
    'access approach balance book change charge color complete contact coat cool crush dust grease season steam  correct cover cut design direct document double ' +
    'drag dress drill drink drive drop end exercise exit experiment export feed file fill finish fit fix focus form format ' +
    'grill guide hand head heat help hit host import increase label launch lead light limit link list load lock log look loop ' +
    'map mark match measure model move name note offer open order park paste place plan plant play plug point position post ' +
    'practice practise press print process project prompt record report request research rest review rise roll run sample scan ' +
    'schedule score seal search set shape share shift sign slice sort split spread stack start stay step stick stop store ' +
    'stretch structure study supply support switch tag talk taste test time tip toast touch trace track train transfer travel treat ' +
    'turn twist type update use view visit wait walk wash watch wear work wrap clean clear close base bake lower warm slow free'
  ).split(' '),
)
const OBJECT_EN = new Set(
  (
    'the a an your it them this that these those each every all both one two three some any out up down off on in into over ' +
    'with to at from until for as by together until about around and well evenly thoroughly lightly gently carefully ' +
    'half more another enough only through aside away back its their his her yourself how what where which if sure again'
  ).split(' '),
)
/** After one of these the word before is no imperative: "Use of", "Start is". */
const NOT_AFTER_EN = new Set(
  'is are was were has have had can could will would of may time might should does did than s'.split(' '),
)
const OPENS_CLAUSE_EN = new Set(
  (
    'in on to when while once after before if using with for at as until from by during depending without inside under over ' +
    'within every since because instead whenever should having starting working whether through per unless'
  ).split(' '),
)
/** No instruction opens with another word. */
const MAY_OPEN_EN = new Set([
  ...IMPERATIVES_EN,
  ...BEFORE_IMPERATIVE_EN,
  ...OPENS_CLAUSE_EN,
  'you',
  '1',
  're',
  'pre',
  'un',
  'over',
  'once',
  'optional',
])
/** After one of these only what follows the clause can instruct. */
const CLAUSE_ONLY_EN = new Set(
  [...OPENS_CLAUSE_EN].filter((word) => !IMPERATIVES_EN.has(word) && !BEFORE_IMPERATIVE_EN.has(word)),
)
const MODAL_EN = /^(?:need|must|should|have)$/

function english(words: readonly string[], labelled: boolean): boolean {
  const at = skip(words, 0, BEFORE_IMPERATIVE_EN)
  if (imperative(words, at) || youDo(words, at)) return true
  const label = words.indexOf(':')
  if (labelled && label > 0 && label <= 8 && imperative(words, skip(words, label + 1, BEFORE_IMPERATIVE_EN)))
    return true
  if (!OPENS_CLAUSE_EN.has(words[at] ?? '')) return false
  for (let i = at + 1, commas = 0; i < words.length && commas < 3; i++) {
    if (words[i] !== ',' && words[i] !== '–' && words[i] !== '—') continue
    commas++
    const next = skip(words, i + 1, BEFORE_IMPERATIVE_EN)
    if (imperative(words, next) || youDo(words, next)) return true
  }
  return false

  function imperative(list: readonly string[], i: number): boolean {
    const word = list[i]
    if (word === undefined) return false
    const verb = word.includes('-') ? word.replace(/^(?:re|pre|un|over)-/, '') : word
    if (!IMPERATIVES_EN.has(verb)) return false
    const next = list[i + 1]
    if (next === undefined || next === '.' || next === '!')
      return !NOUN_TOO_EN.has(verb) || next !== undefined
    if (NOT_AFTER_EN.has(next) || next === ':' || next === '(') return false
    // "View 1: ...", a heading
    if (NOUN_TOO_EN.has(verb) && /^\d+$/.test(next) && list[i + 2] === ':') return false
    if (next === ',') return !NOUN_TOO_EN.has(verb) || IMPERATIVES_EN.has(list[i + 2] ?? '')
    if (FOOD_EN.has(verb)) return DETERMINER_EN.has(next)
    if (!NOUN_TOO_EN.has(verb)) return true
    return OBJECT_EN.has(next) || /ly$/.test(next) || list.length - i > 4
  }

  function youDo(list: readonly string[], i: number): boolean {
    if (/^(?:you'll|you'd)$/.test(list[i] ?? ''))
      return /^(?:need|have|want|then|first)$/.test(list[i + 1] ?? '')
    return list[i] === 'you' && MODAL_EN.test(list[i + 1] ?? '')
  }
}

const OPENS_CLAUSE_DE = new Set(
  'wenn sobald nachdem bevor während falls um in im mit für nach bei zum zur auf damit ist sind bis ohne solange'.split(
    ' ',
  ),
)
const MAY_OPEN_DE = new Set([
  ...IMPERATIVES_DE,
  ...BEFORE_IMPERATIVE_DE,
  ...OPENS_CLAUSE_DE,
  'du',
  'sie',
  'man',
  '1',
  'optional',
])
const PREFIX_DE =
  /^(?:hinzu|hinein|heraus|herunter|hinunter|zusammen|zurück|unter|durch|über|wieder|nieder|vor|ver|zer|ent|er|be|an|auf|ab|aus|ein|zu|um|nach|mit|weg|los|her|hin|fest|frei|fertig|gar|warm|kalt)/

function german(words: readonly string[], labelled: boolean, whole: boolean): boolean {
  const at = skip(words, 0, BEFORE_IMPERATIVE_DE)
  if (imperative(at) || duMusst(words, at)) return true
  const label = words.indexOf(':')
  if (labelled && label > 0 && label <= 8 && imperative(skip(words, label + 1, BEFORE_IMPERATIVE_DE)))
    return true
  if (OPENS_CLAUSE_DE.has(words[at] ?? '')) {
    for (let i = at + 1, commas = 0; i < words.length && commas < 3; i++) {
      if (words[i] !== ',') continue
      commas++
      if (imperative(skip(words, i + 1, BEFORE_IMPERATIVE_DE))) return true
    }
  }
  return whole && infinitiveLast()

  function imperative(i: number): boolean {
    const verb = words[i]
    if (verb === undefined || !stems(verb)) return false
    const next = words[i + 1]
    // "Nehmen Sie"; "nehmen" alone opens no instruction
    if (/(?:en|ern|eln)$/.test(verb)) return next === 'sie' || next === 'wir'
    return next !== 'ich' && next !== 'er' && next !== 'man'
  }

  /** "Die Zwiebeln klein schneiden.", "... schneiden und hinzufügen." */
  function infinitiveLast(): boolean {
    let last = words.length - 1
    while (last > 0 && /^[.!,;:)]$/.test(words[last]!)) last--
    const verb = words[last]
    if (last < 1 || verb === undefined || !/n$/.test(verb) || !stems(verb)) return false
    return !words.some((word) => FINITE_DE.has(word))
  }
}

/** A sentence with one of these has another finite verb, so that an infinitive at its end instructs nobody. */
const FINITE_DE = new Set(
  (
    'ist sind war waren wird werden wurde wurden hat haben hatte hatten kann können könnte muss müssen soll sollen will wollen ' +
    'darf dürfen möchte möchten würde würden ich wir sie er man dass zu'
  ).split(' '),
)

function stems(word: string): boolean {
  return IMPERATIVES_DE.has(word) || IMPERATIVES_DE.has(word.replace(PREFIX_DE, ''))
}

function duMusst(words: readonly string[], i: number): boolean {
  const second = words[i + 1] ?? ''
  if (words[i] === 'du') return /^(?:musst|solltest|kannst|brauchst)$/.test(second)
  return (
    (words[i] === 'sie' || words[i] === 'man') && /^(?:müssen|sollten|können|muss|sollte|kann)$/.test(second)
  )
}

const MARKS = new Set(',.():')
const AFTER_NUMBER = new Set('.):')

/** Past the words that may stand before an imperative, and commas between them. */
function skip(words: readonly string[], from: number, before: ReadonlySet<string>): number {
  let i = from
  while (
    i < words.length &&
    i - from < 8 &&
    (before.has(words[i]!) ||
      MARKS.has(words[i]!) ||
      words[i] === 'optional' ||
      (AFTER_NUMBER.has(words[i + 1] ?? '') && /^\d+$/.test(words[i]!)))
  )
    i++
  return i
}
