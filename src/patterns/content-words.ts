import { HASH_START, hashStep, smallCode, WordTable } from '../text/word-table.js'
import { FUNCTION_DE, FUNCTION_EN } from './enrich/lexicon.js'

/** Forms of a word share their first letters. */
const STEM = 6
const FUNCTION = new WordTable([
  [FUNCTION_EN, 1],
  [FUNCTION_DE, 1],
])

/**
 * The words of a text that say something, as hashes of their first letters, so that the forms of a word are one.
 * English and German, as a chat may mix them. Two words in a few billion share a hash: enough to compare two texts.
 */
export function contentWords(text: string): Set<number> {
  const out = new Set<number>()
  let start = -1
  let hash = HASH_START
  let stem = 0
  let small = true
  for (let at = 0; at <= text.length; at++) {
    const code = at < text.length ? text.charCodeAt(at) : 32
    const letter =
      isWordCode(code) ||
      (start >= 0 && isInner(code) && at + 1 < text.length && isWordCode(text.charCodeAt(at + 1)))
    if (letter) {
      if (start < 0) {
        start = at
        hash = HASH_START
        small = true
      }
      const low = smallCode(text, at, code)
      if (low !== code) small = false
      hash = hashStep(hash, low)
      if (at - start < STEM) stem = hash
    } else if (start >= 0) {
      if (FUNCTION.classesAt(hash, text, start, at, small) === 0) out.add(stem)
      start = -1
    }
  }
  return out
}

const isWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) ||
  (code >= 65 && code <= 90) ||
  (code >= 48 && code <= 57) ||
  (code >= 0xc0 && code < 0x2000) ||
  (code >= 0x2c00 && code < 0xd800)

/** Apostrophe, hyphen or dot inside a word. */
const isInner = (code: number): boolean => code === 39 || code === 45 || code === 46 || code === 0x2019
