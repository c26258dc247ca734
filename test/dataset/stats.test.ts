import { expect, it } from 'vitest'
import { Distribution, Fractions } from '../../src/dataset/stats/distribution.js'
import { Stats } from '../../src/dataset/stats/stats.js'
import { TokenSample } from '../../src/dataset/stats/tokens.js'
import fc from '../support/property.js'

it('estimates quantiles to within a tenth', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1e6 }), { minLength: 1 }),
      fc.double({ min: 0.05, max: 1, noNaN: true }),
      (values, q) => {
        const distribution = new Distribution()
        for (const value of values) distribution.add(value)
        const exact = values.sort((a, b) => a - b)[Math.ceil(q * values.length) - 1] ?? 0
        const found = distribution.quantile(q)
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.1))
      },
    ),
  )
})

it('estimates quantiles of fractions to within half a hundredth', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
      const fractions = new Fractions()
      for (const value of values) fractions.add(value)
      const sorted = [...values].sort((a, b) => a - b)
      const { p10, p50, p90 } = fractions.report()
      for (const [q, found] of [
        [0.1, p10],
        [0.5, p50],
        [0.9, p90],
      ] as const)
        expect(Math.abs(found - (sorted[Math.ceil(q * values.length) - 1] ?? 0))).toBeLessThanOrEqual(0.0051)
    }),
  )
})

it('counts turns, patterns and examples', () => {
  const stats = new Stats()
  stats.add({
    schema: 'strom.turn/1',
    user: 'ab',
    assistant: 'abcd',
    importance: 0.5,
    quality: 0.8,
    signal: true,
  })
  stats.add({ schema: 'strom.turn/1', user: 'ab', assistant: 'abcd', importance: 0.1, signal: false })
  stats.add({ schema: 'strom.pattern/1', kind: 'causal', confidence: 0.7 })
  stats.add({ schema: 'strom.pattern/1', kind: 'causal', confidence: 0.69 })
  stats.add({ schema: 'strom.example/1', instruction: 'abc', input: '', output: 'abcdefghi' })
  stats.add({ what: 'ever' })
  expect(stats.report((text) => text.length / 3)).toMatchObject({
    records: { turn: 2, pattern: 2, example: 1, other: 1 },
    turns: {
      signal_rate: 0.5,
      mean_importance: 0.3,
      importance: { p10: 0.1, p90: 0.5 },
      quality: { mean: 0.8, p50: 0.8 },
      assistant_length: { mean: 4, max: 4 },
    },
    patterns: { kinds: { causal: 2 }, confident: 0.5 },
    examples: { approximate_tokens: 4 },
  })
})

it('counts what agents did', () => {
  const stats = new Stats()
  const call = (name: string, result?: object) => ({ id: 'c', name, arguments: {}, result })
  stats.add({
    user: 'q',
    assistant: '',
    parent: { conversation: 'p' },
    steps: [
      {
        reasoning: 'four',
        calls: [call('Read', { text: 'x'.repeat(100), cut: 500 }), call('Run', { text: '', error: true })],
      },
      { from: 'runtime', name: 'note', text: 'n' },
      { calls: [call('Run')], stop: 'interrupted' },
    ],
  })
  stats.add({ user: 'q', assistant: 'plain' })
  expect(stats.report().agents).toMatchObject({
    turns: 1,
    turns_of_subagents: 1,
    steps: 2,
    remarks_of_runtimes_and_agents: 1,
    steps_not_to_learn: 1,
    calls: 3,
    calls_by_name: { Run: 2, Read: 1 },
    errors: 1,
    without_result: 1,
    cut_results: 1,
    reasoning: { steps: 1, characters: 4 },
  })
})

it('counts the tokens of a sample and scales, however long the texts are', () => {
  const sample = new TokenSample()
  let counted = 0
  for (let i = 0; i < 300; i++) sample.add('x'.repeat(10_000))
  const tokens = sample.estimate((text) => {
    counted += text.length
    return text.length / 4
  })
  expect(tokens).toBe(750_000)
  expect(counted).toBeLessThanOrEqual(500_000)
})
