import type { Statistics } from '../record/analysis.js'
import type { Brief } from '../record/loop.js'
import { setSlots } from './floor.js'
import { countSlots } from './policy-count.js'
import { deriveSeed, Random } from './random.js'
import { Stratifier } from './stratify.js'
import { drawSlots } from './thompson.js'
import { exploration, floorShare } from './tuning.js'

export const POLICIES = ['strom', 'count', 'uniform', 'greedy'] as const
/**
 * - strom: Thompson sampling with a floor
 * - count: the original rule, shares as among the best passes of the newest generation, no floor
 * - uniform: all levels alike, for ever; the control
 * - greedy: the best estimate only, no draw and no floor
 */
export type Policy = (typeof POLICIES)[number]

export const OBJECTIVES = ['coverage', 'yield'] as const
/** coverage: all categories and topics alike. yield: topics that pass get more, like styles. */
export type Objective = (typeof OBJECTIVES)[number]

export type Factor = 'style' | 'topic' | 'wrapper'

/** The levels of one job. */
export interface Choice {
  style: string
  topic: string
  wrapper: string
}

export interface PlanOptions {
  styles: readonly string[]
  /** Topics by category. */
  topics: Readonly<Record<string, readonly string[]>>
  wrappers: readonly string[]
  /** Number of slots. */
  batchSize: number
  /** 0: all levels alike for ever; 1: follow what passes, explore only the minimum. */
  feedbackStrength: number
  seed: number
  /** Number of the generation that is planned. */
  generation: number
  policy?: Policy | undefined
  objective?: Objective | undefined
  /** Jobs that are planned but not answered yet. */
  queued?: readonly Choice[] | undefined
  /** How often the draw is repeated to find the propensities. */
  repeats?: number | undefined
}

/** A slot before its propensities are known. */
export interface Draft extends Choice {
  slot: number
  category: string
  kind: Brief['kind']
  seed: number
  /** The factor whose level was not drawn: the one known least, or not at all. */
  explores?: Factor
}

export interface Slot extends Draft {
  propensity: Record<string, number>
}

export interface Plan {
  slots: Slot[]
  /** Share of the slots that the floor was given; 0 where nothing was drawn. */
  floor: number
  /** Width of the draws in posterior standard deviations; 0 where nothing was drawn. */
  scale: number
  /** By factor: how often each level came in a draw. Empty where nothing was drawn. */
  drawn: Partial<Record<Factor, ReadonlyMap<string, number>>>
}

/** The factors that are chosen: the topic only where topics compete. */
export function factorsOf(objective: Objective = 'coverage'): readonly Factor[] {
  return objective === 'yield' ? ['style', 'wrapper', 'topic'] : ['style', 'wrapper']
}

/**
 * Plans the jobs of one generation. The same statistics and options give the same plan; a slot's draw is seeded by
 * (seed, generation, slot) alone.
 * @throws RangeError without a style, topic or wrapper
 */
export function plan(statistics: Statistics | null, options: PlanOptions): Plan {
  for (const name of ['styles', 'wrappers'] as const)
    if (!options[name].length) throw new RangeError(`a plan needs ${name}`)
  const { policy = 'strom', seed, generation } = options
  const random = new Random(deriveSeed(seed, generation, 'order'))
  const stratifier = new Stratifier(statistics, options, random)
  const drafts = Array.from({ length: options.batchSize }, (_, slot): Draft => {
    const place = stratifier.topic()
    return { slot, ...place, style: '', wrapper: '', kind: 'cold', seed: deriveSeed(seed, generation, slot) }
  })
  // Where nothing has passed, all levels are alike: what failed more often was only tried more often.
  const known = statistics?.cells.some(([, , , , passes]) => passes > 0) ? statistics : null
  const floor = floorShare(options.feedbackStrength, known?.generations ?? 0)
  let done: Omit<Plan, 'slots'> = { floor: 0, scale: 0, drawn: {} }
  if (!known || policy === 'uniform' || (policy === 'strom' && floor >= 1)) {
    for (const draft of drafts) stratifier.fill(draft)
  } else if (policy === 'count') {
    done = { ...done, drawn: countSlots(known, drafts, stratifier) }
  } else {
    const space = { ...options, topics: Object.values(options.topics).flat() }
    const scale = policy === 'greedy' ? 0 : exploration(known.generations)
    const drawn = drawSlots(known, space, drafts, { ...options, scale })
    done = { floor: policy === 'strom' ? floor : 0, scale, drawn }
    if (policy === 'strom') setSlots(known, space, drafts, { ...options, floor }, random)
  }
  if (options.objective === 'yield') setCategories(drafts, options.topics)
  return { ...done, slots: withPropensities(drafts, done.drawn, factorsOf(options.objective)) }
}

function setCategories(drafts: readonly Draft[], topics: PlanOptions['topics']): void {
  const categoryOf = new Map(
    Object.entries(topics).flatMap(([name, all]) => all.map((topic) => [topic, name])),
  )
  for (const draft of drafts) draft.category = categoryOf.get(draft.topic) ?? draft.category
}

/**
 * The probability that a slot of the plan has a level: where it was drawn, how often it comes in repeated draws; where
 * it was set (floor, cold start), its share of the plan. It sums to 1 over the levels of a factor.
 */
function withPropensities(
  drafts: readonly Draft[],
  drawn: Plan['drawn'],
  factors: readonly Factor[],
): Slot[] {
  const tables = factors.map((factor): [Factor, Map<string, number>] => {
    const table = new Map<string, number>()
    const add = (level: string, p: number) => table.set(level, (table.get(level) ?? 0) + p)
    const set = drafts.filter((draft) => !drawn[factor] || draft.explores === factor)
    for (const draft of set) add(draft[factor], 1 / drafts.length)
    for (const [level, p] of drawn[factor] ?? []) add(level, p * (1 - set.length / drafts.length))
    return [factor, table]
  })
  return drafts.map((draft) => ({
    ...draft,
    propensity: Object.fromEntries(
      tables.map(([factor, table]) => [factor, Math.round(1e6 * (table.get(draft[factor]) ?? 0)) / 1e6]),
    ),
  }))
}
