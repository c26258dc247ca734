import type { Statistics } from '../record/analysis.js'
import { Posterior } from './posterior.js'
import type { Random } from './random.js'
import { CELL_PRIOR, LEAST_VARIANCE, MAIN_PRIOR, MEAN_PRIOR } from './tuning.js'

/** The levels a plan can choose from. */
export interface Space {
  styles: readonly string[]
  topics: readonly string[]
  wrappers: readonly string[]
}

/**
 * Bayesian linear model of the pass rate: average + topic + style + wrapper + (style in wrapper), one-hot. With W the
 * weights of the jobs and L the prior (worth L jobs each, see `tuning.ts`), A = L + X'WX, mean = A^-1 X'Wy, covariance
 * = variance A^-1, where variance = max(p (1 - p), 0.02) and p is the weighted pass rate with one pass and one failure
 * added. The columns that every draw needs stand last, where a draw is cheapest.
 */
export class Model {
  readonly styles: readonly string[]
  readonly topics: readonly string[]
  readonly wrappers: readonly string[]
  readonly passRate: number
  readonly posterior: Posterior
  readonly topicAt = 1
  readonly styleAt: number
  readonly wrapperAt: number
  readonly cellAt: number
  readonly #sd: number

  /** @param space levels that need a column although nothing is known of them */
  constructor(statistics: Statistics, space?: Space) {
    const names = (known: readonly { level: string }[], more: readonly string[] = []) => [
      ...new Set([...known.map(({ level }) => level), ...more]),
    ]
    this.styles = names(statistics.styles, space?.styles)
    this.topics = names(statistics.topics, space?.topics)
    this.wrappers = names(statistics.wrappers, space?.wrappers)
    this.styleAt = this.topicAt + this.topics.length
    this.wrapperAt = this.styleAt + this.styles.length
    this.cellAt = this.wrapperAt + this.wrappers.length
    const size = this.cellAt + this.styles.length * this.wrappers.length

    const precision = new Float64Array(size * size)
    const information = new Float64Array(size)
    for (let i = 0; i < size; i++)
      precision[i * size + i] = i === 0 ? MEAN_PRIOR : i < this.cellAt ? MAIN_PRIOR : CELL_PRIOR
    let [jobs, passes] = [0, 0]
    for (const [s, t, w, weight, passed] of statistics.cells) {
      jobs += weight
      passes += passed
      const columns = [0, this.topicAt + t, this.styleAt + s, this.wrapperAt + w, this.cell(s, w)]
      for (let i = 0; i < columns.length; i++) {
        const row = columns[i]!
        information[row] = information[row]! + passed
        for (let j = i; j < columns.length; j++) {
          const at = row * size + columns[j]!
          precision[at] = precision[at]! + weight
        }
      }
    }
    this.passRate = jobs > 0 ? passes / jobs : 0
    const p = (passes + 1) / (jobs + 2)
    this.#sd = Math.sqrt(Math.max(p * (1 - p), LEAST_VARIANCE))
    this.posterior = new Posterior(precision, information)
  }

  get size(): number {
    return this.posterior.size
  }

  /** Column of style s in wrapper w. */
  cell(s: number, w: number): number {
    return this.cellAt + s * this.wrappers.length + w
  }

  /** A draw of the effects, `scale` times as wide as the posterior; entries before `first` are not filled. */
  draw(random: Random, scale: number, out: Float64Array, first = 0): Float64Array {
    return this.posterior.draw(random, scale * this.#sd, out, first)
  }

  /** What style s in wrapper w adds to the pass rate, under these effects. */
  value(effects: Float64Array, s: number, w: number): number {
    return effects[this.styleAt + s]! + effects[this.wrapperAt + w]! + effects[this.cell(s, w)]!
  }

  /** Mean and standard deviation of the linear combination c'effects. */
  combination(c: Float64Array): { mean: number; sd: number } {
    const { mean, sd } = this.posterior.combination(c)
    return { mean, sd: sd * this.#sd }
  }

  /** Expected pass rate of a job with these levels; levels the model does not know count as average ones. */
  expected(job: { style: string; topic: string; wrapper: string }): number {
    const [s, t, w] = [
      this.styles.indexOf(job.style),
      this.topics.indexOf(job.topic),
      this.wrappers.indexOf(job.wrapper),
    ]
    const mean = this.posterior.mean
    const at = (known: boolean, column: number) => (known ? mean[column]! : 0)
    return (
      mean[0]! +
      at(t >= 0, this.topicAt + t) +
      at(s >= 0, this.styleAt + s) +
      at(w >= 0, this.wrapperAt + w) +
      at(s >= 0 && w >= 0, this.cell(s, w))
    )
  }
}
