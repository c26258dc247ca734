import type { Statistics } from '../record/analysis.js'
import { Chooser } from './chooser.js'
import type { Space } from './model.js'
import { type Choice, type Draft, type Factor, factorsOf, type Plan, type PlanOptions } from './plan.js'
import { deriveSeed, Random } from './random.js'

/**
 * Gives every slot the style and wrapper (and, for yield, the topic) that are best in a draw of its own from the
 * posterior: one draw a slot, never one a batch, so that a batch spreads as the evidence is spread.
 * @param scale width of the draws in posterior standard deviations
 * @returns how often each level was drawn, the repeated draws counted in
 */
export function drawSlots(
  statistics: Statistics,
  space: Space,
  drafts: readonly Draft[],
  options: PlanOptions & { scale: number },
): Plan['drawn'] {
  const { seed, generation, scale, objective, repeats = 256 } = options
  const best = new Chooser(statistics, space, scale, objective === 'yield')
  const choices: Choice[] = []
  for (const draft of drafts) {
    const choice = best.choose(new Random(draft.seed), draft.topic)
    Object.assign(draft, choice, { kind: 'learned' })
    choices.push(choice)
  }
  const random = new Random(deriveSeed(seed, generation, 'repeats'))
  for (let i = 0; i < repeats; i++) choices.push(best.choose(random, ''))
  return Object.fromEntries(factorsOf(objective).map((factor) => [factor, frequencies(choices, factor)]))
}

function frequencies(choices: readonly Choice[], factor: Factor): Map<string, number> {
  const counts = new Map<string, number>()
  for (const choice of choices) counts.set(choice[factor], (counts.get(choice[factor]) ?? 0) + 1)
  return new Map([...counts].map(([level, n]) => [level, n / choices.length]))
}
