import type { Run } from './simulate.js'

/** A figure and its standard error. */
export interface Figure {
  value: number
  error: number
}

/** What many runs of one policy in one world came to. All are shares, 0..1. */
export interface Figures {
  runs: number
  /** Captured gain: mean over the runs. */
  mean: Figure
  /** Captured gain: 10th percentile of the runs. */
  p10: Figure
  /** Share of runs that are locked onto a costly style; see `Run.locked`. */
  lock: Figure
  /** Share of runs in which one style has 90 % or more of generation 3. */
  collapse: Figure
}

export function figures(runs: readonly Run[]): Figures {
  const gains = runs.map(({ gain }) => gain).sort((a, b) => a - b)
  const n = gains.length
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, n - 1)
  // the rank of a percentile is binomial: one standard deviation of ranks to both sides
  const spread = Math.sqrt(0.1 * 0.9 * n) / n
  return {
    runs: n,
    mean: { value: mean, error: Math.sqrt(variance / n) },
    p10: {
      value: quantile(gains, 0.1),
      error: (quantile(gains, 0.1 + spread) - quantile(gains, 0.1 - spread)) / 2,
    },
    lock: share(runs, ({ locked }) => locked),
    collapse: share(runs, ({ concentration }) => concentration >= 0.9),
  }
}

/** A share, with the standard error of its Wilson estimate: not 0 where the share is 0. */
function share(runs: readonly Run[], is: (run: Run) => boolean): Figure {
  const hits = runs.filter(is).length
  const smoothed = (hits + 2) / (runs.length + 4)
  return { value: hits / runs.length, error: Math.sqrt((smoothed * (1 - smoothed)) / (runs.length + 4)) }
}

/** Quantile of sorted values, interpolated. */
function quantile(sorted: readonly number[], q: number): number {
  const at = Math.max(0, q) * (sorted.length - 1)
  const low = sorted[Math.floor(at)] ?? 0
  const high = sorted[Math.ceil(at)] ?? low
  return low + (high - low) * (at - Math.floor(at))
}
