import { expect, it } from 'vitest'
import { Agreement } from '../../src/judge/agreement.js'
import { withChance } from '../../src/judge/chance.js'
import { type Label, labelOf } from '../../src/judge/labels.js'
import { auc, chanceOf, fitLine, kappa } from '../../src/judge/statistics.js'
import type { Judge, Preferred } from '../../src/record/judge.js'

it.each<[record: Record<string, unknown>, label: Label | undefined]>([
  [{ preferred: 'a' }, 'a'],
  [{ label: 'tie' }, 'tie'],
  [{ label: 'good' }, true],
  [{ label: false }, false],
  [{ label: 1 }, true],
  [{ feedback: 'down' }, false],
  [{ label: 'so so' }, undefined],
  [{}, undefined],
])('reads the label of %j', (record, label) => {
  expect(labelOf(record)).toBe(label)
})

it('takes chance out of agreement', () => {
  expect(
    kappa([
      ['a', 'a'],
      ['b', 'b'],
    ]),
  ).toBe(1)
  expect(
    kappa([
      ['a', 'a'],
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'b'],
    ]),
  ).toBe(0)
  // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: .7 agree, .5 by chance
  const table = [
    ['y', 'y', 20],
    ['y', 'n', 5],
    ['n', 'y', 10],
    ['n', 'n', 15],
  ] as const
  expect(kappa(table.flatMap(([a, b, n]) => Array.from({ length: n }, () => [a, b] as const)))).toBeCloseTo(
    0.4,
  )
})

it('counts how often the better one is above the worse one', () => {
  const points = (text: string) => [...text].map((c, value) => ({ value, good: c === '+' }))
  expect(auc(points('--++'))).toBe(1)
  expect(auc(points('+-+'))).toBe(0.5)
  expect(
    auc([
      { value: 1, good: true },
      { value: 1, good: false },
    ]),
  ).toBe(0.5)
  expect(auc(points('++'))).toBeNull()
})

it('makes a score the chance that was seen', () => {
  const seen = (score: number, good: number, of: number) =>
    Array.from({ length: of }, (_, i) => ({ score, target: i < good ? 1 : 0 }))
  const line = fitLine([...seen(20, 100, 1000), ...seen(80, 900, 1000)])
  expect(chanceOf(line, 20)).toBeCloseTo(0.1, 2)
  expect(chanceOf(line, 80)).toBeCloseTo(0.9, 2)
  for (const points of [seen(50, 3, 3), seen(50, 0, 3), [...seen(0, 0, 5), ...seen(100, 5, 5)]])
    for (const score of [0, 50, 100]) {
      expect(chanceOf(fitLine(points), score)).toBeGreaterThan(0)
      expect(chanceOf(fitLine(points), score)).toBeLessThan(1)
    }
})

const POINTS = { a: 100, tie: 50, b: 0 }
const verdict = (one: Preferred | null, two = one, more: Partial<Judge> = {}): Judge => {
  const preferred = one === two ? one : 'tie'
  return {
    model: 'm',
    rubric: 'pair',
    reason: '',
    score: one && two && preferred ? POINTS[preferred] : null,
    ...(one && two && preferred && { preferred }),
    orders: [one, two],
    ...more,
  }
}
const pair = { prompt: 'p', a: 'the longer one', b: 'short' }

it('reports agreement, position and length of pairs', () => {
  const agreement = new Agreement()
  agreement.add(verdict('a'), 'a', pair)
  agreement.add(verdict('a', 'b'), 'b', pair) // turned; the first shown was preferred each time
  agreement.add(verdict('b'), 'b', pair)
  agreement.add(verdict(null, 'a'), 'a', pair)
  agreement.add(verdict('tie'), 'tie', pair)
  const made = agreement.calibration()
  expect(made).toMatchObject({ model: 'm', rubric: 'pair', of: 'pairs', n: 5, no_verdict: 1 })
  expect(made.accuracy).toBe(0.6)
  expect(made.ranked).toBe(0.75) // two right, a tie and none of four
  expect(made.turned).toBe(0.25)
  expect(made.first).toBe(0.5714) // of seven that decided: a,b; a,a (both first); b,a; and the second of the fourth
  expect(made.longer).toEqual({ judge: 0.5, people: 0.3333 })
  expect(withChance(verdict('a'), made).chance).toBeGreaterThan(0.5)
  expect(withChance(verdict(null), made)).not.toHaveProperty('chance')
})

it('compares answers with labels of good and bad', () => {
  const agreement = new Agreement()
  const add = (score: number, label: Label, answer: string) =>
    agreement.add({ model: 'm', rubric: 'answer', reason: '', score }, label, { prompt: 'p', answer })
  add(90, true, 'longest one')
  add(60, false, 'longer')
  add(20, false, 'long')
  expect(agreement.calibration()).toMatchObject({
    of: 'answers',
    accuracy: 0.6667,
    ranked: 1,
    longer: { judge: 1, people: 1 },
  })
})

it('never mixes judges', () => {
  const agreement = new Agreement()
  agreement.add(verdict('a'), 'a', pair)
  agreement.add(verdict('b'), 'b', pair)
  for (const other of [{ simulated: true as const }, { model: 'n' }, { rubric: 'mine' }]) {
    expect(() => agreement.add(verdict('a', 'a', other), 'a', pair)).toThrow('it was judged by')
    expect(() => withChance(verdict('a', 'a', other), agreement.calibration())).toThrow(
      'the calibration is of',
    )
  }
  expect(() => agreement.add(verdict('a'), true, pair)).toThrow('its label is true, and pairs were judged')
  expect(() => new Agreement().calibration()).toThrow('0 verdicts have a label')
})
