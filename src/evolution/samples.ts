import type { FailureGroup, Sample } from '../record/analysis.js'
import type { Result } from '../record/loop.js'
import { compare } from './levels.js'
import type { Outcome } from './outcome.js'

/** Characters of a prompt that are kept. */
const SHOWN = 600
/** Best passes, near misses and kinds of failure that are kept while results stream by. */
const POOL = 2000

interface Group {
  n: number
  newest: number
  sample: Sample
}

/**
 * The few jobs worth showing to the model that writes prompts, kept in bounded memory: the best pass of every
 * combination of levels, the failures that came closest, and one job for each way to fail.
 */
export class Samples {
  /** One combination of levels has one expected score, so its best score is also its highest residual. */
  #best = new Map<string, Sample>()
  #nearMisses: Sample[] = []
  readonly #failures = new Map<string, Group>()

  add(result: Result, outcome: Outcome): void {
    if (outcome === 'missing') return
    if (outcome === 'pass') {
      const key = `${result.style}\0${result.topic}\0${result.wrapper}`
      const before = this.#best.get(key)
      if (!before || byScore(before, result) > 0) this.#best.set(key, sampleOf(result))
      if (this.#best.size > 2 * POOL)
        this.#best = new Map([...this.#best].sort(([, a], [, b]) => byScore(a, b)).slice(0, POOL))
      return
    }
    if (result.class === 'ok') {
      this.#nearMisses.push(sampleOf(result))
      if (this.#nearMisses.length > POOL) this.#nearMisses = this.nearMisses(POOL / 2)
    }
    for (const [field, kind] of waysToFail(result)) this.#fail(field, kind, result)
  }

  /** Passes, those that did best against what their levels let expect first, every topic before any topic twice. */
  best(limit: number, residual: (sample: Sample) => number): Sample[] {
    const ranked = [...this.#best.values()]
      .map((sample) => ({ ...sample, residual: Math.round(1000 * residual(sample)) / 1000 }))
      .sort((a, b) => b.residual - a.residual || byScore(a, b))
    const byTopic = new Map<string, Sample[]>()
    for (const sample of ranked) byTopic.set(sample.topic, [...(byTopic.get(sample.topic) ?? []), sample])
    const chosen: Sample[] = []
    for (let round = 0; chosen.length < limit; round++) {
      const next = [...byTopic.values()].flatMap((samples) => samples[round] ?? [])
      if (!next.length) break
      chosen.push(...next)
    }
    return chosen.slice(0, limit)
  }

  /** Answers that failed by the fewest points. */
  nearMisses(limit: number): Sample[] {
    return this.#nearMisses.sort(byScore).slice(0, limit)
  }

  /** Ways to fail, the most frequent first, each with a job that passed in spite of like levels where there is one. */
  failures(limit: number): FailureGroup[] {
    const groups = [...this.#failures].sort(([a, x], [b, y]) => y.n - x.n || compare(a, b)).slice(0, limit)
    return groups.map(([key, { n, sample }]) => {
      const [field = '', kind = ''] = key.split('\0')
      const contrast = this.#contrast(sample, field)
      return { field: field || null, kind, n, sample, ...(contrast && { contrast }) }
    })
  }

  /**
   * The pass that is most like a failure, the best of them: a field is one of the wrapper's format, so there the same
   * wrapper comes first; else the same topic.
   */
  #contrast(failed: Sample, field: string): Sample | undefined {
    const order = field ? (['style', 'topic', 'wrapper'] as const) : (['wrapper', 'style', 'topic'] as const)
    const likeness = (sample: Sample) =>
      order.reduce((sum, factor, i) => sum + (sample[factor] === failed[factor] ? 2 ** i : 0), 0)
    let found: Sample | undefined
    for (const sample of this.#best.values()) {
      const better = found ? likeness(sample) - likeness(found) || byScore(found, sample) : likeness(sample)
      if (better > 0) found = sample
    }
    return found
  }

  #fail(field: string, kind: string, result: Result): void {
    const key = `${field}\0${kind}`
    const group = this.#failures.get(key)
    if (!group) {
      if (this.#failures.size < POOL)
        this.#failures.set(key, { n: 1, newest: result.generation, sample: sampleOf(result) })
      return
    }
    group.n++
    const newer = result.generation - group.newest || compare(group.sample.id, result.id)
    if (newer > 0) Object.assign(group, { newest: result.generation, sample: sampleOf(result) })
  }
}

/** The fields that are not as they should be; or the class, where the whole answer failed. */
function waysToFail(result: Result): [field: string, kind: string][] {
  if (result.class !== 'ok') return [['', result.class]]
  const fields = Object.entries(result.score?.fields ?? {}).filter(([, { state }]) => state !== 'ok')
  return fields.length ? fields.map(([field, { state }]) => [field, state]) : [['', 'low_score']]
}

function sampleOf(result: Result): Sample {
  const { id, topic, category, style, wrapper, language, class: kind } = result
  // the cut must not leave half of a surrogate pair
  const cut = result.text.slice(0, SHOWN).replace(/[\uD800-\uDBFF]$/, '')
  const text = result.text.length > SHOWN ? `${cut.trimEnd()}...` : result.text
  const score = result.score?.total ?? null
  return { id, topic, category, style, wrapper, text, ...(language && { language }), score, class: kind }
}

/** Higher scores first, then by id. */
function byScore(a: Sample, b: Sample | Result): number {
  const scoreOf = ({ score }: Sample | Result) => (typeof score === 'object' ? (score?.total ?? 0) : score)
  return scoreOf(b) - scoreOf(a) || compare(a.id, b.id)
}
