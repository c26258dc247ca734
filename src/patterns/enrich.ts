import type { ReasoningType, Turn } from '../record/turn.js'
import type { Span } from '../text/span.js'
import { type Document, type Field, fieldOf, prepare } from './document.js'
import { casing, type Name, names } from './enrich/names.js'
import { type Phrase, phrases, rank, type Scored } from './enrich/phrases.js'
import { reasoningType } from './enrich/reasoning.js'
import { type Relation, relations } from './enrich/relations.js'
import { type Token, tokenize } from './enrich/tokens.js'

/** What a turn is about. */
export interface About {
  /** Whole names of people, products, places and concepts, as written; the most telling first. */
  entities: string[]
  /** At most three phrases. */
  topics: string[]
  /** At most ten words or phrases, best first. */
  keywords: string[]
}

export interface Enrichment extends About {
  relations: Relation[]
  reasoning_type: ReasoningType
}

/** Words looked at in each text: what a text is about shows early; more for all that `enrich` finds. */
const MAX_WORDS = 2000
const ABOUT_WORDS = 300
const MAX_ENTITIES = 15
const MAX_RELATIONS = 20
const MAX_TOPICS = 3
const MAX_KEYWORDS = 10

interface Words {
  text: string
  tokens: Token[]
}

interface Side extends Words {
  names: Name[]
  phrases: Phrase[]
}

/**
 * What a turn is about, what it says of that, and what kind of thinking it shows. One pass over the words of the
 * question and of the answer; code, tables and headings are left out. Pure and deterministic.
 */
export function enrich(turn: Turn, document: Document = prepare(turn)): Enrichment {
  const sides = sidesOf(document, MAX_WORDS)
  const { entities, topics, keywords } = aboutOf(sides)
  const found = sides.flatMap((side) =>
    relations(side.text, side.tokens, document.language === 'de', MAX_RELATIONS),
  )
  return {
    entities,
    relations: unique(found).slice(0, MAX_RELATIONS),
    reasoning_type: reasoningType(turn),
    topics,
    keywords,
  }
}

/** The part of `enrich` that a pattern takes along. */
export function about(document: Document): About {
  return aboutOf(sidesOf(document, ABOUT_WORDS))
}

function aboutOf([user, assistant]: [Side, Side]): About {
  const ranked = rank(user, assistant, MAX_KEYWORDS)
  return {
    entities: entitiesOf(user, assistant, ranked),
    topics: ranked.slice(0, MAX_TOPICS).map(({ text }) => text),
    keywords: ranked.map(({ text }) => text),
  }
}

/** The words, names and phrases of the question and of the answer. */
function sidesOf(document: Document, words: number): [Side, Side] {
  const german = document.language === 'de'
  const [user, assistant] = ['user', 'assistant'].map((name) => {
    const field = fieldOf(document, name)
    return {
      text: field?.text ?? '',
      tokens: field ? tokenize(field.text, prose(field), german, words) : [],
    }
  }) as [Words, Words]
  const turn = casing(user.tokens, assistant.tokens)
  const side = ({ text, tokens }: Words): Side => {
    const found = names(text, tokens, german, turn)
    return { text, tokens, names: found, phrases: phrases(tokens, german, found) }
  }
  return [side(user), side(assistant)]
}

/** Where the running text of a field is. */
function prose(field: Field): Span[] {
  return field.blocks
    .filter(({ kind }) => kind !== 'code' && kind !== 'table' && kind !== 'heading')
    .map(({ inner }) => inner)
}

/** Names, and the phrases of several words that question and answer share. A part of a longer name counts for it. */
function entitiesOf(user: Side, assistant: Side, ranked: readonly Scored[]): string[] {
  const counts = new Map<string, { text: string; weight: number; inside: string }>()
  const add = (text: string, weight: number) => {
    const key = text.toLowerCase()
    const known = counts.get(key)
    if (known) known.weight += weight
    else counts.set(key, { text, weight, inside: ` ${key} ` })
  }
  for (const { text } of user.names) add(text, 2)
  for (const { text } of assistant.names) add(text, 1)
  for (const { text, shared } of ranked) if (shared && text.includes(' ')) add(text, 2)
  const all = [...counts.values()]
    .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, 60)
  const kept: string[] = []
  for (const { text, weight, inside } of all) {
    const whole = all.some(
      (other) =>
        other.inside.length > inside.length && other.weight * 3 >= weight && other.inside.includes(inside),
    )
    if (whole) continue
    kept.push(text)
    if (kept.length === MAX_ENTITIES) break
  }
  return kept
}

function unique(list: readonly Relation[]): Relation[] {
  const seen = new Set<string>()
  return list.filter((relation) => {
    const key = relation.join('\0').toLowerCase()
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}
