import type { Language } from './language.js'

/** A word as it is written. There is one object a form, which keeps what was found out about the word. */
export class WordForm {
  /** What the English tagger asks of it, as bits (`text/english`); 0 where it has not asked. */
  en = 0
  /** Which sets it is in, by their number (`text/word-sets`); nothing where nobody has asked. */
  readonly sets: (number | undefined)[] = []
  /** Its language, if it is one of a few frequent words (`text/language`); null for none. */
  speaksFor: Language | null | undefined
  /** Its classes in the lexicons of enrichment (`patterns/enrich/lexicon`), as bits. */
  classesEn: number | undefined
  classesDe: number | undefined
  /** What it says, as a hash; 0 for function words (`patterns/content-words`). */
  content: number | undefined
  /** Without the ending of the plural (`patterns/enrich/phrases`), in each language. */
  stemEn: string | undefined
  stemDe: string | undefined
  /** By its ending it may be no noun (`patterns/enrich/phrases`). */
  modifier: boolean | undefined

  constructor(
    readonly word: string,
    readonly lower: string,
  ) {}
}

/** FNV-1a over UTF-16 units: fold it over the letters while reading them. */
export const HASH_START = 0x811c9dc5 | 0
export const hashStep = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193)

const SLOTS = 1 << 16
/** Chats hold some ten thousand forms; a table with more starts anew, so that no input makes it grow. */
const MOST = SLOTS / 2
const LONGEST = 24
const isDigit = (code: number) => code >= 48 && code <= 57

/** Open addressing. A form is known by 64 bits of hash, side by side, so that a look-up touches nothing else. */
let forms: (WordForm | undefined)[] = new Array(SLOTS)
let hashes = new Int32Array(2 * SLOTS)
let size = 0

/**
 * The form that stands at start..end of a text. Its strings are shared by all texts: V8 compares them by address and
 * hashes them once, and no string is made for a word that was seen before.
 */
export function wordForm(text: string, start: number, end: number): WordForm {
  // numbers and long words are seldom met twice
  if (end - start > LONGEST || isDigit(text.charCodeAt(start))) {
    const word = text.slice(start, end)
    return new WordForm(word, word.toLowerCase())
  }
  let hash = HASH_START
  let check = end - start
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    hash = hashStep(hash, code)
    check = Math.imul(check ^ code, 0x5bd1e995) ^ (check >>> 15)
  }
  let slot = (hash ^ (hash >>> 16)) & (SLOTS - 1)
  for (;;) {
    if (hashes[2 * slot] === hash && hashes[2 * slot + 1] === check) {
      const form = forms[slot]
      if (form) return form
    }
    if (forms[slot] === undefined) break
    slot = (slot + 1) & (SLOTS - 1)
  }
  if (size++ === MOST) {
    forms = new Array(SLOTS)
    hashes = new Int32Array(2 * SLOTS)
    size = 1
    slot = (hash ^ (hash >>> 16)) & (SLOTS - 1)
  }
  const word = shared(text.slice(start, end))
  const lower = word.toLowerCase()
  hashes[2 * slot] = hash
  hashes[2 * slot + 1] = check
  const form = new WordForm(word, lower === word ? word : shared(lower))
  forms[slot] = form
  return form
}

/** The string as V8 keeps the names of properties: one copy, which does not hold on to the text it was cut from. */
const shared = (text: string): string => Object.keys({ [text]: 0 })[0] as string
