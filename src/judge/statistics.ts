/** Cohen's kappa: (agreement - chance) / (1 - chance), where chance is that of two who know only how often each says what. */
export function kappa(pairs: readonly (readonly [string, string])[]): number {
  const n = pairs.length
  const [one, two] = [new Map<string, number>(), new Map<string, number>()]
  let same = 0
  for (const [a, b] of pairs) {
    one.set(a, (one.get(a) ?? 0) + 1)
    two.set(b, (two.get(b) ?? 0) + 1)
    if (a === b) same++
  }
  let chance = 0
  for (const [name, count] of one) chance += (count / n) * ((two.get(name) ?? 0) / n)
  return chance === 1 ? 1 : (same / n - chance) / (1 - chance)
}

/** How often a good one has the higher value than a bad one, equal ones counting half (AUC); null without both. */
export function auc(points: readonly { value: number; good: boolean }[]): number | null {
  const sorted = [...points].sort((a, b) => a.value - b.value)
  const good = points.filter((point) => point.good).length
  const bad = points.length - good
  if (good === 0 || bad === 0) return null
  let below = 0
  let wins = 0
  for (let i = 0; i < sorted.length; ) {
    let end = i
    while (end < sorted.length && sorted[end]!.value === sorted[i]!.value) end++
    const tied = sorted.slice(i, end)
    const goods = tied.filter((point) => point.good).length
    wins += goods * (below + (tied.length - goods) / 2)
    below += tied.length - goods
    i = end
  }
  return wins / (good * bad)
}

export interface Line {
  slope: number
  intercept: number
}

/** The chance that belongs to a score of 0..100. */
export function chanceOf({ slope, intercept }: Line, score: number): number {
  return 1 / (1 + Math.exp(-((slope * score) / 100 + intercept)))
}

/**
 * The logistic curve through scores (0..100) and what people said of them (0..1), by Newton's method; targets are drawn in
 * as if one more of each had been seen, so that it stays finite (J. Platt, Probabilistic Outputs for Support Vector
 * Machines, 1999; H.-T. Lin et al., 2007).
 */
export function fitLine(points: readonly { score: number; target: number }[]): Line {
  const good = points.reduce((sum, { target }) => sum + target, 0)
  const [high, low] = [(good + 1) / (good + 2), 1 / (points.length - good + 2)]
  const rows = points.map(({ score, target }) => ({ x: score / 100, y: target * high + (1 - target) * low }))
  const line = { slope: 0, intercept: Math.log((good + 1) / (points.length - good + 1)) }
  for (let round = 0; round < 50; round++) {
    let [a, b, aa, ab, bb] = [0, 0, RIDGE, 0, RIDGE]
    for (const { x, y } of rows) {
      const p = chanceOf(line, 100 * x)
      const [error, curve] = [p - y, p * (1 - p)]
      a += error * x
      b += error
      aa += curve * x * x
      ab += curve * x
      bb += curve
    }
    const det = aa * bb - ab * ab
    const [da, db] = [(bb * a - ab * b) / det, (aa * b - ab * a) / det]
    line.slope -= clipped(da)
    line.intercept -= clipped(db)
    if (Math.abs(da) + Math.abs(db) < 1e-9) break
  }
  return line
}

/** Keeps the step finite where all scores are equal. */
const RIDGE = 1e-9
const clipped = (step: number) => Math.max(-2, Math.min(2, step))
