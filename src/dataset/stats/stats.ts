import type { Example } from '../../record/example.js'
import { kindOf } from '../../record/parse.js'
import type { Pattern } from '../../record/pattern.js'
import type { Turn } from '../../record/turn.js'
import { AgentStats } from './agents.js'
import { Distribution, Fractions } from './distribution.js'
import { OutcomeStats } from './outcomes.js'
import { TokenSample } from './tokens.js'

/** A pattern at least this sure counts as confident. */
export const CONFIDENT = 0.7

/** Counts over a stream of records of any kinds, in constant memory. */
export class Stats {
  readonly #kinds: Record<string, number> = {}
  readonly #importance = new Fractions()
  readonly #quality = new Fractions()
  #signal = 0
  #scored = 0
  readonly #patterns: Record<string, number> = {}
  #confident = 0
  #confidenceSum = 0
  readonly #userLengths = new Distribution()
  readonly #assistantLengths = new Distribution()
  readonly #outputLengths = new Distribution()
  readonly #tokens = new TokenSample()
  readonly #agents = new AgentStats()
  readonly #outcomes = new OutcomeStats()

  add(record: Record<string, unknown>): void {
    const kind = kindOf(record) ?? 'other'
    this.#kinds[kind] = (this.#kinds[kind] ?? 0) + 1
    if (kind === 'turn') this.#addTurn(record as Turn)
    else if (kind === 'pattern') this.#addPattern(record as Pattern)
    else if (kind === 'example') this.#addExample(record as Example)
  }

  #addTurn(turn: Turn): void {
    const { user, assistant, importance, quality, signal } = turn
    this.#agents.add(turn)
    this.#outcomes.add(turn)
    this.#userLengths.add(user.length)
    this.#assistantLengths.add(assistant.length)
    if (importance !== undefined) this.#importance.add(importance)
    if (quality !== undefined) this.#quality.add(quality)
    if (signal !== undefined) this.#scored++
    if (signal) this.#signal++
  }

  #addPattern({ kind, confidence }: Pattern): void {
    this.#patterns[kind] = (this.#patterns[kind] ?? 0) + 1
    this.#confidenceSum += confidence
    if (confidence >= CONFIDENT) this.#confident++
  }

  #addExample({ instruction, input, output }: Example): void {
    this.#outputLengths.add(output.length)
    for (const text of [instruction, input, output]) this.#tokens.add(text)
  }

  get hasExamples(): boolean {
    return this.#outputLengths.count > 0
  }

  /**
   * The figures; a part appears where there were records of its kind. Lengths are UTF-16 code units.
   * @param countTokens the number of tokens of a text; without it tokens are left out
   */
  report(countTokens?: (text: string) => number): Record<string, unknown> {
    const { turn = 0, pattern = 0, example = 0 } = this.#kinds
    return {
      records: { ...this.#kinds },
      ...(turn && {
        turns: {
          ...(this.#scored && { signal_rate: round(this.#signal / this.#scored) }),
          ...(this.#importance.count && {
            mean_importance: round(this.#importance.mean),
            importance: this.#importance.report(),
          }),
          ...(this.#quality.count && { quality: this.#quality.report() }),
          user_length: this.#userLengths.report(),
          assistant_length: this.#assistantLengths.report(),
        },
      }),
      ...this.#agents.report(),
      ...this.#outcomes.report(),
      ...(pattern && {
        patterns: {
          kinds: this.#patterns,
          mean_confidence: round(this.#confidenceSum / pattern),
          confident: round(this.#confident / pattern),
        },
      }),
      ...(example && {
        examples: {
          output_length: this.#outputLengths.report(),
          ...(countTokens && { approximate_tokens: this.#tokens.estimate(countTokens) }),
        },
      }),
    }
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
