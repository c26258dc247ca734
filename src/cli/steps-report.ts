import { figure } from './progress.js'
import type { StepCounts } from './stages.js'
import { columns } from './table.js'

/** What each step read, wrote and left out, as a table for a person. */
export function stepsTable(steps: readonly StepCounts[]): string {
  const rows = steps.map((step) => [step.command, step.in, step.out, leftOut(step.rejected)])
  return indented(columns(['step', 'in', 'out', 'left out'], rows))
}

/** `noise 12, duplicate 3`, the most first. */
export function leftOut(rejected: Record<string, number>): string {
  return Object.entries(rejected)
    .sort(([, a], [, b]) => b - a)
    .map(([reason, count]) => `${reason} ${figure(count)}`)
    .join(', ')
}

function indented(text: string): string {
  return text.replace(/^/gm, '  ')
}
