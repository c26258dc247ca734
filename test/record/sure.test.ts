import { describe, expect, it } from 'vitest'
import { KINDS, type KindName } from '../../src/record/kinds.js'
import { sureOf } from '../../src/record/sure.js'
import fc from '../support/property.js'

const names = Object.keys(KINDS) as KindName[]
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom(
    -1,
    0.5,
    2,
    Number.POSITIVE_INFINITY,
    'up',
    'human',
    [],
    [['a', 'b', 'c']],
    [{ assistant: 1 }],
    {},
  ),
)

describe('sureOf', () => {
  it.each(names)('says so only of what fits the schema: %s', (name) => {
    const { schema } = KINDS[name]
    const sure = sureOf(schema)
    const fields = Object.keys(schema.shape)
    const record = fc.dictionary(fc.constantFrom(...fields, 'other', '__proto__'), odd, { maxKeys: 6 })
    fc.assert(
      fc.property(record, (value) => {
        if (sure(value)) expect(schema.safeParse(value).success).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it.each([
    [{ user: 'a', assistant: 'b' }, true],
    [
      { schema: 'strom.turn/1', user: 'a', assistant: '', index: 0, context: ['x'], other: { deep: 1 } },
      true,
    ],
    [
      { user: 'a', assistant: 'b', authors: { user: 'human' }, source: { file: 'f', at: 1 }, importance: 1 },
      true,
    ],
    [{ user: 'a' }, false],
    [{ user: 'a', assistant: 'b', index: -1 }, false],
    [{ user: 'a', assistant: 'b', importance: 1.1 }, false],
    [{ user: 'a', assistant: 'b', authors: { user: 'nobody' } }, false],
    [{ schema: 'strom.turn/2', user: 'a', assistant: 'b' }, false],
    [JSON.parse('{"user":"a","assistant":"b","pair_confidence":1e999}'), false],
    [[], false],
    [null, false],
  ])('knows a turn by a look: %j', (value, expected) => {
    expect(sureOf(KINDS.turn.schema)(value)).toBe(expected)
    expect(KINDS.turn.schema.safeParse(value).success).toBe(expected)
  })
})
