import { expect, it } from 'vitest'
import { OutcomeStats } from '../../src/dataset/stats/outcomes.js'

it('counts evidence, and shows the mean outcome by length and by words of agreement', () => {
  const stats = new OutcomeStats()
  const turn = (assistant: string, kind: string, value: number | null) => ({
    user: 'Q',
    assistant,
    outcome: { value, evidence: [{ kind, value }] },
  })
  stats.add(turn('You are right, good point.', 'accept', 0.8))
  stats.add(turn('No.', 'reject', -0.8))
  stats.add(turn('x'.repeat(2000), 'new topic', null))
  stats.add({ user: 'Q', assistant: 'A' })
  expect(stats.report()).toEqual({
    outcomes: {
      turns: 3,
      known: 2,
      evidence: { accept: 1, reject: 1, 'new topic': 1 },
      mean: { 'agrees with the person (1)': 0.8, 'does not agree (1)': -0.8, 'length: up to 300 (2)': 0 },
    },
  })
  expect(new OutcomeStats().report()).toEqual({})
})
