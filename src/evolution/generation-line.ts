import { hash } from 'node:crypto'
import type { Analysis, Effect, Generation } from '../record/analysis.js'
import type { Brief } from '../record/loop.js'
import { effectiveNumber, frequencies } from './frequencies.js'
import { compare } from './levels.js'

export interface GenerationLineOptions {
  /** ISO 8601; the caller looks at the clock. */
  timestamp: string
  seed: number
  policy: string
}

/** The line of evolution.jsonl for a plan: what it was learned from, and how the slots are spread. */
export function generationLine(
  analysis: Analysis | null,
  briefs: readonly Brief[],
  generation: number,
  { timestamp, seed, policy }: GenerationLineOptions,
): Generation {
  const styles = frequencies(briefs.map(({ style }) => style))
  return {
    schema: 'strom.generation/1',
    timestamp,
    generation,
    learned_from: {
      sample_count: analysis?.window.scored ?? 0,
      avg_score: analysis?.avg_score ?? null,
      top_categories: analysis ? topCategories(analysis) : [],
      top_styles: top(
        (analysis?.effects.style ?? []).map(({ level, pass, n }) => ({ name: level, pass, n })),
      ),
    },
    prompts_generated: briefs.length,
    yield: analysis?.newest.scored ? round(analysis.newest.passed / analysis.newest.scored) : null,
    styles,
    effective_styles: round(effectiveNumber(Object.values(styles))),
    kinds: frequencies(briefs.map(({ kind }) => kind)),
    evidence: analysis?.evidence ?? 'thin',
    policy,
    seed,
    input_hash: hash('sha256', JSON.stringify(analysis), 'hex').slice(0, 16),
  }
}

/** Categories by the pass rate of their topics. */
function topCategories(analysis: Analysis): string[] {
  const categoryOf = new Map(analysis.statistics.topics.map(({ level, category }) => [level, category]))
  const sums = new Map<string, { name: string; pass: number; n: number }>()
  for (const { level, pass, n } of (analysis.effects.topic ?? []) as Effect[]) {
    const name = categoryOf.get(level)
    if (name === undefined) continue
    const sum = sums.get(name) ?? { name, pass: 0, n: 0 }
    sums.set(name, { name, pass: sum.pass + pass, n: sum.n + n })
  }
  return top([...sums.values()])
}

/** The three with the highest pass rate, of those that passed at all; a job more counts for those with few. */
function top(levels: readonly { name: string; pass: number; n: number }[]): string[] {
  const rate = ({ pass, n }: { pass: number; n: number }) => (pass + 1) / (n + 2)
  return levels
    .filter(({ pass }) => pass > 0)
    .sort((a, b) => rate(b) - rate(a) || compare(a.name, b.name))
    .slice(0, 3)
    .map(({ name }) => name)
}

const round = (x: number) => Math.round(1000 * x) / 1000
