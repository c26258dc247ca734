import { expect, it } from 'vitest'
import { KINDS, type KindName } from '../../src/record/kinds.js'
import { kindOf, parseRecord } from '../../src/record/parse.js'
import { SAMPLES } from '../contract/samples.js'

it('takes a line without a schema where its shape is clear', () => {
  const parsed = parseRecord('turn', '{"user":"a","assistant":"b","extra":[1]}')
  expect('record' in parsed && parsed.record).toEqual({ user: 'a', assistant: 'b', extra: [1] })
})

it('tells every kind by its shape alone', () => {
  for (const [kind, make] of Object.entries(SAMPLES)) {
    if (!(kind in KINDS)) continue
    const { schema, ...bare } = make(1)
    expect(schema).toBe(`strom.${kind}/1`)
    expect(kindOf(bare)).toBe(kind)
  }
})

it('unwraps an error record, whether it kept a text or a record', () => {
  const turn = '{"user":"a","assistant":"b"}'
  for (const record of [turn, JSON.parse(turn)]) {
    const wrapped = JSON.stringify({ schema: 'strom.error/1', error: { message: 'x' }, record })
    const parsed = parseRecord('turn', wrapped)
    expect('text' in parsed && parsed.text).toBe(turn)
  }
})

it.each<[string, string, KindName, RegExp]>([
  ['not JSON', '{"a":', 'turn', /^not JSON/],
  ['a number', '4', 'turn', /expected a turn record, got a number/],
  ['null', 'null', 'turn', /got null/],
  ['another kind by its tag', '{"schema":"strom.turn/1"}', 'pattern', /got strom.turn\/1/],
  ['another kind by its shape', '{"user":"a","assistant":"b"}', 'pattern', /got a turn record/],
  ['a newer version', '{"schema":"strom.turn/2","user":"a","assistant":"b"}', 'turn', /another version/],
  [
    'an error record nested deeper than the stack',
    `${'{"schema":"strom.error/1","record":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
    'turn',
    /got a number/,
  ],
  ['a wrong field', '{"user":"a","assistant":"b","importance":2}', 'turn', /turn\.importance/],
])('refuses %s', (_name, text, kind, message) => {
  const parsed = parseRecord(kind, text)
  expect('problem' in parsed && parsed.problem?.message).toMatch(message)
})
