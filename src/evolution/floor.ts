import type { Statistics } from '../record/loop.js'
import { Evidence } from './evidence.js'
import type { Space } from './model.js'
import { type Draft, factorsOf, type PlanOptions } from './plan.js'
import type { Random } from './random.js'

const LISTS = { style: 'styles', topic: 'topics', wrapper: 'wrappers' } as const

/**
 * Replaces one factor's level in some slots of a drawn plan. Levels of which nothing is known get their fair share,
 * in at most half of the slots (`cold`). Then the floor's slots go to the level known least, where a style that has no
 * slot in this plan comes before everything else (`floor`): no style is dropped for good.
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

  for (let i = Math.round(floor * drafts.length); i > 0; i--) {
    const least = evidence.map((known) => {
      const absent = (style: string) => (known.factor === 'style' && !styles.get(style) ? ABSENT : 0)
      return { known, ...known.least(absent) }
    })
    const [first] = least.sort((a, b) => a.share - b.share)
    if (first) set('floor', first.known, first.level)
  }
}

/** Added to the share of a style without a slot: comes before any share, the least first. */
const ABSENT = -1e9
