import { expect, it } from 'vitest'
import { outcomeOf } from '../../src/evolution/outcome.js'
import { RESULT_CLASSES, type ResultClass } from '../../src/record/loop.js'
import { result } from './results.js'

const CASES: [kind: ResultClass, total: number | null, outcome: string][] = [
  ['ok', 90, 'pass'],
  ['ok', 89.99, 'fail'],
  ['ok', null, 'fail'],
  ['refused', null, 'fail'],
  ['content_filter', null, 'fail'],
  ['malformed', 95, 'fail'],
  ['truncated', 95, 'fail'],
  ['duplicate', null, 'fail'],
  ['weak', null, 'fail'],
  ['too_long', null, 'fail'],
  ['rate_limited', null, 'missing'],
  ['server_error', null, 'missing'],
  ['network', null, 'missing'],
  ['timeout', null, 'missing'],
  ['cancelled', null, 'missing'],
  ['budget', null, 'missing'],
  ['auth', null, 'missing'],
]

it.each(CASES)('%s with a score of %s counts as %s', (kind, total, outcome) => {
  const made = total === null ? { ...result(), score: null } : result({ total })
  expect(outcomeOf({ ...made, class: kind }, 90)).toBe(outcome)
})

it('has an outcome for every class', () => {
  expect(new Set(CASES.map(([kind]) => kind))).toEqual(new Set(RESULT_CLASSES))
})
