import type { Span } from '../../text/span.js'
import type { WordForm } from '../../text/word-forms.js'
import { Is, MODIFIER_EN } from './lexicon.js'
import type { Name } from './names.js'
import type { Token } from './tokens.js'

/** A candidate for a key phrase: a run of words that say what a text is about. */
export interface Phrase extends Span {
  /** What makes two forms one phrase: lower case, without the endings of number and case. */
  key: string
  words: readonly string[]
  /** How many sentences stand before it. */
  position: number
  /** It opens a sentence, so that its capital says nothing. */
  opens: boolean
  /** A lone word that may be no noun. */
  doubtful: boolean
}

/** Longer runs are seldom one phrase. German joins its nouns to one word, so there a run is one word. */
const MAX_WORDS = 4

/**
 * Candidate key phrases in the manner of RAKE (Rose et al. 2010): runs of content words between stop words and marks.
 * English: content words, generic ones only inside a run. German: single nouns. A name is one candidate, whole.
 */
export function phrases(tokens: readonly Token[], german: boolean, found: readonly Name[]): Phrase[] {
  const out: Phrase[] = []
  const content = german ? contentDe : contentEn
  let name = 0
  let position = 0
  for (let i = 0; i < tokens.length; ) {
    if (tokens[i]!.gap === 2) position++
    const here = found[name]
    if (here && here.from <= i) {
      add(here.from, here.to)
      i = here.to
      name++
      continue
    }
    let to = i
    while (
      to < tokens.length &&
      to < (here?.from ?? tokens.length) &&
      (to === i || (!german && tokens[to]!.gap === 0)) &&
      content(tokens[to]!, tokens[to + 1])
    )
      to++
    let from = i
    let end = to
    while (from < end && (tokens[from]!.is & Is.Generic || (!german && verbal(tokens[from]!)))) from++
    while (end > from && tokens[end - 1]!.is & Is.Generic) end--
    if (end > from && end - from <= MAX_WORDS) add(from, end)
    i = Math.max(to, i + 1)
  }
  return out

  function add(from: number, to: number): void {
    const first = tokens[from]!
    const words: string[] = []
    for (let i = from; i < to; i++) words.push(stemOf(tokens[i]!.form, german))
    out.push({
      start: first.start,
      end: tokens[to - 1]!.end,
      key: words.length === 1 ? words[0]! : words.join(' '),
      words,
      position,
      opens: first.opens,
      doubtful: to - from === 1 && doubt(first),
    })
  }

  function doubt(token: Token): boolean {
    if (german || token.shape !== 'lower' || token.is & Is.NounIng) return false
    token.form.modifier ??= MODIFIER_EN.test(token.lower)
    return token.form.modifier
  }
}

/** "preparing" in "preparing meals": no part of the phrase. */
function verbal(token: Token): boolean {
  return token.length > 4 && token.source.startsWith('ing', token.end - 3) && !(token.is & Is.NounIng)
}

function contentEn(token: Token): boolean {
  if (token.is & Is.Function || token.shape === 'number' || token.length < 2) return false
  return !(token.length > 4 && token.source.startsWith('ly', token.end - 2))
}

/** A German noun: capitalised, and not only because it opens a sentence: no verb with its object after it. */
function contentDe(token: Token, next: Token | undefined): boolean {
  if (token.shape === 'number' || token.shape === 'lower' || token.length < 2) return false
  if (token.is & (Is.Function | Is.NoName)) return false
  if (!token.opens) return true
  if (token.is & Is.Opener) return false
  const object =
    next?.gap === 0 &&
    next.shape === 'lower' &&
    (next.is & Is.Function) !== 0 &&
    !AFTER_NOUN_DE.test(next.lower)
  return !(object && /(?:e|en|t)$/.test(token.lower))
}

/** After one of these at the start of a sentence, the word before is the subject. */
const AFTER_NOUN_DE =
  /^(?:ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|kann|können|muss|müssen|soll|sollte|darf|und|oder|für|von|in|im|aus)$/

function stemOf(form: WordForm, german: boolean): string {
  if (german) {
    form.stemDe ??= stem(form.lower, true)
    return form.stemDe
  }
  form.stemEn ??= stem(form.lower, false)
  return form.stemEn
}

