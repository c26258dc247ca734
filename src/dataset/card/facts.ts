import { languageOf } from '../../text/language.js'

/** The upper ends of the token histogram; the last bucket has none. */
const BUCKETS = [64, 128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768]
/** Tokens really counted, in characters; after that they are estimated from the tokens per character. */
const COUNTED = 400_000
const COUNTED_OF_TEXT = 8_000

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
  /** Answers to learn from, by the model that wrote them. */
  readonly models: Record<string, number> = {}
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

  /** Counts a row by the texts in it. */
  row(split: 'train' | 'validation', texts: readonly string[], language: string | undefined): void {
    this.rows[split]++
    const name = language ?? languageOf(texts.join('\n').slice(0, 2_000)) ?? 'unknown'
    this.languages[name] = (this.languages[name] ?? 0) + 1
    const tokens = texts.reduce((sum, text) => sum + this.#tokensOf(text), 0)
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

  #tokensOf(text: string): number {
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
