import type { ReasoningType, Turn } from '../record/turn.js'
import type { Span } from '../text/span.js'
import { type Document, type Field, prepare } from './document.js'
import { type Casing, casing, type Name, names } from './enrich/names.js'
import { type Phrase, phrases, rank, type Scored } from './enrich/phrases.js'
import { reasoningType } from './enrich/reasoning.js'
import { type Relation, relations } from './enrich/relations.js'
import { type Token, tokenize } from './enrich/tokens.js'

export interface Enrichment {
  /** Whole names of people, products, places and concepts, as written; the most telling first. */
  entities: string[]
  relations: Relation[]
  reasoning_type: ReasoningType
  /** At most three phrases. */
  topics: string[]
  /** At most ten words or phrases, best first. */
  keywords: string[]
}

/** Words looked at in each text: about 30 pages; what comes after changes little. */
const MAX_WORDS = 10_000
const MAX_ENTITIES = 15
const MAX_RELATIONS = 20
const MAX_TOPICS = 3
const MAX_KEYWORDS = 10

interface Side {
  text: string
  tokens: Token[]
  names: Name[]
  phrases: Phrase[]
}

/**
 * What a turn is about. One pass over the words of the question and of the answer; code, tables and headings are
 * left out. Pure and deterministic.
 */
export function enrich(turn: Turn, document: Document = prepare(turn)): Enrichment {
  const german = document.language === 'de'
  const fields = ['user', 'assistant'].map((name) => document.fields.find((field) => field.field === name))
  const words = fields.map((field) => (field ? tokenize(field.text, prose(field), MAX_WORDS) : []))
  const turnCasing = casing(words.flat())
  const [user, assistant] = fields.map((field, i) =>
    side(field?.text ?? '', words[i] ?? [], german, turnCasing),
  ) as [Side, Side]
  const ranked = rank(user.phrases, assistant.phrases)
  const entities = entitiesOf(user, assistant, ranked)
  return {
    entities,
    relations: unique(
      [user, assistant].flatMap((s) => relations(s.text, s.tokens, german, MAX_RELATIONS)),
    ).slice(0, MAX_RELATIONS),
    reasoning_type: reasoningType(turn),
    topics: ranked.slice(0, MAX_TOPICS).map(({ text }) => text),
    keywords: ranked.slice(0, MAX_KEYWORDS).map(({ text }) => text),
  }
}

/** Where the running text of a field is. */
function prose(field: Field): Span[] {
  return field.blocks
    .filter(({ kind }) => kind !== 'code' && kind !== 'table' && kind !== 'heading')
    .map(({ inner }) => inner)
}

function side(text: string, tokens: Token[], german: boolean, turn: Casing): Side {
  const found = names(text, tokens, german, turn)
  return { text, tokens, names: found, phrases: phrases(text, tokens, german, found) }
}

/** Names, and the phrases of several words that question and answer share. A part of a longer name counts for it. */
function entitiesOf(user: Side, assistant: Side, ranked: readonly Scored[]): string[] {
  const counts = new Map<string, { text: string; weight: number }>()
  const add = (text: string, weight: number) => {
    const key = text.toLowerCase()
    const known = counts.get(key)
    if (known) known.weight += weight
    else counts.set(key, { text, weight })
  }
  for (const { text } of user.names) add(text, 2)
  for (const { text } of assistant.names) add(text, 1)
  for (const { text, shared } of ranked.slice(0, MAX_KEYWORDS)) if (shared && text.includes(' ')) add(text, 2)
  const all = [...counts.values()]
    .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, 60)
  const kept: typeof all = []
  for (const entity of all) {
    const whole = all.find(
      (other) => other !== entity && other.weight * 3 >= entity.weight && holds(other.text, entity.text),
    )
    if (!whole) kept.push(entity)
  }
  return kept.slice(0, MAX_ENTITIES).map(({ text }) => text)
}

function holds(whole: string, part: string): boolean {
  return whole.length > part.length && ` ${whole} `.toLowerCase().includes(` ${part.toLowerCase()} `)
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
