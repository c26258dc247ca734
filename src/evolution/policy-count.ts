import type { Statistics } from '../record/analysis.js'
import type { Draft, Plan } from './plan.js'
import { Random } from './random.js'
import type { Stratifier } from './stratify.js'

/**
 * The original's rule: a style's share of the plan is its share of the best passes of the newest generation, and
 * nothing else is tried. Without a pass it starts again from nothing.
 */
export function countSlots(
  statistics: Statistics,
  drafts: readonly Draft[],
  stratifier: Stratifier,
): Plan['drawn'] {
  const styles = shares(statistics.champions.styles)
  const wrappers = shares(statistics.champions.wrappers)
  if (!styles.size || !wrappers.size) {
    for (const draft of drafts) stratifier.fill(draft)
    return {}
  }
  for (const draft of drafts) {
    const random = new Random(draft.seed)
    draft.style = pick(styles, random.uniform())
    draft.wrapper = pick(wrappers, random.uniform())
    draft.kind = 'learned'
  }
  return { style: styles, wrapper: wrappers }
}

function shares(counts: Readonly<Record<string, number>>): Map<string, number> {
  const entries = Object.entries(counts)
  const total = entries.reduce((sum, [, n]) => sum + n, 0)
  return new Map(entries.map(([name, n]) => [name, n / total]))
}

function pick(levels: ReadonlyMap<string, number>, u: number): string {
  let rest = u
  let last = ''
  for (const [level, share] of levels) {
    last = level
    rest -= share
    if (rest < 0) return level
  }
  return last
}
