import { languageOf } from '../../text/language.js'
import type { Dialogue } from '../dialogue/dialogue.js'
import { OutcomeStats } from '../stats/outcomes.js'

/** The upper ends of the token histogram; the last bucket has none. */
const BUCKETS = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]
/** Tokens really counted, in characters; after that they are estimated from the tokens per character. */
const COUNTED = 400_000
const COUNTED_OF_TEXT = 8_000

const TRIMMED = 'calls in no row: nothing to learn comes behind them'

/** As `strom redact` writes them. */
const REDACTED = /\[(?:SECRET|CREDENTIALS|EMAIL|IBAN|CARD|PHONE|IP|PERSON)_[0-9a-f]+\]/

/** What a card and a manifest say of a set: everything is a count, so that memory is bounded. */
export class Facts {
  readonly records: Record<string, number> = {}
  readonly rows = { train: 0, validation: 0 }
  readonly kinds: Record<string, number> = {}
  readonly origins: Record<string, number> = {}
  readonly languages: Record<string, number> = {}
  readonly rejected: Record<string, number> = {}
  /** Records that a model wrote a part of, by the model. */
  readonly generated: Record<string, number> = {}
  /** What agents did, in all dialogues: calls, thoughts, tools and what is not known of them. */
  readonly steps: Record<string, number> = {}
  /** Rows that declare tools. */
  readonly withTools = { train: 0, validation: 0 }
  /** Is there a token of `strom redact` in a row? */
  redacted = false
  /** Answers to learn from, by the model that wrote them. */
  readonly models: Record<string, number> = {}
  /** What became of the answers. */
  readonly outcomes = new OutcomeStats()
  masked = 0
  repeated = 0
  tokens = 0
  /** Least values that records of this set have. */
  readonly least: { confidence?: number; importance?: number } = {}
  readonly #histogram = new Array<number>(BUCKETS.length + 1).fill(0)
  #characters = 0
  #countedTokens = 0

  constructor(private readonly countTokens: (text: string) => number) {}

  record(kind: string): void {
    this.records[kind] = (this.records[kind] ?? 0) + 1
  }

  reject(reason: string): void {
    this.rejected[reason] = (this.rejected[reason] ?? 0) + 1
  }

  atLeast(name: 'confidence' | 'importance', value: number | undefined): void {
    if (value !== undefined) this.least[name] = Math.min(value, this.least[name] ?? 1)
  }

  /** Counts what an agent did. @param rows what is left of it */
  dialogue(whole: Dialogue, rows: readonly Dialogue[]): void {
    const add = (name: string, count: number) => {
      if (count) this.steps[name] = (this.steps[name] ?? 0) + count
    }
    for (const { messages, tools = [] } of rows) {
      for (const { calls = [], reasoning } of messages) {
        add('calls', calls.length)
        add('answers with thoughts', reasoning ? 1 : 0)
      }
      add('tools in rows', tools.length)
      add('of these made from their calls', tools.filter(({ inferred }) => inferred).length)
      add('of these without a description', tools.filter(({ description }) => !description).length)
    }
    add('answers left out of rows that they do not fit', answersIn([whole]) - answersIn(rows))
  }

  /** Counts calls that are in no row. */
  trimmed(calls: number): void {
    if (calls) this.steps[TRIMMED] = (this.steps[TRIMMED] ?? 0) + calls
  }

  /** Counts a row by the texts in it. */
  row(
    split: 'train' | 'validation',
    row: string,
    texts: readonly string[],
    language: string | undefined,
  ): void {
    this.redacted ||= REDACTED.test(row)
    this.rows[split]++
    const name = language ?? languageOf(texts.join('\n').slice(0, 2_000)) ?? 'unknown'
    this.languages[name] = (this.languages[name] ?? 0) + 1
    const tokens = texts.reduce((sum, text) => sum + this.tokensOf(text), 0)
    this.tokens += tokens
    const bucket = BUCKETS.findIndex((end) => tokens <= end)
    const at = bucket < 0 ? BUCKETS.length : bucket
    this.#histogram[at] = (this.#histogram[at] ?? 0) + 1
  }

  /** Rows by tokens: `up to 64` and so on, as far as there are any. */
  histogram(): Record<string, number> {
    const last = this.#histogram.findLastIndex((count) => count > 0)
    const name = (i: number) => (i < BUCKETS.length ? `up to ${BUCKETS[i]}` : `over ${BUCKETS.at(-1)}`)
    return Object.fromEntries(this.#histogram.slice(0, last + 1).map((count, i) => [name(i), count]))
  }

  /** Tokens of a text: counted for the first texts, and estimated by them for those after. */
  tokensOf(text: string): number {
    if (this.#characters < COUNTED && text.length <= COUNTED_OF_TEXT) {
      const tokens = this.countTokens(text)
      this.#characters += text.length
      this.#countedTokens += tokens
      return tokens
    }
    const perCharacter = this.#characters ? this.#countedTokens / this.#characters : 0.25
    return Math.round(text.length * perCharacter)
  }
}

const answersIn = (dialogues: readonly Dialogue[]) =>
  dialogues.reduce(
    (sum, { messages }) => sum + messages.filter((said) => said.role === 'assistant').length,
    0,
  )
