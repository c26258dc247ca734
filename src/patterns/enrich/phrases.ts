import type { Span } from '../../text/span.js'
import { Is, MODIFIER_EN } from './lexicon.js'
import type { Name } from './names.js'
import type { Token } from './tokens.js'

/** A candidate for a key phrase: a run of words that say what a text is about. */
export interface Phrase extends Span {
  text: string
  /** What makes two forms one phrase: lower case, without the endings of number and case. */
  key: string
  words: string[]
  /** How many sentences stand before it. */
  position: number
  /** A lone word that may be no noun. */
  doubtful: boolean
}

/** Longer runs are seldom one phrase. German joins its nouns to one word, so there a run is one word. */
const MAX_WORDS = 4

/**
 * Candidate key phrases in the manner of RAKE (Rose et al. 2010): runs of content words between stop words and marks.
 * English: content words, generic ones only inside a run. German: single nouns. A name is one candidate, whole.
 */
export function phrases(
  text: string,
  tokens: readonly Token[],
  german: boolean,
  found: readonly Name[],
): Phrase[] {
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
    const start = tokens[from]!.start
    const end = tokens[to - 1]!.end
    const words = tokens.slice(from, to).map((token) => stem(token.lower, german))
    out.push({
      text: text.slice(start, end),
      start,
      end,
      key: words.join(' '),
      words,
      position,
      doubtful: to - from === 1 && doubt(tokens[from]!),
    })
  }

  function doubt(token: Token): boolean {
    return !german && token.shape === 'lower' && MODIFIER_EN.test(token.lower) && !(token.is & Is.NounIng)
  }
}

/** "preparing" in "preparing meals": no part of the phrase. */
function verbal(token: Token): boolean {
  return token.lower.length > 4 && token.lower.endsWith('ing') && !(token.is & Is.NounIng)
}

function contentEn(token: Token): boolean {
  if (token.is & Is.Function || token.shape === 'number' || token.text.length < 2) return false
  return !(token.lower.length > 4 && token.lower.endsWith('ly'))
}

/** A German noun: capitalised, and not only because it opens a sentence: no verb with its object after it. */
function contentDe(token: Token, next: Token | undefined): boolean {
  if (token.shape === 'number' || token.shape === 'lower' || token.text.length < 2) return false
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

/** A word without the endings that make no other word of it: "libraries" and "library", "Modelle" and "Modells". */
export function stem(lower: string, german: boolean): string {
  if (lower.length < 5) return lower
  if (german) return lower.replace(/(?:innen|ern|en|em|er|es|e|n|s)$/, '')
  if (lower.endsWith('ies')) return `${lower.slice(0, -3)}y`
  if (/(?:[sxz]|ch|sh)es$/.test(lower)) return lower.slice(0, -2)
  return /[^su]s$/.test(lower) && !lower.endsWith('is') ? lower.slice(0, -1) : lower
}

export interface Scored {
  text: string
  score: number
  count: number
  /** In both texts of the turn. */
  shared: boolean
}

interface Entry {
  forms: Map<string, number>
  user: number
  assistant: number
  first: number
  words: string[]
  doubtful: boolean
}

/** Asked phrases that longer runs are compared with: bounds the work for huge questions. */
const MAX_ASKED = 20

/**
 * Ranks candidates: how often, how early, in both texts, and a little for more words (RAKE's degree, damped). What the
 * question asks about counts double.
 */
export function rank(asked: readonly Phrase[], answered: readonly Phrase[]): Scored[] {
  const byKey = new Map<string, Entry>()
  const wordCount = new Map<string, number>()
  for (const [side, list] of [
    ['user', asked],
    ['assistant', answered],
  ] as const) {
    for (const phrase of list) {
      let entry = byKey.get(phrase.key)
      if (!entry) {
        entry = {
          forms: new Map(),
          user: 0,
          assistant: 0,
          first: phrase.position,
          words: phrase.words,
          doubtful: phrase.doubtful,
        }
        byKey.set(phrase.key, entry)
      }
      entry[side]++
      entry.forms.set(phrase.text, (entry.forms.get(phrase.text) ?? 0) + 1)
      for (const word of phrase.words) wordCount.set(word, (wordCount.get(word) ?? 0) + 1)
    }
  }
  absorb(byKey)
  const out: Scored[] = []
  for (const entry of byKey.values()) {
    const count = entry.user + entry.assistant
    const shared = entry.user > 0 && entry.assistant > 0
    let support = 0
    for (const word of entry.words) support += Math.log2(1 + (wordCount.get(word) ?? 0))
    support /= Math.sqrt(entry.words.length)
    const early = 1 / (1 + Math.log2(1 + entry.first) / 4)
    const score =
      (support + Math.log2(1 + count)) *
      early *
      (entry.user > 0 ? 1.5 : 1) *
      (shared ? 1.5 : 1) *
      (entry.doubtful ? 0.5 : 1)
    out.push({ text: bestForm(entry.forms), score, count, shared })
  }
  return out.sort((a, b) => b.score - a.score || (a.text < b.text ? -1 : 1))
}

/** A longer run found once ("policy engine selects actions") counts for the asked phrase that it holds. */
function absorb(byKey: Map<string, Entry>): void {
  const asked = [...byKey].filter(([, { user, words }]) => user > 0 && words.length > 1).slice(0, MAX_ASKED)
  for (const [key, entry] of byKey) {
    if (entry.user > 0 || entry.assistant > 1 || entry.words.length < 3) continue
    const part = asked.find(([short]) => ` ${key} `.includes(` ${short} `))
    if (!part) continue
    part[1].assistant++
    byKey.delete(key)
  }
}

function bestForm(forms: ReadonlyMap<string, number>): string {
  let best = ''
  let most = 0
  for (const [form, count] of forms) {
    if (count > most) {
      best = form
      most = count
    }
  }
  return best
}
