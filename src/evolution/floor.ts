import type { Statistics } from '../record/loop.js'
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
  for (const draft of drafts) for (const known of evidence) known.add(draft[known.factor])

  const styles = new Map<string, number>()
  for (const { style } of drafts) styles.set(style, (styles.get(style) ?? 0) + 1)
  const free = random.permutation(drafts.length).map((i) => drafts[i]!)
  const set = (kind: 'cold' | 'floor', known: Evidence, level: string) => {
    // a style's only slot is not taken while there is another
    const only = (draft: Draft) => known.factor === 'style' && styles.get(draft.style) === 1
    const [draft] = free.splice(
      Math.max(
        0,
        free.findIndex((each) => !only(each)),
      ),
      1,
    )
    if (!draft) return
    known.add(draft[known.factor], -1)
    known.add(level)
    styles.set(draft.style, styles.get(draft.style)! - 1)
    draft[known.factor] = level
    styles.set(draft.style, (styles.get(draft.style) ?? 0) + 1)
    Object.assign(draft, { kind, explores: known.factor })
  }

  const half = Math.ceil(drafts.length / 2)
  for (let round = 0; round < half && unknown.length; round++)
    for (const { known, level } of unknown)
      if (drafts.length - free.length < half && round < Math.max(1, drafts.length / known.size - 0.5))
        set('cold', known, level)

  const absent = (known: Evidence) => (style: string) =>
    known.factor === 'style' && !styles.get(style) ? FIRST : 0
  for (const known of evidence)
    if (known.factor === 'style' && known.size * SLOTS_A_STYLE <= drafts.length)
      for (const style of space.styles) if (!styles.get(style)) set('floor', known, style)
  for (let i = Math.round(floor * drafts.length); i > 0; i--) {
    const least = evidence.map((known) => ({ known, ...known.least(absent(known)) }))
    const [first] = least.sort((a, b) => a.share - b.share)
    if (first) set('floor', first.known, first.level)
  }
}

/** Added to a share: comes before any other. */
const FIRST = -1e9
