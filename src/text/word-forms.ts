import type { Language } from './language.js'

/** A word as it is written. There is one object a form, which keeps what was found out about the word. */
export class WordForm {
  /** What the English tagger asks of it, as bits (`text/english`); 0 where it has not asked. */
  en = 0
  /** Which sets it is in, by their number (`text/word-sets`); nothing where nobody has asked. */
  readonly sets: (number | undefined)[] = []
  /** Its language, if it is one of a few frequent words (`text/language`); null for none. */
  speaksFor: Language | null | undefined
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
    /** Digits only: in no set of words, and seldom met twice. */
    readonly isNumber = false,
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

/**
 * Open addressing: each slot has a second hash of its word and the number of its form, from 1. The forms lie in the order
 * in which they were met, which puts the frequent ones side by side. Only a word with the same two hashes is compared.
 */
const slots = new Int32Array(2 * SLOTS)
let forms: WordForm[] = []

/**
 * The form that stands at start..end of a text. Its strings are shared by all texts: V8 compares them by address and
 * hashes them once, and no string is made for a word that was seen before.
 */
export function wordForm(text: string, start: number, end: number): WordForm {
  if (end - start > LONGEST || isDigit(text.charCodeAt(start))) return rareForm(text.slice(start, end))
  let hash = HASH_START
  let check = end - start
  for (let i = start; i < end; i++) {
    const code = text.charCodeAt(i)
    hash = hashStep(hash, code)
    check = Math.imul(check ^ code, 0x5bd1e995) ^ (check >>> 15)
  }
  let at = 2 * ((hash ^ (hash >>> 16)) & (SLOTS - 1))
  for (let number = slots[at + 1]!; number !== 0; number = slots[at + 1]!) {
    if (slots[at] === check) {
      const form = forms[number - 1]!
      if (form.word.length === end - start && text.startsWith(form.word, start)) return form
    }
    at = (at + 2) & (2 * SLOTS - 1)
  }
  if (forms.length === MOST) {
    slots.fill(0)
    forms = []
    at = 2 * ((hash ^ (hash >>> 16)) & (SLOTS - 1))
  }
  const word = shared(text.slice(start, end))
  const lower = word.toLowerCase()
  const form = new WordForm(word, lower === word ? word : shared(lower))
  slots[at] = check
  slots[at + 1] = forms.push(form)
  return form
}

/** Numbers and long words are seldom met twice: their forms are not kept. */
function rareForm(word: string): WordForm {
  for (let i = 0; i < word.length; i++)
    if (!isDigit(word.charCodeAt(i))) return new WordForm(word, word.toLowerCase())
  return new WordForm(word, word, true)
}

/** The string as V8 keeps the names of properties: one copy, which does not hold on to the text it was cut from. */
const shared = (text: string): string => Object.keys({ [text]: 0 })[0] as string
