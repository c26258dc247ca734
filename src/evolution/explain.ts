import type { Analysis, Effect } from '../record/analysis.js'
import { frequencies } from './frequencies.js'
import type { LearnOptions, Lesson } from './learn.js'
import type { Factor } from './plan.js'

/** Why each level got its share of the plan, as text for a person. */
export function explain(analysis: Analysis | null, lesson: Lesson, options: LearnOptions): string {
  const factors: [Factor, string, readonly string[]][] = [
    ['style', 'Styles', options.styles],
    ['wrapper', 'Wrappers', options.wrappers],
  ]
  const sections = factors.map(([factor, title, levels]) => {
    const width = Math.max(...levels.map((level) => level.length))
    const lines = levels
      .map((level) => levelLine(analysis, lesson, options, factor, level, width))
      .sort((a, b) => b.slots - a.slots)
    return [title, ...lines.map(({ text }) => text)].join('\n')
  })
  return [head(analysis, lesson, options), ...sections, topics(lesson, options)].join('\n\n')
}

function head(analysis: Analysis | null, lesson: Lesson, options: LearnOptions): string {
  const { plan, generation } = lesson
  const lines = [`Plan of generation ${generation}: ${plan.slots.length} slots, seed ${options.seed}.`]
  if (!analysis?.window.passed) {
    const why = analysis?.window.scored
      ? `None of ${analysis.window.scored} scored jobs passed with ${analysis.min_score} or more: nothing tells the levels apart`
      : 'Cold start: nothing is known yet'
    lines.push(`${why}, so styles, wrappers and categories are spread evenly.`)
    return lines.join('\n')
  }
  const { scored, passed, generations } = analysis.window
  lines.push(
    `Learned from ${scored} scored jobs of ${generations} ${generations === 1 ? 'generation' : 'generations'}: ${passed} passed with ${analysis.min_score} or more. The evidence is ${analysis.evidence}.`,
    policyLine(lesson, options),
  )
  return lines.join('\n')
}

function policyLine({ plan }: Lesson, { policy = 'strom', feedbackStrength }: LearnOptions): string {
  if (!Object.keys(plan.drawn).length)
    return policy === 'strom'
      ? 'Feedback strength is 0: levels are spread evenly, whatever passed.'
      : 'Levels are spread evenly, whatever passed.'
  if (policy === 'count')
    return 'Shares are those among the best passes of the newest generation. Nothing else is tried.'
  if (policy === 'greedy') return 'Every slot takes the levels with the best estimate. Nothing else is tried.'
  const kinds = frequencies(plan.slots.map(({ kind }) => kind))
  const lines = [
    `${slots(kinds.learned ?? 0)} took what was best in a draw of their own from the estimates, ${plan.scale.toFixed(2)} standard deviations wide: what is uncertain may win, what is known to be worse does not.`,
    `${slots(kinds.floor ?? 0)} went to what is known least (floor ${percent(plan.floor)} at feedback strength ${feedbackStrength}): nothing is given up for good.`,
  ]
  if (kinds.cold) lines.push(`${slots(kinds.cold)} went to levels of which nothing is known yet.`)
  return lines.join('\n')
}

function slots(n: number): string {
  return `${String(n).padStart(3)} ${n === 1 ? 'slot ' : 'slots'}`
}

function levelLine(
  analysis: Analysis | null,
  { plan }: Lesson,
  { policy = 'strom' }: LearnOptions,
  factor: Factor,
  level: string,
  width: number,
): { slots: number; text: string } {
  const mine = plan.slots.filter((slot) => slot[factor] === level)
  const effect = analysis?.effects[factor]?.find((each) => each.level === level)
  const parts = [effect?.n ? known(effect) : `nothing is known of it yet${missing(effect)}`]
  const fall = factor === 'style' && analysis?.statistics.changes.findLast(({ style }) => style === level)
  if (fall) parts.push(`fell in generation ${fall.generation}, what is older hardly counts`)
  const share = plan.drawn[factor]?.get(level) ?? 0
  if (plan.drawn[factor])
    parts.push(
      policy === 'count' ? `${percent(share)} of the best passes` : `best in ${percent(share)} of the draws`,
    )
  const set = mine.filter(({ explores }) => explores === factor)
  if (set.length) parts.push(`${set.length} of its slots only to learn more about it`)
  return {
    slots: mine.length,
    text: `  ${level.padEnd(width)} ${slots(mine.length)}  ${parts.join('; ')}`,
  }
}

function known({ mean, interval, pass, n }: Effect): string {
  const [low, high] = interval
  return `${pass} of ${n} passed, ${points(mean)} points against the average (90 %: ${points(low)} to ${points(high)})`
}

function missing(effect: Effect | undefined): string {
  return effect?.missing ? ` (${effect.missing} jobs got no answer)` : ''
}

function topics({ plan }: Lesson, { objective = 'coverage' }: LearnOptions): string {
  const shares = Object.entries(frequencies(plan.slots.map(({ category }) => category)))
  const list = shares.map(([category, n]) => `${category} ${n}`).join(', ')
  return objective === 'yield'
    ? `Topics\n  chosen like styles, by what passes: ${list}`
    : `Topics\n  every category and topic in its turn: ${list}`
}

function points(x: number): string {
  return `${x < 0 ? '' : '+'}${Math.round(100 * x)}`
}

function percent(x: number): string {
  return `${Math.round(100 * x)} %`
}
