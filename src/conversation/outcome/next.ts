import type { OutcomeRules, Weighed } from '../../record/outcome-rules.js'
import { hashOf, IS_NUMBER, Tokens } from '../scoring/tokens.js'
import { WordSet } from '../scoring/word-set.js'
import { CueFinder, type Found, wordsOf } from './cues.js'
import type { Evidence } from './evidence.js'

/** So many UTF-16 code units of the question and the answer are compared with it. */
const LOOKED_AT = 1500
/** So many of a message are read: more than its first words take. */
const SAID = 600
/** So many words of a message are looked at: a person says first what they think of an answer. */
const MOST_WORDS = 60
/** From these log-odds on a message accepts or refuses the answer. */
const ACCEPTS = 0.6
const REFUSES = -0.9

/** A longer message that begins like a question about the answer is a question of its own. */
const LONG_QUESTION = 16
/** A longer refusal says what is wanted instead. */
const LONG_REFUSAL = 60

const SENTENCE_END = /^[.!?;:]+$/
/** So many words behind praise or thanks a "but" takes them back. */
const BUT_WITHIN = 5
const POSITIVE = new Set(['thanks', 'praise', 'takes'])
const GOOD: readonly (keyof Features)[] = ['thanks', 'praise', 'takes', 'yes']
const NEGATIVE = new Set(['fails', 'wrong', 'dislike', 'complaint'])
/** Words that are a cue only where they are the whole sentence. */
const ALONE = new Set([
  'what',
  'huh',
  'hä',
  'häh',
  'stop',
  'stopp',
  'undo',
  'egal',
  'next',
  'more',
  'mehr',
  'nächste',
])

/** What a person said of an answer in their next message. Words of the model are never evidence. */
export class NextReader {
  readonly #finder: CueFinder
  readonly #weights: readonly [Weighed, number][]

  constructor(rules: OutcomeRules) {
    this.#weights = Object.entries(rules.weights) as [Weighed, number][]
    this.#finder = new CueFinder(rules.cues)
  }

  /** @returns one piece of evidence, or none where the message says nothing of the answer */
  evidence(next: string, user: string, assistant: string): Evidence | undefined {
    const features = this.features(next, user, assistant)
    const logOdds = this.logOdds(features)
    const value = Math.round(Math.tanh(logOdds / 2) * 100) / 100
    if (logOdds >= ACCEPTS) return { kind: 'accept', value }
    if (logOdds <= REFUSES) {
      const says = features.corrects || features.other || features.but || next.length > LONG_REFUSAL
      return {
        kind: repeats(features) && !features.corrects ? 'rephrase' : says ? 'correct' : 'reject',
        value,
      }
    }
    if (repeats(features)) return { kind: 'rephrase', value: Math.min(value, 0) }
    if (features.continue) return { kind: 'continue', value: 0.2 }
    if (features.clarify || isAbout(next, assistant)) return { kind: 'clarify', value: 0 }
    return { kind: 'new topic', value: null }
  }

