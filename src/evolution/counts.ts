import type { Statistics } from '../record/analysis.js'
import type { Result } from '../record/loop.js'
import { Champions } from './champions.js'
import { changes, KEPT, type Observation } from './change.js'
import { type Level, Levels, type Places } from './levels.js'
import { type Outcome, outcomeOf } from './outcome.js'
import { DISCOUNT } from './tuning.js'

/** What the counts look at; a whole result has all of it. */
export type Counted = Pick<
  Result,
  | 'id'
  | 'generation'
  | 'style'
  | 'topic'
  | 'category'
  | 'wrapper'
  | 'class'
  | 'score'
  | 'usage'
  | 'cost'
  | 'model'
  | 'request_model'
>

interface Cell {
  style: Level
  topic: Level
  wrapper: Level
  /** [jobs, passes] by generation. */
  byGeneration: Map<number, [number, number]>
}

/** A generation whose jobs weigh less than this is forgotten; it would move no estimate. */
const NEGLIGIBLE = 0.001

/**
 * Streaming counts of results. Memory grows with the combinations of levels that were tried, not with the number of
 * jobs. All counts are whole numbers until the end, so the order of the results changes nothing.
 */
export class Counts {
  readonly styles = new Levels()
  readonly topics = new Levels()
  readonly wrappers = new Levels()
  readonly pairs = new Map<string, { style: string; wrapper: string; n: number; pass: number }>()
  readonly classes = new Map<string, number>()
  /** Who answered, and how many jobs. */
  readonly models = new Map<string, number>()
  jobs = 0
  scored = 0
  passed = 0
  newest = 0
  /** Of the newest generation. */
  latest = { generation: 0, scored: 0, passed: 0 }
  #oldest = Number.POSITIVE_INFINITY
  readonly #cells = new Map<string, Cell>()
  readonly #champions = new Champions()
  readonly #horizon: number
  #scores = { sum: 0, n: 0 }

  /**
   * @param minScore least total score of a pass
   * @param gamma weight of a job that is one generation older than the newest, 0 < gamma <= 1
   */
  constructor(
    readonly minScore: number,
    readonly gamma = DISCOUNT,
  ) {
    this.#horizon = gamma < 1 ? Math.ceil(Math.log(NEGLIGIBLE) / Math.log(gamma)) : Number.POSITIVE_INFINITY
  }

  /** Counts one result, and says as what. */
  add(result: Counted): Outcome {
    const outcome = outcomeOf(result, this.minScore)
    const { generation, score } = result
    this.jobs++
    this.classes.set(result.class, (this.classes.get(result.class) ?? 0) + 1)
    this.#oldest = Math.min(this.#oldest, generation)
    this.newest = Math.max(this.newest, generation)
    if (this.newest > this.latest.generation) this.latest = { generation: this.newest, scored: 0, passed: 0 }
    const style = this.styles.count(result.style, result, outcome)
    const topic = this.topics.count(result.topic, result, outcome)
    const wrapper = this.wrappers.count(result.wrapper, result, outcome)
    topic.category ??= result.category
    if (outcome === 'missing') return outcome
    const model = result.request_model ?? result.model
    if (model !== undefined) this.models.set(model, (this.models.get(model) ?? 0) + 1)

    const pass = outcome === 'pass' ? 1 : 0
    this.scored++
    this.passed += pass
    if (score) this.#scores = { sum: this.#scores.sum + Math.round(1e6 * score.total), n: this.#scores.n + 1 }
    if (generation === this.newest) {
      this.latest.scored++
      this.latest.passed += pass
    }
    if (pass) this.#champions.add({ ...result, score: score?.total ?? 0 })
    this.#countPair(result, pass)
    this.#countCell(generation, style, topic, wrapper, pass)
    return outcome
  }

  /** Mean total score of the scored jobs that have one. */
  get averageScore(): number | null {
    return this.#scores.n ? this.#scores.sum / this.#scores.n / 1e6 : null
  }

  /** From the oldest to the newest generation seen. */
  get generations(): number {
    return this.jobs ? Math.min(this.newest - this.#oldest + 1, Number.MAX_SAFE_INTEGER) : 0
  }

  /** The part of an analysis that the posterior follows from. */
  statistics(): Statistics {
    const [styles, topics, wrappers] = [
      this.styles.places(40),
      this.topics.places(200),
      this.wrappers.places(40),
    ]
    const changed = changes(this.#observations(styles, wrappers), this.gamma)
    const sums = new Map<number, Statistics['cells'][number]>()
    for (const cell of this.#cells.values()) {
      const [s, t, w] = [styles.at(cell.style), topics.at(cell.topic), wrappers.at(cell.wrapper)]
      const key = (s * topics.listed.length + t) * wrappers.listed.length + w
      const sum = sums.get(key) ?? [s, t, w, 0, 0]
      for (const [generation, [jobs, passes]] of cell.byGeneration) {
        const age = this.newest - generation
        if (age > this.#horizon) continue
        const times = changed.filter((each) => each.style === s && generation < each.generation).length
        const weight = this.gamma ** age * KEPT ** times
        // rounded to whole millionths, whose sum is exact in any order
        sum[3] += Math.round(1e6 * weight * jobs)
        sum[4] += Math.round(1e6 * weight * passes)
      }
      if (sum[3] > 0) sums.set(key, sum)
    }
    const cells = [...sums].sort(([a], [b]) => a - b).map(([, sum]) => sum)
    for (const cell of cells) {
      cell[3] /= 1e6
      cell[4] /= 1e6
    }
    return {
      gamma: this.gamma,
      generations: this.generations,
      styles: styles.listed,
      topics: topics.listed,
      wrappers: wrappers.listed,
      cells,
      changes: changed.map(({ style, generation }) => ({
        style: styles.listed[style]?.level ?? '',
        generation,
      })),
      champions: this.#champions.of(this.newest),
    }
  }

  /** Jobs and passes by generation, style and wrapper, in that order. */
  #observations(styles: Places, wrappers: Places): Observation[] {
    const table = new Map<string, Observation>()
    for (const cell of this.#cells.values()) {
      const [style, wrapper] = [styles.at(cell.style), wrappers.at(cell.wrapper)]
      for (const [generation, counts] of cell.byGeneration) {
        if (this.newest - generation > this.#horizon) continue
        const key = `${generation},${style},${wrapper}`
        const sum = table.get(key) ?? { style, wrapper, generation, jobs: 0, passes: 0 }
        sum.jobs += counts[0]
        sum.passes += counts[1]
        table.set(key, sum)
      }
    }
    return [...table.values()].sort(
      (a, b) => a.generation - b.generation || a.style - b.style || a.wrapper - b.wrapper,
    )
  }

  #countPair({ style, wrapper }: Counted, pass: number): void {
    const key = `${style}\0${wrapper}`
    const pair = this.pairs.get(key) ?? { style, wrapper, n: 0, pass: 0 }
    pair.n++
    pair.pass += pass
    this.pairs.set(key, pair)
  }

  #countCell(generation: number, style: Level, topic: Level, wrapper: Level, pass: number): void {
    const key = `${style.name}\0${topic.name}\0${wrapper.name}`
    const cell = this.#cells.get(key) ?? { style, topic, wrapper, byGeneration: new Map() }
    this.#cells.set(key, cell)
    const counts = cell.byGeneration.get(generation) ?? [0, 0]
    cell.byGeneration.set(generation, [counts[0] + 1, counts[1] + pass])
    if (cell.byGeneration.size <= 2 * this.#horizon) return
    for (const old of cell.byGeneration.keys())
      if (this.newest - old > this.#horizon) cell.byGeneration.delete(old)
  }
}
