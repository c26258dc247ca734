import { describe, expect, it } from 'vitest'
import { analyze } from '../../src/evolution/analyze.js'
import { changes, type Observation } from '../../src/evolution/change.js'
import { Counts } from '../../src/evolution/counts.js'
import { explain } from '../../src/evolution/explain.js'
import { learn } from '../../src/evolution/learn.js'
import { Random } from '../../src/evolution/random.js'
import { results } from './results.js'

/** Twenty jobs of style 0 a generation, and ten of style 1 that pass half of the time. */
function history(rates: readonly number[], wrapperOf: (g: number) => number = () => 0): Observation[] {
  return rates.flatMap((rate, generation) => [
    { style: 0, wrapper: wrapperOf(generation), generation, jobs: 20, passes: Math.round(20 * rate) },
    { style: 1, wrapper: 0, generation, jobs: 10, passes: 5 },
  ])
}

describe('changes', () => {
  it.each<[string, number[], number[]]>([
    ['a fall', [0.8, 0.8, 0.8, 0.1, 0.1, 0.1], [3]],
    ['two falls', [0.95, 0.95, 0.95, 0.5, 0.5, 0.5, 0.5, 0.5, 0], [3, 8]],
    ['no rise', [0.1, 0.1, 0.1, 0.9, 0.9], []],
    ['no slow decline', [0.8, 0.8, 0.7, 0.6, 0.6, 0.5, 0.4], []],
    ['nothing where nothing changes', [0.5, 0.6, 0.4, 0.5, 0.3, 0.7], []],
    ['nothing in a single generation', [0], []],
  ])('find %s', (_, rates, expected) => {
    const found = changes(history(rates), 0.9)
    expect(found).toEqual(expected.map((generation) => ({ style: 0, generation })))
  })

  it('do not take a poorer wrapper for a poorer style', () => {
    const rates = [0.9, 0.1, 0.9, 0.1, 0.9, 0.9, 0.9, 0.1]
    const wrapperOf = (g: number) => (rates[g]! > 0.5 ? 0 : 1)
    expect(changes(history(rates, wrapperOf), 0.9)).toEqual([])
    expect(
      changes(
        history([0.9, 0.9, 0.9, 0.1], (g) => (g === 3 ? 1 : 0)),
        0.9,
      ),
    ).toEqual([])
  })

  it('take one or two failures of a good style for bad luck', () => {
    const good = history([0.9, 0.9, 0.9, 0.9])
    const unlucky = { style: 0, wrapper: 0, generation: 4, jobs: 2, passes: 0 }
    expect(changes([...good, unlucky], 0.9)).toEqual([])
  })

  it('are rarely found where there are none', () => {
    const random = new Random(4)
    let alarms = 0
    for (let run = 0; run < 200; run++) {
      const observations = Array.from({ length: 25 * 8 }, (_, i) => {
        const jobs = random.below(8)
        const passes = Array.from({ length: jobs }, () => random.uniform() < 0.6).filter(Boolean).length
        return { style: i % 8, wrapper: random.below(3), generation: Math.floor(i / 8), jobs, passes }
      })
      alarms += changes(observations, 0.9).length
    }
    expect(alarms / 200).toBeLessThan(0.2)
  })
})

describe('after a change', () => {
  const jobs = [1, 2, 3, 4, 5].flatMap((generation) => [
    ...results(10, generation < 5 ? 9 : 1, { generation, style: 'casual' }),
    ...results(10, 5, { generation, style: 'kreativ' }),
  ])

  it('older jobs of the style weigh a tenth, those of others as before', () => {
    const counts = new Counts(90, 1)
    for (const job of jobs) counts.add(job)
    const { cells, styles, changes: found } = counts.statistics()
    expect(found).toEqual([{ style: 'casual', generation: 5 }])
    const weights = Object.fromEntries(cells.map(([s, , , weight]) => [styles[s]?.level, weight]))
    expect(weights).toEqual({ casual: 14, kreativ: 50 })
  })

  it('the analysis says so, and the style no longer leads', () => {
    const analysis = analyze(jobs, { minScore: 90 })
    const { recommendations, effects } = analysis
    expect(recommendations.join('\n')).toContain('Since generation 5 casual passes far less than before')
    expect(effects.style?.[0]?.level).toBe('kreativ')
    const options = {
      styles: ['casual', 'kreativ'],
      topics: { k0: ['t0'] },
      wrappers: ['w0'],
      batchSize: 10,
      feedbackStrength: 0.8,
      seed: 1,
      language: 'en',
      maxSamples: 5,
    }
    expect(explain(analysis, learn(analysis, options), options)).toContain('fell in generation 5')
  })
})
