import type { Analysis, Effect } from '../record/analysis.js'
import { DataError } from '../record/errors.js'
import type { Result } from '../record/loop.js'
import { Counts } from './counts.js'
import { effectsOf } from './effects.js'
import { FieldFailures } from './field-failures.js'
import { effectiveNumber } from './frequencies.js'
import { recommend } from './recommend.js'
import { Samples } from './samples.js'

export interface AnalyzeOptions {
  /** Least total score of a pass, 0..100. */
  minScore: number
  /** At most so many jobs are kept to be shown in meta-prompts; all are counted. */
  maxSamples?: number
  /** Weight of a job that is one generation older, 0 < gamma <= 1. */
  gamma?: number | undefined
}

/**
 * Results of several models say nothing about styles and wrappers together, unless somebody wants them to.
 * @throws DataError
 */
export function refuseMixed({ models = {} }: Pick<Analysis, 'models'>): void {
  const names = Object.entries(models).sort(([, a], [, b]) => b - a)
  if (names.length < 2) return
  throw new DataError(
    `the results are answers of ${names.length} models: ${names.map(([name, n]) => `${name} ${n}`).join(', ')}`,
    'give those of one model, or learn from all together with --mix-models',
  )
}

/** Collects results as they stream by, in memory that does not grow with their number. */
export class Analyzer {
  readonly #counts: Counts
  readonly #fields = new FieldFailures()
  readonly #samples = new Samples()
  readonly #maxSamples: number

  constructor({ minScore, maxSamples = 50, gamma }: AnalyzeOptions) {
    this.#counts = new Counts(minScore, gamma)
    this.#maxSamples = maxSamples
  }

  get jobs(): number {
    return this.#counts.jobs
  }

  add(result: Result): void {
    const outcome = this.#counts.add(result)
    this.#fields.add(result)
    this.#samples.add(result, outcome)
  }

  /** What was found so far. It does not depend on the order of the results. */
  analysis(): Analysis {
    const counts = this.#counts
    const statistics = counts.statistics()
    const { effects, cells, model } = effectsOf(counts, statistics)
    const third = Math.ceil(this.#maxSamples / 3)
    const found = {
      generation: counts.newest,
      min_score: counts.minScore,
      window: {
        jobs: counts.jobs,
        scored: counts.scored,
        passed: counts.passed,
        generations: counts.generations,
      },
      classes: sorted(counts.classes),
      models: sorted(counts.models),
      effects,
      cells,
      fields: this.#fields.report(20),
      evidence: evidenceOf(effects.style ?? [], counts.scored),
      exemplars: {
        best: this.#samples.best(third, (sample) => (sample.score ?? 0) / 100 - model.expected(sample)),
        near_misses: this.#samples.nearMisses(third),
        failures: this.#samples.failures(Math.floor(third / 2)),
      },
      statistics,
    }
    return {
      schema: 'strom.analysis/1',
      ...found,
      avg_score: counts.averageScore === null ? null : Math.round(100 * counts.averageScore) / 100,
      newest: newestOf(counts),
      recommendations: recommend(found),
    }
  }
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Analyzes results that are at hand. */
export function analyze(results: Iterable<Result>, options: AnalyzeOptions): Analysis {
  const analyzer = new Analyzer(options)
  for (const result of results) analyzer.add(result)
  return analyzer.analysis()
}

/** Is it known which style is best? thin: more likely not, or fewer than a batch of jobs. good: 9 to 1. */
function evidenceOf(styles: readonly Effect[], jobs: number): Analysis['evidence'] {
  const chance = Math.max(0, ...styles.map(({ p_best }) => p_best))
  return chance < 0.5 || jobs < 20 ? 'thin' : chance < 0.9 ? 'fair' : 'good'
}

function newestOf(counts: Counts): Analysis['newest'] {
  const styles = counts.styles.sorted().filter(({ latest }) => latest.generation === counts.newest)
  const jobs = styles.reduce((sum, { latest }) => sum + latest.jobs, 0)
  return {
    jobs,
    scored: counts.latest.scored,
    passed: counts.latest.passed,
    styles: Object.fromEntries(styles.map(({ name, latest }) => [name, latest.jobs])),
    effective_styles: Math.round(1000 * effectiveNumber(styles.map(({ latest }) => latest.jobs))) / 1000,
  }
}
