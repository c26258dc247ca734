import type { Result } from '../record/loop.js'
import { outcomeOf } from './outcome.js'

/** Watches whether the jobs of one generation teach anything: where none passes, nothing tells the levels apart. */
export class Taught {
  readonly #why = new Map<string, number>()
  #jobs = 0
  #scored = 0
  #passed = 0
  #best = 0

  /** @param minScore least total score of a pass */
  constructor(
    readonly generation: number,
    private readonly minScore: number,
  ) {}

  add(result: Result): void {
    if (result.generation !== this.generation) return
    const outcome = outcomeOf(result, this.minScore)
    this.#jobs++
    if (outcome !== 'missing') this.#scored++
    if (outcome === 'pass') this.#passed++
    const why = result.class === 'ok' ? 'below the least score' : result.class
    this.#why.set(why, (this.#why.get(why) ?? 0) + 1)
    this.#best = Math.max(this.#best, result.score?.total ?? 0)
  }

  /** What a person should know and try; undefined where something passed, or there were no jobs. */
  nothing(): string | undefined {
    if (this.#passed > 0 || this.#jobs === 0) return undefined
    const reasons = [...this.#why].sort(([, a], [, b]) => b - a).map(([reason, n]) => `${reason} ${n}`)
    const best = this.#best > 0 ? `; the best has ${Math.round(this.#best)}` : ''
    const head = `generation ${this.generation} taught nothing: none of ${this.#jobs} jobs reached ${this.minScore} (${reasons.join(', ')}${best})`
    return this.#scored === 0 ? head : `${head}. ${this.#remedy()}`
  }

  #remedy(): string {
    const unwritten = (this.#why.get('weak') ?? 0) + (this.#why.get('duplicate') ?? 0)
    return unwritten * 2 > this.#scored
      ? 'The model hardly writes prompts: try another one with --model'
      : 'Try wrappers with fewer fields, another model, or a lower --min-score'
  }
}
