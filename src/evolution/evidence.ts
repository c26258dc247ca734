import type { Statistics } from '../record/analysis.js'
import type { Choice, Factor } from './plan.js'

const LISTS = { style: 'styles', topic: 'topics', wrapper: 'wrappers' } as const
const PLACE = { style: 0, topic: 1, wrapper: 2 } as const

/** How much is known of each level of one factor: weighted scored jobs, and jobs that are on their way. */
export class Evidence {
  readonly #weights: Map<string, number>
  #total = 0

  constructor(
    readonly factor: Factor,
    levels: readonly string[],
    statistics: Statistics,
    queued: readonly Choice[],
  ) {
    this.#weights = new Map(levels.map((level) => [level, 0]))
    const known = statistics[LISTS[factor]]
    for (const cell of statistics.cells) this.add(known[cell[PLACE[factor]]]?.level ?? '', cell[3])
    for (const job of queued) this.add(job[factor])
  }

  /** Levels that are out of the plan's reach are not counted. */
  add(level: string, weight = 1): void {
    const before = this.#weights.get(level)
    if (before === undefined) return
    this.#weights.set(level, before + weight)
    this.#total += weight
  }

  /** Levels of which nothing is known, and nothing is on its way. */
  unknown(): string[] {
    return [...this.#weights].filter(([, weight]) => weight === 0).map(([level]) => level)
  }

  /** The level known least, and what it has of its fair share (1: as much as the others have on average). */
  least(rank: (level: string) => number = () => 0): { level: string; share: number } {
    let found = { level: '', share: Number.POSITIVE_INFINITY }
    const fair = this.#weights.size / (this.#total || 1)
    for (const [level, weight] of this.#weights) {
      const share = weight * fair + rank(level)
      if (share < found.share) found = { level, share }
    }
    return found
  }

  get size(): number {
    return this.#weights.size
  }
}