/** A word without the endings that make no other word of it: "libraries" and "library", "Modelle" and "Modells". */
export function stem(lower: string, german: boolean): string {
  const end = lower.length
  if (end < 5) return lower
  if (german) return lower.replace(/(?:innen|ern|en|em|er|es|e|n|s)$/, '')
  if (!lower.endsWith('s') || /[sui]s$/.test(lower)) return lower
  if (lower.endsWith('ies')) return `${lower.slice(0, -3)}y`
  return lower.slice(0, /(?:[sxz]|ch|sh)es$/.test(lower) ? -2 : -1)
}

export interface Scored {
  text: string
  score: number
  count: number
  /** In both texts of the turn. */
  shared: boolean
}

interface Entry {
  /** The form to show: the first that does not open a sentence, else the first. */
  text: string
  opens: boolean
  user: number
  assistant: number
  phrase: Phrase
}

/** Asked phrases that longer runs are compared with: bounds the work for huge questions. */
const MAX_ASKED = 20

/**
 * Ranks candidates: how often, how early, in both texts, and a little for more words (RAKE's degree, damped). What the
 * question asks about counts double.
 * @param most so many of them, the best
 */
export function rank(user: Candidates, assistant: Candidates, most: number): Scored[] {
  const byKey = new Map<string, Entry>()
  const wordCount = new Map<string, number>()
  collect(user, 'user', byKey, wordCount)
  collect(assistant, 'assistant', byKey, wordCount)
  absorb(byKey)
  const out: Scored[] = []
  for (const { text, user, assistant, phrase } of byKey.values()) {
    const count = user + assistant
    const shared = user > 0 && assistant > 0
    let support = 0
    for (const word of phrase.words) support += log2(1 + (wordCount.get(word) ?? 0))
    support /= Math.sqrt(phrase.words.length)
    const early = 1 / (1 + log2(1 + phrase.position) / 4)
    const score =
      (support + log2(1 + count)) *
      early *
      (user > 0 ? 1.5 : 1) *
      (shared ? 1.5 : 1) *
      (phrase.doubtful ? 0.5 : 1)
    let at = out.length
    while (
      at > 0 &&
      (score > out[at - 1]!.score || (score === out[at - 1]!.score && text < out[at - 1]!.text))
    )
      at--
    if (at === most) continue
    out.splice(at, 0, { text, score, count, shared })
    if (out.length > most) out.pop()
  }
  return out
}

/** Counts are small. */
const LOGS = Array.from({ length: 256 }, (_, n) => Math.log2(n))
const log2 = (n: number) => LOGS[n] ?? Math.log2(n)

/** The phrases of one text. */
export interface Candidates {
  text: string
  phrases: readonly Phrase[]
}

function collect(
  { text, phrases }: Candidates,
  side: 'user' | 'assistant',
  byKey: Map<string, Entry>,
  wordCount: Map<string, number>,
): void {
  for (const phrase of phrases) {
    let entry = byKey.get(phrase.key)
    if (!entry) {
      entry = {
        text: text.slice(phrase.start, phrase.end),
        opens: phrase.opens,
        user: 0,
        assistant: 0,
        phrase,
      }
      byKey.set(phrase.key, entry)
    } else if (entry.opens && !phrase.opens) {
      entry.text = text.slice(phrase.start, phrase.end)
      entry.opens = false
    }
    entry[side]++
    for (const word of phrase.words) wordCount.set(word, (wordCount.get(word) ?? 0) + 1)
  }
}

/** A longer run found once ("policy engine selects actions") counts for the asked phrase that it holds. */
function absorb(byKey: Map<string, Entry>): void {
  const asked: [string, Entry][] = []
  for (const [key, entry] of byKey) {
    const { words } = entry.phrase
    if (entry.user > 0) {
      if (words.length > 1 && asked.length < MAX_ASKED) asked.push([key, entry])
      continue
    }
    if (asked.length === 0 || entry.assistant > 1 || words.length < 3) continue
    const part = asked.find(([short]) => ` ${key} `.includes(` ${short} `))
    if (!part) continue
    part[1].assistant++
    byKey.delete(key)
  }
}
