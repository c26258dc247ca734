import { expect, it } from 'vitest'
import { Taught } from '../../src/evolution/taught.js'
import type { ResultClass } from '../../src/record/loop.js'
import { result } from './results.js'

const nothing = (jobs: readonly [kind: ResultClass, total: number | null, generation?: number][]) => {
  const taught = new Taught(2, 90)
  for (const [kind, total, generation = 2] of jobs) {
    const made = result({ total: total ?? 0 })
    taught.add({ ...made, class: kind, generation, ...(total === null && { score: null }) })
  }
  return taught.nothing()
}

it('is silent where something passed, or there was nothing', () => {
  expect(nothing([])).toBeUndefined()
  expect(
    nothing([
      ['ok', 95],
      ['malformed', 10],
    ]),
  ).toBeUndefined()
})

it('says how the jobs of its own generation failed, and what to try', () => {
  expect(
    nothing([
      ['ok', 95, 1],
      ['malformed', 10],
      ['malformed', null],
      ['ok', 41],
    ]),
  ).toBe(
    'generation 2 taught nothing: none of 3 jobs reached 90 (malformed 2, below the least score 1; the best has 41). Try wrappers with fewer fields, another model, or a lower --min-score',
  )
  expect(
    nothing([
      ['weak', null],
      ['weak', null],
      ['malformed', null],
    ]),
  ).toMatch(/hardly writes prompts: try another one/)
  expect(nothing([['network', null]])).toMatch(/none of 1 jobs reached 90 \(network 1\)$/)
})
