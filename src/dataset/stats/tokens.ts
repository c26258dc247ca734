/** Characters that are really tokenized in all; the rest is estimated from their tokens per character. */
const SAMPLE_CHARACTERS = 400_000
/** Of one text at most: tokenizers are slow on very long runs without spaces. */
const SAMPLE_OF_TEXT = 4_000

/** A sample of many texts, enough to estimate the tokens of all of them. */
export class TokenSample {
  #characters = 0
  #sampled = 0
  readonly #texts: string[] = []

  add(text: string): void {
    this.#characters += text.length
    if (this.#sampled >= SAMPLE_CHARACTERS || !text) return
    this.#texts.push(text.slice(0, SAMPLE_OF_TEXT))
    this.#sampled += Math.min(text.length, SAMPLE_OF_TEXT)
  }

  /** @param count the number of tokens of a text */
  estimate(count: (text: string) => number): number {
    const tokens = this.#texts.reduce((sum, text) => sum + count(text), 0)
    return this.#sampled ? Math.round((tokens / this.#sampled) * this.#characters) : 0
  }
}

/** Counts tokens as GPT-4o does (o200k_base). The tokenizer is large and loaded only now. */
export async function tokenCounter(): Promise<(text: string) => number> {
  const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
  const plain = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() }
  return (text) => countTokens(text, plain)
}
