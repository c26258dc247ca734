import type { Statistics } from '../record/analysis.js'
import type { Choice, Draft, PlanOptions } from './plan.js'
import type { Random } from './random.js'

/**
 * Spreads slots evenly: each next one takes the level that was used least. Ties are broken by a random order that is
 * drawn once a plan.
 */
export class Stratifier {
  readonly #styles: Balance
  readonly #wrappers: Balance
  readonly #categories: Balance
  readonly #topics = new Map<string, Balance>()
  readonly #pairs = new Map<string, number>()

  constructor(statistics: Statistics | null, options: PlanOptions, random: Random) {
    const { queued = [] } = options
    this.#styles = new Balance(options.styles, random)
    this.#wrappers = new Balance(options.wrappers, random)
    const categories = Object.entries(options.topics).filter(([, topics]) => topics.length > 0)
    if (!categories.length) throw new RangeError('a plan needs topics')
    this.#categories = new Balance(
      categories.map(([category]) => category),
      random,
    )
    const categoryOf = new Map<string, string>()
    for (const [category, topics] of categories) {
      this.#topics.set(category, new Balance(topics, random))
      for (const topic of topics) categoryOf.set(topic, category)
    }
    const use = (topic: string, times: number) => {
      const category = categoryOf.get(topic)
      if (category === undefined) return
      this.#categories.use(category, times)
      this.#topics.get(category)?.use(topic, times)
    }
    for (const { level, n } of statistics?.topics ?? []) use(level, n)
    for (const job of queued) {
      use(job.topic, 1)
      this.#count(job)
    }
  }

  /** The next topic: of the category used least, the topic used least. Counts all earlier and queued jobs. */
  topic(): { topic: string; category: string } {
    const category = this.#categories.least()
    const topics = this.#topics.get(category)!
    const topic = topics.least()
    this.#categories.use(category)
    topics.use(topic)
    return { topic, category }
  }

  /** Gives the slot the style that this plan and the queue have least, in the wrapper that the style has least. */
  fill(draft: Draft): void {
    draft.style = this.#styles.least((style) => this.#pairs.get(`${style}\0${draft.category}`) ?? 0)
    draft.wrapper = this.#wrappers.least((wrapper) => this.#pairs.get(`${draft.style}\0\0${wrapper}`) ?? 0)
    this.#count(draft)
  }

  #count(job: Choice & { category?: string }): void {
    this.#styles.use(job.style)
    this.#wrappers.use(job.wrapper)
    for (const key of [`${job.style}\0${job.category}`, `${job.style}\0\0${job.wrapper}`])
      this.#pairs.set(key, (this.#pairs.get(key) ?? 0) + 1)
  }
}

/** How often each level was used. */
class Balance {
  readonly #used: Map<string, number>

  constructor(levels: readonly string[], random: Random) {
    const order = random.permutation(levels.length).map((i) => levels[i]!)
    this.#used = new Map(order.map((level) => [level, 0]))
  }

  use(level: string, times = 1): void {
    const used = this.#used.get(level)
    if (used !== undefined) this.#used.set(level, used + times)
  }

  /** The level used least; among equals the one with the lowest `tie`, then the first of the random order. */
  least(tie: (level: string) => number = () => 0): string {
    let [best, fewest, lowest] = ['', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (const [level, used] of this.#used) {
      if (used > fewest) continue
      const rank = tie(level)
      if (used < fewest || rank < lowest) [best, fewest, lowest] = [level, used, rank]
    }
    return best
  }
}
