import { wordForm } from './word-forms.js'

export type Language = 'en' | 'de' | 'other'

/** Function words that are frequent in one of the two languages and rare in the other and in their neighbours. */
const EN =
  'the of and to is it you that was for are with as this have be at what how can not from or by they we which would your there their were been has if about when who will more do does did why i my an its so but could should may'
const DE =
  'der die das und ist ich nicht ein eine einen einem einer zu mit sich auf für von dem den des im auch als wie was wenn oder aber man nach bei aus sind wird werden kann wir sie es du er noch nur über vom zum zur durch hat habe haben mir mich warum diese dieser dieses bitte'
const OTHER =
  'el la los las le les un une una que de del du des y et e il lo gli che di da per con por para en es est son sont está não uma os as mais como het een van voor niet zijn ik je dat met och att det som är på og på jest nie się na w z og av til pour dans qui pas vous nous je comment quel ser muy más pero qué cómo'

/** The language each function word speaks for; a word of several lists speaks for none of them. */
const SPEAKS_FOR = new Map<string, Language>()
for (const [language, list] of [
  ['en', EN],
  ['de', DE],
  ['other', OTHER],
] as const) {
  for (const word of new Set(list.split(' '))) {
    if (SPEAKS_FOR.has(word)) SPEAKS_FOR.delete(word)
    else SPEAKS_FOR.set(word, language)
  }
}

/** A text's beginning tells its language; so many function words of one settle it. */
const SAMPLE = 1000
const ENOUGH = 8
const LONGEST = Math.max(...[...SPEAKS_FOR.keys()].map((word) => word.length))

/**
 * The language of a text: English, German or another; undefined where it holds no hint ("Docker?").
 * Counts function words of its first 1000 characters; letters of other scripts count as another language.
 */
export function languageOf(text: string): Language | undefined {
  const counts = { en: 0, de: 0, other: 0 }
  const end = Math.min(text.length, SAMPLE)
  for (let at = 0; at < end; at++) {
    if (!isLetter(text.charCodeAt(at))) continue
    const start = at
    let umlaut = false
    for (let code = text.charCodeAt(at); isLetter(code); code = text.charCodeAt(at)) {
      umlaut ||= code >= 0xc4 && UMLAUTS.has(code)
      if (++at === end) break
    }
    const language = at - start <= LONGEST ? speaksFor(text, start, at) : null
    if (language) {
      if (++counts[language] === ENOUGH && language !== 'other') return language
    } else if (umlaut) counts.de += 0.5
    else if (text.charCodeAt(start) >= 0x370) counts.other++
  }
  const { en, de, other } = counts
  if (en + de + other === 0) return undefined
  if (en >= de && en >= other) return 'en'
  return de >= other ? 'de' : 'other'
}

function speaksFor(text: string, start: number, end: number): Language | null {
  const form = wordForm(text, start, end)
  if (form.speaksFor === undefined) form.speaksFor = SPEAKS_FOR.get(form.lower) ?? null
  return form.speaksFor
}

const UMLAUTS = new Set([...'ÄÖÜäöüß'].map((char) => char.charCodeAt(0)))
/** Letters of Latin and of later scripts; not the general punctuation and symbols between them. */
const isLetter = (c: number) =>
  (c >= 97 && c <= 122) ||
  (c >= 65 && c <= 90) ||
  (c >= 0xc0 && c < 0x2000 && c !== 0xd7) ||
  (c >= 0x3040 && c < 0xd800)
