/** Jobs and passes of one style in one wrapper in one generation. Levels are numbers. */
export interface Observation {
  style: number
  wrapper: number
  generation: number
  jobs: number
  passes: number
}

/** A style, and the generation from which on it passes less than before. */
export interface Change {
  style: number
  generation: number
}

/** What is left of the weight of a style's jobs from before it changed. */
export const KEPT = 0.1
/** So many standard deviations below what the past lets expect: one false alarm in ten runs of 25 generations. */
const ALARM = 3.5
/** A rate is drawn to the rate above it (pair to style, style to all) as if by so many jobs. */
const DRAWN = 4

/**
 * Finds where a style suddenly passes less than its past let expect: the back end was replaced, a wrapper edited. Its
 * older jobs then speak of something that is no more. Only falls are looked for: a style that became better is found by
 * the floor, one that became worse would be trusted for as long as it was good before. In the shifting world it wins 4
 * points of the gain, and 7 of its 10th percentile; in the others it costs nothing.
 * @param observations sorted by generation
 * @param gamma weight of a job that is one generation older
 */
export function changes(observations: readonly Observation[], gamma: number): Change[] {
  const found: Change[] = []
  const all = new Faded()
  const styles = new Map<number, { whole: Faded; wrappers: Map<number, Faded> }>()
  for (const batch of byGeneration(observations)) {
    const { generation } = batch[0]!
    const average = all.at(generation, gamma).rate(0.5, 2)
    for (const style of new Set(batch.map((each) => each.style))) {
      const past = styles.get(style) ?? { whole: new Faded(), wrappers: new Map<number, Faded>() }
      styles.set(style, past)
      const rate = past.whole.at(generation, gamma).rate(average, DRAWN)
      let [excess, variance] = [0, 0]
      for (const { wrapper, jobs, passes } of batch.filter((each) => each.style === style)) {
        const pair = (past.wrappers.get(wrapper) ?? new Faded()).at(generation, gamma)
        if (pair.jobs < 1) continue // a pair without a past says nothing of change
        const p = pair.rate(rate, DRAWN)
        excess += passes - jobs * p
        variance += jobs * p * (1 - p) * (1 + jobs / (pair.jobs + DRAWN))
      }
      if (excess + 0.5 >= -ALARM * Math.sqrt(variance)) continue
      found.push({ style, generation })
      for (const each of [past.whole, ...past.wrappers.values()]) each.scale(KEPT)
    }
    for (const { style, wrapper, jobs, passes } of batch) {
      const { whole, wrappers } = styles.get(style)!
      const pair = wrappers.get(wrapper) ?? new Faded()
      wrappers.set(wrapper, pair)
      for (const each of [all, whole, pair]) each.at(generation, gamma).add(jobs, passes)
    }
  }
  return found
}

function* byGeneration(observations: readonly Observation[]): Generator<readonly Observation[]> {
  let start = 0
  for (let i = 1; i <= observations.length; i++) {
    if (observations[i]?.generation === observations[start]?.generation) continue
    yield observations.slice(start, i)
    start = i
  }
}

/** Counts whose weight fades with every generation. */
class Faded {
  jobs = 0
  #passes = 0
  #generation = 0

  at(generation: number, gamma: number): this {
    this.scale(gamma ** (generation - this.#generation))
    this.#generation = generation
    return this
  }

  scale(factor: number): void {
    this.jobs *= factor
    this.#passes *= factor
  }

  add(jobs: number, passes: number): void {
    this.jobs += jobs
    this.#passes += passes
  }

  /** The pass rate, drawn to `towards` as if by `weight` more jobs. */
  rate(towards: number, weight: number): number {
    return (this.#passes + weight * towards) / (this.jobs + weight)
  }
}
