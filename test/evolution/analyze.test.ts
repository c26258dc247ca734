import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/evolution/analyze.js'
import { effectiveNumber } from '../../src/evolution/frequencies.js'
import { Analysis } from '../../src/record/analysis.js'
import type { Result } from '../../src/record/loop.js'
import { result, results } from './results.js'

const analysisOf = (jobs: Result[], minScore = 90) => Analysis.parse(analyze(jobs, { minScore }))

/** s0 passes 30 of 40, s1 10 of 40, in two wrappers alike. */
const TWO_STYLES = ['w0', 'w1'].flatMap((wrapper) => [
  ...results(20, 15, { style: 's0', wrapper }),
  ...results(20, 5, { style: 's1', wrapper }),
])

describe('effects', () => {
  it('set each level against the average of the levels, with an interval and the chance to be best', () => {
    const { effects } = analysisOf(TWO_STYLES)
    const [best, worst] = effects.style ?? []
    expect(best).toMatchObject({ level: 's0', n: 40, pass: 30, fail: 10, missing: 0 })
    // observed +0.25, drawn to 0 by a prior worth a few jobs
    expect(best?.mean).toBeGreaterThan(0.18)
    expect(best?.mean).toBeLessThan(0.25)
    expect(worst?.mean).toBeCloseTo(-best!.mean, 9)
    expect(best!.interval[0]).toBeGreaterThan(0)
    expect(best!.interval[1] - best!.mean).toBeCloseTo(best!.mean - best!.interval[0], 3)
    expect(best!.p_best + worst!.p_best).toBeCloseTo(1, 9)
    expect(best!.p_best).toBeGreaterThan(0.99)
    for (const wrapper of effects.wrapper ?? []) expect(wrapper.mean).toBe(0)
  })

  it('have intervals that hold the truth in about 90 % of worlds as the prior describes them', () => {
    let held = 0
    for (let world = 0; world < 200; world++) {
      // pass rates of two styles that differ by d; the j-th of n evenly spaced jobs passes by a fixed rule
      const d = 0.3 * Math.sin(world * 12.9898)
      const random = lehmer(world + 1)
      const jobs = ['s0', 's1'].flatMap((style, s) =>
        Array.from({ length: 40 }, () =>
          result({ style, total: random() < 0.5 + (s ? -d : d) / 2 ? 95 : 40 }),
        ),
      )
      const effect = analyze(jobs, { minScore: 90 }).effects.style?.find(({ level }) => level === 's0')
      const [low, high] = effect!.interval
      if (low <= d / 2 && d / 2 <= high) held++
    }
    expect(held / 200).toBeGreaterThan(0.84)
    expect(held / 200).toBeLessThan(0.97)
  })

  it('say what a pass costs, and never call an unknown price 0', () => {
    const usage = { prompt_tokens: 100, completion_tokens: 300 }
    const jobs = [
      ...results(10, 5, { style: 'priced', usage, cost: 0.01 }),
      ...results(10, 5, { style: 'unknown', usage, cost: null }),
      ...results(10, 0, { style: 'failing', usage, cost: 0.01 }),
      result({ style: 'priced', class: 'timeout', score: null }),
    ]
    const { effects } = analysisOf(jobs)
    const of = (style: string) => effects.style?.find(({ level }) => level === style)
    expect(of('priced')).toMatchObject({ tokens_per_pass: 800, cost_per_pass: 0.02, missing: 1 })
    expect(of('unknown')).toMatchObject({ tokens_per_pass: 800, cost_per_pass: null })
    expect(of('failing')).toMatchObject({ tokens_per_pass: null, cost_per_pass: null })
  })

  it('can be derived again with another least score', () => {
    const jobs = [...results(10, 10, { style: 's0' }), ...results(10, 0, { style: 's1' })]
    expect(analysisOf(jobs, 30).effects.style?.every(({ pass, n }) => pass === n)).toBe(true)
    expect(analysisOf(jobs, 96).window.passed).toBe(0)
  })
})

describe('evidence', () => {
  it.each([
    ['thin', results(8, 4)],
    ['thin', ['s0', 's1', 's2', 's3'].flatMap((style) => results(10, 5, { style }))],
    ['good', TWO_STYLES],
  ])('is %s', (expected, jobs) => {
    const { evidence, recommendations } = analysisOf(jobs)
    expect(evidence).toBe(expected)
    expect(recommendations.join(' ').includes('Evidence is thin')).toBe(
      expected === 'thin' && jobs.length > 8,
    )
  })
})

describe('cells', () => {
  it('report a style in a wrapper from three scored jobs on', () => {
    const jobs = [...TWO_STYLES, ...results(2, 2, { style: 's2', wrapper: 'w0' })]
    const { cells } = analysisOf(jobs)
    expect(cells).toHaveLength(4)
    expect(cells[0]).toMatchObject({ style: 's0', n: 20, pass: 15 })
    expect(cells[0]!.mean).toBeGreaterThan(0.6)
    expect(cells.at(-1)).toMatchObject({ style: 's1', n: 20, pass: 5 })
  })
})