  logOdds(features: Features): number {
    let sum = 0
    for (const [name, weight] of this.#weights) sum += weight * (features[name] ?? 0)
    return sum
  }

  /** By cue: 1 where the message has it; what is seen without words beside that. */
  features(next: string, user: string, assistant: string): Features {
    const said = withoutQuotes(next.slice(0, LOOKED_AT)).slice(0, SAID)
    const words = wordsOf(said).slice(0, MOST_WORDS)
    const features: Features = {}
    const found = this.#finder.find(words)
    const answersQuestion = /\?["')\s]*$/.test(assistant.slice(-80))
    let lastGood = -1
    for (const each of found) {
      const cue = this.#meaning(each, found, words)
      if (cue === undefined) continue
      if ((cue === 'yes' || cue === 'no') && (each.start > 0 || (cue === 'yes' && answersQuestion))) continue
      if (cue === 'continue' && (each.start > 0 || words.length > 6)) continue
      if (cue === 'clarify' && (each.start > 3 || words.length > LONG_QUESTION)) continue
      if (cue === 'but') {
        if (lastGood < 0 || each.start - lastGood > BUT_WITHIN) continue
        for (const good of GOOD) delete features[good] // "thanks, but": what follows is meant
      }
      if (GOOD.includes(cue)) lastGood = each.end
      features[cue] = 1
    }
    const again = sharedAgain(words, user, assistant)
    if (again) features.again = again
    if (/[!?]{2,}/.test(said) || shouts(said)) features.emphasis = 1
    return features
  }

  /** What a phrase says where it stands; undefined where it says nothing there. */
  #meaning(
    { cue, start, end }: Found,
    all: readonly Found[],
    words: readonly string[],
  ): keyof Features | undefined {
    const from = words.findLastIndex((word, at) => at < start && SENTENCE_END.test(word)) + 1
    const to = words.findIndex((word, at) => at >= end && SENTENCE_END.test(word))
    if (end - start === 1 && ALONE.has(words[start]!))
      return start === from && (to < 0 ? words.length : to) === end ? cue : undefined
    const stands = (negation: Found, before: Found) =>
      negation.start >= from && negation.end <= before.start && before.start - negation.end < 3
    const self = { cue, start, end }
    if (cue === 'negation')
      return all.some((other) => NEGATIVE.has(other.cue) && stands(self, other)) ? undefined : cue // "not bad"
    const negated = all.some((other) => other.cue === 'negation' && stands(other, self))
    const asks = to >= 0 && words[to]!.includes('?')
    if (POSITIVE.has(cue)) {
      if (asks && cue === 'praise') return undefined
      return negated ? 'dislike' : cue
    }
    if (NEGATIVE.has(cue) && negated) return undefined
    return cue
  }
}

export type Features = Partial<Record<Weighed | 'continue' | 'clarify', number>>

/** Code and quoted lines that a person pastes say nothing of what they think. */
function withoutQuotes(text: string): string {
  if (!text.includes('```') && !text.includes('>')) return text
  return text.replace(/```[\s\S]*?(?:```|$)/g, ' ').replace(/^>.*$/gm, ' ')
}

/** From so much of the question on a message asks for the same again. */
const REPHRASED = 0.6

function repeats({ again = 0 }: Features): boolean {
  return again >= REPHRASED
}

/** A smaller part of the question in a message is chance. */
const LEAST_AGAIN = 0.3

/**
 * How much of the question stands in the message again, 0..1, as far as the answer does not hold it. The same task for
 * another number or name is no repetition.
 */
function sharedAgain(words: readonly string[], user: string, assistant: string): number {
  again.clear()
  let different = 0
  for (const word of words) if (isContent(word) && again.add(hashOf(word))) different++
  if (different < 2) return 0
  const count = fill(asked, user)
  if (count < 3 || different > 3 * count) return 0
  const shared = content.filter((hash) => again.has(hash))
  if (shared.length < LEAST_AGAIN * count) return 0
  if (words.some((word) => HAS_DIGIT.test(word) && !asked.has(hashOf(word)))) return 0
  fill(answered, assistant)
  const share = shared.filter((hash) => !answered.has(hash)).length / count
  return share < LEAST_AGAIN ? 0 : Math.round(share * 100) / 100
}

/** A question that takes up words of the answer. */
function isAbout(next: string, assistant: string): boolean {
  if (!next.includes('?')) return false
  fill(answered, assistant)
  fill(again, next.slice(0, 400))
  return content.some((hash) => answered.has(hash))
}

const tokens = new Tokens()
const again = new WordSet()
const asked = new WordSet()
const answered = new WordSet()
/** What `fill` found last. */
let content: number[] = []

/** Puts the different words with content of a text into a set. @returns how many they are */
function fill(set: WordSet, text: string): number {
  set.clear()
  content = []
  tokens.read(text, LOOKED_AT)
  for (let i = 0; i < tokens.count; i++) {
    const hash = tokens.hash[i]!
    if ((tokens.length[i]! > 3 || tokens.flags[i]! & IS_NUMBER) && set.add(hash)) content.push(hash)
  }
  return content.length
}

/** Words long enough to carry content, in any language. */
const isContent = (word: string): boolean => word.length > 3 || HAS_DIGIT.test(word)
const HAS_DIGIT = /\d/

function shouts(text: string): boolean {
  const capitals = text.match(/\p{Lu}/gu)?.length ?? 0
  if (capitals < 5) return false
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  return letters > 5 && capitals > 0.8 * letters
}
