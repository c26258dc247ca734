import type { Result } from '../record/loop.js'
import { effectiveNumber } from './frequencies.js'
import { outcomeOf } from './outcome.js'

/** How one generation did. */
export interface HistoryRow {
  generation: number
  jobs: number
  /** Jobs with an outcome: what the back end failed on is left out. */
  scored: number
  passed: number
  /** passed / scored; null where nothing was scored. */
  yield: number | null
  styles: Record<string, number>
  /** exp of the entropy of the shares: 1 where all jobs have one style. */
  effective_styles: number
}

/** Counts results by generation, in any order. */
export class History {
  readonly #rows = new Map<
    number,
    { jobs: number; scored: number; passed: number; styles: Map<string, number> }
  >()

  constructor(private readonly minScore: number) {}

  add(result: Result): void {
    const row = this.#rows.get(result.generation) ?? { jobs: 0, scored: 0, passed: 0, styles: new Map() }
    this.#rows.set(result.generation, row)
    const outcome = outcomeOf(result, this.minScore)
    row.jobs++
    if (outcome !== 'missing') row.scored++
    if (outcome === 'pass') row.passed++
    row.styles.set(result.style, (row.styles.get(result.style) ?? 0) + 1)
  }

  rows(): HistoryRow[] {
    return [...this.#rows]
      .sort(([a], [b]) => a - b)
      .map(([generation, { styles, ...row }]) => ({
        generation,
        ...row,
        yield: row.scored ? round(row.passed / row.scored) : null,
        styles: Object.fromEntries([...styles].sort(([a], [b]) => (a < b ? -1 : 1))),
        effective_styles: round(effectiveNumber([...styles.values()])),
      }))
  }
}

function round(x: number): number {
  return Math.round(x * 100) / 100
}
