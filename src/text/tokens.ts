import { isSpace, type Span } from './span.js'
import { type WordForm, wordForm } from './word-forms.js'

/** Word classes, as far as finding phrases needs them. */
export type Tag =
  | 'noun' // in English also adjectives and unknown words
  | 'adj' // German only, where case tells nouns apart
  | 'verb'
  | 'aux' // be, have, do, modals
  | 'det' // articles, possessives, quantifiers
  | 'pron' // personal and demonstrative pronouns
  | 'wh' // which, who, what ...
  | 'prep'
  | 'conj' // and, or, but
  | 'sub' // because, that, if ...
  | 'adv'
  | 'num'
  | 'punct'

/** A word or a punctuation mark of a sentence; Markdown emphasis is between tokens, inline code is one token. */
export interface Token extends Span {
  word: string
  lower: string
  tag: Tag
  /** What is known of the word wherever it stands. */
  form: WordForm
}

enum Char {
  Other,
  Word,
  Joiner, // inside a word between word characters
  Skip, // emphasis marks
}

const ASCII = new Uint8Array(128)
for (let c = 0; c < 128; c++) {
  const char = String.fromCharCode(c)
  ASCII[c] = /[A-Za-z0-9_]/.test(char)
    ? Char.Word
    : /[-'./@]/.test(char)
      ? Char.Joiner
      : /[*~]/.test(char)
        ? Char.Skip
        : Char.Other
}
const kindOf = (c: number): Char =>
  c < 128
    ? (ASCII[c] as Char)
    : c === 0x2019
      ? Char.Joiner
      : (c >= 0xc0 && c < 0x2000 && c !== 0xd7 && c !== 0xf7) || c >= 0x3040 || c === 0x20ac
        ? Char.Word
        : Char.Other

/**
 * The tokens of a sentence, without tags. Hyphens, apostrophes, dots and slashes inside a word belong to it
 * ("state-of-the-art", "don't", "Node.js", "TCP/IP"), as do `+` and `#` after one ("C++"). Linear.
 */
export function tokenize(text: string, start: number, end: number): Token[] {
  const out: Token[] = []
  const push = (from: number, to: number, tag: Tag) => {
    const form = wordForm(text, from, to)
    out.push({ start: from, end: to, word: form.word, lower: form.lower, tag, form })
  }
  for (let at = start; at < end; ) {
    const code = text.charCodeAt(at)
    if (isSpace(code)) {
      at++
      continue
    }
    if (code === 0x60) {
      const close = text.indexOf('`', at + 1)
      if (close > at + 1 && close < end) {
        push(at + 1, close, 'noun')
        at = close + 1
      } else at++
      continue
    }
    const kind = kindOf(code)
    if (kind === Char.Skip || (code === 0x5f && kindOf(text.charCodeAt(at + 1)) !== Char.Word)) {
      at++
      continue
    }
    // ".NET", "'s" standing alone
    const joins =
      code === 0x2e || ((code === 0x27 || code === 0x2019) && /s\b/.test(text.slice(at + 1, at + 3)))
    if (kind === Char.Word || (joins && kindOf(text.charCodeAt(at + 1)) === Char.Word)) {
      let to = at + 1
      while (to < end) {
        const next = kindOf(text.charCodeAt(to))
        if (next === Char.Word) to++
        else if (next === Char.Joiner && to + 1 < end && kindOf(text.charCodeAt(to + 1)) === Char.Word)
          to += 2
        else break
      }
      while (to < end && (text.charCodeAt(to) === 0x2b || text.charCodeAt(to) === 0x23)) to++
      // the emphasis mark of _word_
      const from = code === 0x5f ? at + 1 : at
      let last = to
      while (last > from && text.charCodeAt(last - 1) === 0x5f) last--
      if (last > from) push(from, last, 'noun')
      at = to
      continue
    }
    // the address of a Markdown link
    if (code === 0x5d && text.charCodeAt(at + 1) === 0x28) {
      const close = text.indexOf(')', at)
      if (close > 0 && close < end) {
        push(at, at + 1, 'punct')
        at = close + 1
        continue
      }
    }
    push(at, at + 1, code === 0x26 ? 'conj' : 'punct')
    at++
  }
  return out
}

/**
 * The lower-cased word of the token at an index; empty where there is none. Before the first token is asked for often,
 * and to V8 an index below 0 is the name of a property, which takes long to miss.
 */
export const lowerAt = (tokens: readonly Token[], at: number): string =>
  at < 0 ? '' : (tokens[at]?.lower ?? '')
