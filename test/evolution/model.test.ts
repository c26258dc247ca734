import { describe, expect, it } from 'vitest'
import { Counts } from '../../src/evolution/counts.js'
import { Model } from '../../src/evolution/model.js'
import { Posterior } from '../../src/evolution/posterior.js'
import { Random } from '../../src/evolution/random.js'
import { CELL_PRIOR, MAIN_PRIOR, MEAN_PRIOR } from '../../src/evolution/tuning.js'
import type { Result } from '../../src/record/loop.js'
import { result, results } from './results.js'

/** Inverse by Gauss-Jordan with pivoting: slow, and nothing in common with the code under test. */
function inverse(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))])
  for (let k = 0; k < n; k++) {
    let pivot = k
    for (let i = k; i < n; i++) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i
    ;[rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!]
    const scale = rows[k]![k]!
    rows[k] = rows[k]!.map((x) => x / scale)
    for (let i = 0; i < n; i++) {
      const factor = rows[i]![k]!
      if (i !== k) rows[i] = rows[i]!.map((x, j) => x - factor * rows[k]![j]!)
    }
  }
  return rows.map((row) => row.slice(n))
}

const times = (matrix: readonly (readonly number[])[], x: readonly number[]) =>
  matrix.map((row) => row.reduce((sum, a, j) => sum + a * x[j]!, 0))

describe('Posterior', () => {
  const random = new Random(1)
  const n = 12
  const half = Array.from({ length: n }, () => Array.from({ length: n }, () => random.normal()))
  const a = half.map((row, i) =>
    half.map((other, j) => row.reduce((sum, x, k) => sum + x * other[k]!, 0) + (i === j ? 1 : 0)),
  )
  const b = Array.from({ length: n }, () => random.normal())
  const posterior = new Posterior(Float64Array.from(a.flat()), Float64Array.from(b))
  const covariance = inverse(a)

  it('solves for the mean', () => {
    const mean = times(covariance, b)
    for (let i = 0; i < n; i++) expect(posterior.mean[i]).toBeCloseTo(mean[i]!, 9)
  })

  it('knows the mean and deviation of any combination', () => {
    const c = Array.from({ length: n }, () => random.normal())
    const { mean, sd } = posterior.combination(Float64Array.from(c))
    expect(mean).toBeCloseTo(times([c], times(covariance, b))[0]!, 9)
    expect(sd ** 2).toBeCloseTo(times([c], times(covariance, c))[0]!, 9)
  })

  it('draws with the mean and covariance of the posterior, at the asked scale', () => {
    const draws = 40_000
    const out = new Float64Array(n)
    const [sum, sum2, cross] = [new Float64Array(n), new Float64Array(n), [0]]
    for (let d = 0; d < draws; d++) {
      posterior.draw(random, 0.5, out)
      for (let i = 0; i < n; i++) {
        sum[i] = sum[i]! + out[i]!
        sum2[i] = sum2[i]! + out[i]! ** 2
      }
      cross[0] = cross[0]! + (out[0]! - posterior.mean[0]!) * (out[1]! - posterior.mean[1]!)
    }
    for (let i = 0; i < n; i++) {
      const sd = 0.5 * Math.sqrt(covariance[i]![i]!)
      expect(Math.abs(sum[i]! / draws - posterior.mean[i]!)).toBeLessThan((5 * sd) / Math.sqrt(draws))
      expect(Math.sqrt(sum2[i]! / draws - (sum[i]! / draws) ** 2) / sd).toBeCloseTo(1, 1)
    }
    const spread = Math.sqrt(covariance[0]![0]! * covariance[1]![1]!)
    expect(cross[0]! / draws / spread).toBeCloseTo((0.25 * covariance[0]![1]!) / spread, 1)
  })

  it('fills only the entries that are asked for', () => {
    const all = posterior.draw(new Random(7), 1, new Float64Array(n), 5)
    expect([...all.subarray(0, 5)]).toEqual([0, 0, 0, 0, 0])
    expect([...all.subarray(5)].every((x) => x !== 0)).toBe(true)
  })

  it('refuses a matrix that is not positive definite', () => {
    expect(() => new Posterior(Float64Array.of(1, 2, 2, 1), Float64Array.of(0, 0))).toThrow(RangeError)
  })
})

describe('Model', () => {
  const random = new Random(3)
  const jobs: Result[] = Array.from({ length: 300 }, () =>
    result({
      style: `s${random.below(3)}`,
      topic: `t${random.below(4)}`,
      wrapper: `w${random.below(2)}`,
      generation: random.below(6),
      total: random.uniform() < 0.4 ? 95 : 30,
    }),
  )
  const counts = new Counts(90, 0.9)
  for (const job of jobs) counts.add(job)
  const model = new Model(counts.statistics())

  it('is the weighted Bayesian regression on one-hot rows', () => {
    const size = 1 + 4 + 3 + 2 + 6
    expect(model.size).toBe(size)
    const a = Array.from({ length: size }, (_, i) =>
      Array.from({ length: size }, (_, j): number =>
        i === j ? (i === 0 ? MEAN_PRIOR : i < 10 ? MAIN_PRIOR : CELL_PRIOR) : 0,
      ),
    )
    const b = new Array<number>(size).fill(0)
    let [weights, passes] = [0, 0]
    for (const { style, topic, wrapper, generation, score } of jobs) {
      const [s, t, w] = [Number(style[1]), Number(topic[1]), Number(wrapper[1])]
      const x = new Array<number>(size).fill(0)
      for (const column of [0, 1 + t, 5 + s, 8 + w, 10 + s * 2 + w]) x[column] = 1
      const weight = 0.9 ** (5 - generation)
      const y = score!.total >= 90 ? 1 : 0
      weights += weight
      passes += weight * y
      for (let i = 0; i < size; i++) {
        b[i] = b[i]! + weight * x[i]! * y
        for (let j = 0; j < size; j++) a[i]![j] = a[i]![j]! + weight * x[i]! * x[j]!
      }
    }
    const covariance = inverse(a)
    const mean = times(covariance, b)
    for (let i = 0; i < size; i++) expect(model.posterior.mean[i]).toBeCloseTo(mean[i]!, 4)
    const p = (passes + 1) / (weights + 2)
    const c = new Float64Array(size)
    c[5] = 1
    c[6] = -1
    const variance = covariance[5]![5]! + covariance[6]![6]! - 2 * covariance[5]![6]!
    expect(model.combination(c).sd).toBeCloseTo(Math.sqrt(p * (1 - p) * variance), 4)
  })

  it('has a closed form for one style, topic and wrapper: the pass rate, drawn a little to the prior', () => {
    const one = new Counts(90)
    for (const job of results(100, 30)) one.add(job)
    const { posterior } = new Model(one.statistics())
    // all five effects act as one, whose prior variance is the sum of theirs
    const prior = 1 / (1 / MEAN_PRIOR + 3 / MAIN_PRIOR + 1 / CELL_PRIOR)
    expect(posterior.mean.reduce((sum, x) => sum + x, 0)).toBeCloseTo(30 / (100 + prior), 9)
  })

  it('keeps a column for levels of which nothing is known, at the average', () => {
    const wide = new Model(counts.statistics(), { styles: ['new'], topics: [], wrappers: ['w9'] })
    expect(wide.styles).toEqual(['s0', 's1', 's2', 'new'])
    expect(wide.posterior.mean[wide.styleAt + 3]).toBeCloseTo(0, 9)
    expect(wide.posterior.mean[wide.styleAt]).toBeCloseTo(model.posterior.mean[model.styleAt]!, 9)
  })
})
