import { HASH_START, hashStep, type WordForm, wordForm } from '../text/word-forms.js'
import { FUNCTION_DE, FUNCTION_EN } from './enrich/lexicon.js'

/** Forms of a word share their first letters. */
const STEM = 6

/**
 * The words of a text that say something, as hashes of their first letters, so that the forms of a word are one.
 * English and German, as a chat may mix them. Two words in a few billion share a hash: enough to compare two texts.
 * @param end where to stop reading the text
 */
export function contentWords(text: string, end = text.length): Set<number> {
  const out = new Set<number>()
  for (let at = 0; at < end; at++) {
    if (!isWordCode(text.charCodeAt(at))) continue
    const start = at++
    while (at < end) {
      const code = text.charCodeAt(at)
      if (isWordCode(code) || (isInner(code) && at + 1 < end && isWordCode(text.charCodeAt(at + 1)))) at++
      else break
    }
    const form = wordForm(text, start, at)
    form.content ??= contentOf(form)
    if (form.content !== 0) out.add(form.content)
  }
  return out
}

function contentOf({ lower, isNumber }: WordForm): number {
  if (!isNumber && (FUNCTION_EN.has(lower) || FUNCTION_DE.has(lower))) return 0
  let hash = HASH_START
  for (let i = 0; i < Math.min(lower.length, STEM); i++) hash = hashStep(hash, lower.charCodeAt(i))
  return hash
}

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  (code >= 0xc0 && code < 0x2000) ||
  (code >= 0x2c00 && code < 0xd800)

/** Apostrophe, hyphen or dot inside a word. */
const isInner = (code: number): boolean => code === 39 || code === 45 || code === 46 || code === 0x2019
