import { type Counted, Counts } from './counts.js'
import { type PlanOptions, type Policy, plan, type Slot } from './plan.js'
import { beta, deriveSeed, Random } from './random.js'
import { type World, type WorldName, world } from './worlds.js'

/**
 * Seeds below this one are for tuning: every number in `tuning.ts` was chosen on them. Reports start here.
 */
export const FIRST_REPORTED_SEED = 20_000

export interface SimulationOptions {
  generations?: number
  batchSize?: number
  feedbackStrength?: number
  minScore?: number
}

/** What one run of a policy in one world came to. */
export interface Run {
  /** (yield - uniform) / (oracle - uniform), by true pass rates: 0 an even plan, 1 the best pair of each generation. */
  gain: number
  /**
   * Over the last five generations one style had at least 80 % of the slots, and its best wrapper falls short of the
   * best pair by more than a quarter of what there is to gain over an even plan.
   */
  locked: boolean
  /** Share of the most frequent style in the generation after three (number 3, counted from 0). */
  concentration: number
  /** Yield (mean true pass rate of the slots) by generation. */
  yields: number[]
}

/** Runs a policy for some generations in a world: the counts and the plan are those of `analyze` and `learn`. */
export function simulate(
  name: WorldName,
  policy: Policy,
  seed: number,
  options: SimulationOptions = {},
): Run {
  const { generations = 25, batchSize = 20, feedbackStrength = 0.8, minScore = 90 } = options
  const place = world(name, seed, generations)
  const counts = new Counts(minScore)
  const levels = namesOf(place)
  const planOptions: PlanOptions = {
    ...levels.names,
    batchSize,
    feedbackStrength,
    seed,
    policy,
    generation: 0,
    repeats: 0,
  }
  const outcomes = new Random(deriveSeed('outcomes', name, seed))
  const history: Slot[][] = []
  const sums = { reached: 0, even: 0, best: 0 }
  const yields: number[] = []
  for (let g = 0; g < generations; g++) {
    const { slots } = plan(g ? counts.statistics() : null, { ...planOptions, generation: g })
    history.push(slots)
    let reached = 0
    for (const slot of slots) {
      const [s, t, w] = levels.places(slot)
      const rate = place.passRate(g, s, t, w)
      const { even, best } = chances(place, g, [t])
      reached += rate
      sums.even += even
      sums.best += best
      counts.add(answer(slot, g, rate, place.missing(s), place.flip, outcomes))
    }
    sums.reached += reached
    yields.push(reached / slots.length)
  }
  return {
    gain: (sums.reached - sums.even) / (sums.best - sums.even),
    locked: isLocked(place, history.slice(-5), levels),
    concentration: concentration(history[3] ?? []).share,
    yields,
  }
}

/** A job's result: a pass scores 90..100, a failure 85 times Beta(1 + 3P, 4 - 3P). */
function answer(slot: Slot, g: number, rate: number, missing: number, flip: number, random: Random): Counted {
  const pass = random.uniform() < rate !== random.uniform() < flip
  const total = pass ? 90 + 10 * random.uniform() : 85 * beta(random, 1 + 3 * rate, 4 - 3 * rate)
  const answered = random.uniform() >= missing
  const { style, topic, category, wrapper } = slot
  return {
    id: `${g}.${slot.slot}`,
    generation: g,
    style,
    topic,
    category,
    wrapper,
    class: answered ? 'ok' : 'server_error',
    score: answered ? { total, completeness: total, depth: total, structure: total, coherence: total } : null,
  }
}

/** Mean pass rate over the topics: of an even plan, and of the best pair of style and wrapper. */
function chances(
  place: World,
  g: number,
  topics: readonly number[],
): { even: number; best: number; byStyle: number[] } {
  const byStyle: number[] = []
  let even = 0
  for (let s = 0; s < place.styles; s++) {
    let most = 0
    for (let w = 0; w < place.wrappers; w++) {
      let rate = 0
      for (const t of topics) rate += place.passRate(g, s, t, w) / topics.length
      even += rate / (place.styles * place.wrappers)
      most = Math.max(most, rate)
    }
    byStyle.push(most)
  }
  return { even, best: Math.max(...byStyle), byStyle }
}

function isLocked(place: World, last: readonly Slot[][], levels: ReturnType<typeof namesOf>): boolean {
  const { style, share } = concentration(last.flat())
  if (share < 0.8) return false
  const topics = Array.from({ length: place.topics }, (_, t) => t)
  let [lost, possible] = [0, 0]
  for (let g = place.generations - last.length; g < place.generations; g++) {
    const { even, best, byStyle } = chances(place, g, topics)
    lost += best - byStyle[levels.style(style)]!
    possible += best - even
  }
  return lost > 0.25 * possible
}

/** The most frequent style, and its share of the slots. */
function concentration(slots: readonly Slot[]): { style: string; share: number } {
  const counts = new Map<string, number>()
  for (const { style } of slots) counts.set(style, (counts.get(style) ?? 0) + 1)
  const [style, n] = [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0])
  return { style, share: slots.length ? n / slots.length : 0 }
}

function namesOf(place: World) {
  const name = (letter: string, n: number) => Array.from({ length: n }, (_, i) => `${letter}${i}`)
  const topics: Record<string, string[]> = {}
  for (const [t, category] of place.categories.entries()) {
    const list = topics[`k${category}`] ?? []
    list.push(`t${t}`)
    topics[`k${category}`] = list
  }
  const number = (level: string) => Number(level.slice(1))
  return {
    names: { styles: name('s', place.styles), topics, wrappers: name('w', place.wrappers) },
    style: number,
    places: (slot: Slot): [number, number, number] => [
      number(slot.style),
      number(slot.topic),
      number(slot.wrapper),
    ],
  }
}
