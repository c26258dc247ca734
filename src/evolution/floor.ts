import type { Statistics } from '../record/analysis.js'
import { Evidence } from './evidence.js'
import type { Space } from './model.js'
import { type Draft, factorsOf, type PlanOptions } from './plan.js'
import type { Random } from './random.js'

const LISTS = { style: 'styles', topic: 'topics', wrapper: 'wrappers' } as const

/** From so many slots a style on, every style has at least one of them. */
const SLOTS_A_STYLE = 5

/**
 * Replaces one factor's level in some slots of a drawn plan. Levels of which nothing is known get their fair share,
 * in at most half of the slots (`cold`). Where the batch has five slots or more a style, a style without a slot gets
 * one. Then the floor's slots go to the level known least, where a style without a slot comes first (`floor`).
 * @param floor share of the slots
 */
export function setSlots(
  statistics: Statistics,
  space: Space,
  drafts: readonly Draft[],
  options: PlanOptions & { floor: number },
  random: Random,
): void {
  const { queued = [], objective, floor } = options
  const evidence = factorsOf(objective)
    .map((factor) => new Evidence(factor, space[LISTS[factor]], statistics, queued))
    .filter(({ size }) => size > 1)
  if (!evidence.length) return
  const unknown = evidence.flatMap((known) => known.unknown().map((level) => ({ known, level })))
  const slots = new Slots(drafts, evidence, random)

  const half = Math.ceil(drafts.length / 2)
  for (let round = 0; round < half && unknown.length; round++)
    for (const { known, level } of unknown)
      if (slots.taken < half && round < Math.max(1, drafts.length / known.size - 0.5))
        slots.set('cold', known, level)

  const styles = evidence.find(({ factor }) => factor === 'style')
  if (styles && styles.size * SLOTS_A_STYLE <= drafts.length)
    for (const style of space.styles) if (!slots.have(style)) slots.set('floor', styles, style)

  for (let i = Math.round(floor * drafts.length); i > 0; i--) {
    const least = evidence.map((known) => {
      const absent = (level: string) => (known === styles && !slots.have(level) ? FIRST : 0)
      return { known, ...known.least(absent) }
    })
    const [first] = least.sort((a, b) => a.share - b.share)
    if (first) slots.set('floor', first.known, first.level)
  }
}

/** Added to a share: comes before any other. */
const FIRST = -1e9

/** The slots of a plan, of which some are set to a level, each at most once, in a random order. */
class Slots {
  readonly #free: Draft[]
  readonly #styles = new Map<string, number>()
  taken = 0

  constructor(drafts: readonly Draft[], evidence: readonly Evidence[], random: Random) {
    this.#free = random.permutation(drafts.length).map((i) => drafts[i]!)
    for (const draft of drafts) {
      this.#count(draft.style, 1)
      for (const known of evidence) known.add(draft[known.factor])
    }
  }

  have(style: string): boolean {
    return (this.#styles.get(style) ?? 0) > 0
  }

  /** Sets a free slot to the level; does nothing where none is free. */
  set(kind: 'cold' | 'floor', known: Evidence, level: string): void {
    const draft = this.#take(known.factor === 'style')
    if (!draft) return
    this.taken++
    this.#count(draft.style, -1)
    known.add(draft[known.factor], -1)
    draft[known.factor] = level
    known.add(level)
    this.#count(draft.style, 1)
    Object.assign(draft, { kind, explores: known.factor })
  }

  /** The next free slot. A style's only slot is not taken from it while there is another. */
  #take(fromStyle: boolean): Draft | undefined {
    const kept: Draft[] = []
    let draft = this.#free.pop()
    for (; draft && fromStyle && this.#styles.get(draft.style) === 1; draft = this.#free.pop())
      kept.push(draft)
    const taken = draft ?? kept.shift()
    this.#free.push(...kept.reverse())
    return taken
  }

  #count(style: string, by: number): void {
    this.#styles.set(style, (this.#styles.get(style) ?? 0) + by)
  }
}
