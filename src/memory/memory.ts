import type MiniSearch from 'minisearch'
import type { Remembered, Store } from './store.js'
import { searchWords } from './words.js'

/** A text that can be recalled beside the remembered turns. */
export interface Passage {
  id: string
  text: string
  /** Where it is from, as a person would name it. */
  origin: string
}

/** What a search finds. `score` is BM25, comparable within one search only. */
export type Recalled = { id: string; score: number } & ({ turn: Remembered } | { passage: Passage })

/** So much of a question is searched with. */
const QUERY = 2000
/** A hit must have this share of the question's words, and of the best hit's score: else it is about something else. */
const WORDS = 1 / 3
const NEAR_BEST = 0.3
/** Shorter words are taken as they are; longer ones also as the beginning of a word: German joins words. */
const PREFIX_FROM = 4

interface Entry {
  id: string
  user: string
  assistant: string
}

/** Remembered turns and passages of knowledge, found again by their words (BM25). */
export class Memory {
  #index: MiniSearch<Entry> | undefined
  readonly #passages: ReadonlyMap<string, Passage>

  constructor(
    readonly store: Store,
    passages: readonly Passage[] = [],
  ) {
    this.#passages = new Map(passages.map((passage) => [passage.id, passage]))
  }

  /**
   * What is relevant to a question, the best first.
   * @param except ids that the asker has before him already
   */
  async recall(
    question: string,
    limit: number,
    except: ReadonlySet<string> = new Set(),
  ): Promise<Recalled[]> {
    const asked = new Set(searchWords(question.slice(0, QUERY)))
    const index = await this.#upToDate()
    if (asked.size === 0 || limit === 0) return []
    const hits = index.search([...asked].join(' '))
    const least = (hits[0]?.score ?? 0) * NEAR_BEST
    const found: Recalled[] = []
    for (const { id, score, queryTerms } of hits) {
      if (found.length === limit || score < least) break
      if (except.has(id) || queryTerms.length < asked.size * WORDS) continue
      const passage = this.#passages.get(id)
      if (passage) found.push({ id, score, passage })
      const turn = passage ? undefined : this.store.read(id)
      if (turn) found.push({ id, score, turn })
    }
    return found
  }

  /** The turns that are kept, the oldest first. */
  *turns(): Generator<Remembered> {
    for (const id of this.ids()) {
      const turn = this.store.read(id)
      if (turn) yield turn
    }
  }

  /** Ids of the turns that are kept, the oldest first. */
  ids(): readonly string[] {
    for (const turn of this.store.fresh()) this.#add(turn)
    return this.store.ids()
  }

  /** Is nothing remembered or known? */
  get isEmpty(): boolean {
    return this.#passages.size === 0 && this.ids().length === 0
  }

  async #upToDate(): Promise<MiniSearch<Entry>> {
    if (!this.#index) {
      const { default: MiniSearch } = await import('minisearch')
      const index = new MiniSearch<Entry>({
        fields: ['user', 'assistant'],
        tokenize: searchWords,
        processTerm: (word) => word,
        searchOptions: { prefix: (word) => word.length >= PREFIX_FROM, weights: { prefix: 0.5, fuzzy: 0 } },
      })
      for (const turn of this.turns()) index.add(entryOf(turn))
      for (const { id, text } of this.#passages.values()) index.add({ id, user: '', assistant: text })
      this.#index ??= index
    }
    for (const turn of this.store.fresh()) this.#add(turn)
    return this.#index
  }

  #add(turn: Remembered): void {
    if (this.#index && !this.#index.has(turn.id)) this.#index.add(entryOf(turn))
  }
}

function entryOf({ id, user, assistant }: Remembered): Entry {
  return { id, user, assistant }
}