describe('fields', () => {
  it('that fail are counted by style and wrapper, and recommended to be mended', () => {
    const withField = (state: 'ok' | 'short' | 'missing', wrapper: string) => {
      const made = result({ format: 'human', wrapper, total: state === 'ok' ? 95 : 60 })
      made.score!.fields = {
        drift: { state: 'ok', words: 40, depth: 90 },
        wirkung: { state, words: 3, depth: 5 },
      }
      return made
    }
    const jobs = [
      ...Array.from({ length: 10 }, (_, i) => withField(i < 8 ? 'short' : 'missing', 'sigma')),
      ...Array.from({ length: 10 }, () => withField('ok', 'human')),
    ]
    const { fields, recommendations, exemplars } = analysisOf(jobs)
    expect(fields).toEqual([
      {
        format: 'human',
        field: 'wirkung',
        n: 20,
        failed: 10,
        kinds: { missing: 2, short: 8 },
        by_style: { s0: 0.5 },
        by_wrapper: { human: 0, sigma: 1 },
      },
    ])
    expect(recommendations.join('\n')).toContain(
      'Fields fail in the format human: wirkung in 50 % of 20 answers, mostly short, wirkung in 100 % with sigma',
    )
    expect(exemplars.failures.map(({ field, kind, n }) => [field, kind, n])).toEqual([
      ['wirkung', 'short', 8],
      ['wirkung', 'missing', 2],
    ])
    expect(exemplars.failures[0]?.contrast?.score).toBe(95)
  })
})

describe('exemplars', () => {
  it('show every topic before any topic twice, and passes against the odds first', () => {
    const jobs = [
      ...results(20, 20, { style: 'easy', topic: 'a' }),
      ...results(20, 1, { style: 'hard', topic: 'a' }),
      ...results(5, 5, { style: 'easy', topic: 'b' }),
      ...results(5, 5, { style: 'easy', topic: 'c' }),
    ]
    const { best } = analysisOf(jobs).exemplars
    expect(best[0]).toMatchObject({ style: 'hard', topic: 'a' })
    expect(new Set(best.slice(0, 3).map(({ topic }) => topic))).toEqual(new Set(['a', 'b', 'c']))
  })

  it('are bounded, whatever comes', () => {
    const jobs = Array.from({ length: 6000 }, (_, i) =>
      result({ topic: `t${i}`, text: 'x'.repeat(5000), total: i % 2 ? 95 : 80 + (i % 10) }),
    )
    const { exemplars } = analysisOf(jobs)
    expect(exemplars.best.length + exemplars.near_misses.length + exemplars.failures.length).toBeLessThan(60)
    expect(exemplars.near_misses[0]?.score).toBe(88)
    expect(exemplars.best.every(({ text }) => text.length <= 603)).toBe(true)
  })

  it('cut no character in half', () => {
    const { best } = analysisOf([result({ text: `x${'🌊'.repeat(400)}` })]).exemplars
    expect(best[0]?.text).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
  })
})

describe('recommendations', () => {
  it.each<[string, Result[], RegExp]>([
    ['nothing scored', [result({ class: 'auth', score: null })], /No job was scored yet/],
    ['nothing passed', results(30, 0), /None of 30 scored jobs reached 90. The nearest miss scored 40/],
    [
      'the back end fails',
      [...TWO_STYLES, ...results(20, 0, { class: 'timeout', score: null })],
      /20 of 100 jobs got no answer \(timeout 20\)/,
    ],
    [
      'refusals',
      [...TWO_STYLES, ...results(20, 0, { class: 'refused', score: null })],
      /20 of 100 jobs ended as refused/,
    ],
    [
      'a dear style',
      [
        ...results(10, 10, { style: 's0', usage: { prompt_tokens: 50, completion_tokens: 50 } }),
        ...results(10, 10, { style: 's1', usage: { prompt_tokens: 500, completion_tokens: 500 } }),
      ],
      /A pass costs 1000 tokens with s1 and 100 with s0/,
    ],
  ])('speak of it: %s', (_, jobs, expected) => {
    expect(analysisOf(jobs).recommendations.join('\n')).toMatch(expected)
  })
})

it('counts the effective number of styles', () => {
  expect(effectiveNumber([5, 5, 5, 5])).toBeCloseTo(4, 12)
  expect(effectiveNumber([20, 0, 0])).toBe(1)
  expect(effectiveNumber([])).toBe(0)
  const jobs = [...results(4, 4, { generation: 1 }), ...results(2, 1, { generation: 2, style: 's1' })]
  const { newest } = analysisOf([...jobs, result({ generation: 2, style: 's2' })])
  expect(newest).toMatchObject({ jobs: 3, scored: 3, passed: 2, styles: { s1: 2, s2: 1 } })
  expect(newest.effective_styles).toBeCloseTo(1.89, 2)
})

it('takes names from a log as names, whatever they are', () => {
  const names = ['__proto__', 'constructor', 'toString', '']
  const jobs = names.flatMap((name) =>
    results(4, 2, { style: name, topic: name, category: name, wrapper: name, format: name }),
  )
  const analysis = JSON.parse(JSON.stringify(analyze(jobs, { minScore: 90 }))) as Analysis
  expect(analysis.effects.style?.map(({ level }) => level).sort()).toEqual([...names].sort())
  expect(Object.keys(analysis.newest.styles)).toHaveLength(4)
  expect(Object.keys(analysis.statistics.champions.styles)).toHaveLength(4)
})

/** Park and Miller's generator: an independent source of chance. */
function lehmer(seed: number): () => number {
  let state = seed * 7919
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
