import { expect, it } from 'vitest'
import { JsonLines } from '../../src/stream/json-lines.js'
import fc from '../support/property.js'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8')

function written(records: readonly object[]): string {
  const lines = new JsonLines()
  let all = ''
  for (const record of records) {
    lines.add(record)
    if (lines.full) all += text(lines.take().out)
  }
  return all + text(lines.take().out)
}

const plain = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

it('writes what JSON.stringify writes, whatever the records hold and repeat', () => {
  const odd = fc.constantFrom(
    '"',
    '\\',
    '\n',
    '\u0000',
    '\u007f',
    'ä',
    '日',
    '😀',
    '\ud800',
    '\udc00',
    '\u2028',
  )
  const words = fc.array(fc.oneof(odd, fc.constant('x'.repeat(40)), fc.string()), { maxLength: 6 })
  const texts = words.map((parts) => parts.join(''))
  const pool = fc.array(texts, { minLength: 1, maxLength: 20 })
  const records = pool.chain((known) => {
    const said = fc.constantFrom(...known)
    const value = fc.oneof(said, fc.array(said, { maxLength: 6 }), fc.jsonValue(), fc.constant(undefined))
    const turn = fc.record({ id: texts, user: said, context: fc.array(said, { maxLength: 4 }), at: value })
    return fc.array(fc.oneof(turn, fc.dictionary(texts, value, { maxKeys: 40 })), { maxLength: 30 })
  })
  fc.assert(
    fc.property(records, (made) => {
      expect(written(made)).toBe(plain(made))
    }),
  )
})

it('writes texts that are longer than a block, and repeats them', () => {
  const long = `"${'é\n'.repeat(400_000)}`
  const records = [{ user: long }, { user: 'short', context: ['short', long] }, { user: long, n: 1 }]
  expect(written(records)).toBe(plain(records))
})

it('has few texts in mind, and none of the block before', () => {
  const texts = Array.from({ length: 5000 }, (_, n) => `${n % 40}`.repeat(60))
  const records = texts.map((user, n) => ({ user, context: texts.slice(Math.max(0, n - 20), n) }))
  expect(written(records)).toBe(plain(records))
})

it('counts the lines of each block', () => {
  const lines = new JsonLines()
  lines.add({})
  lines.add({ a: undefined, b: [] })
  expect(text(lines.take().out)).toBe('{}\n{"b":[]}\n')
  lines.add({ a: 1 })
  expect(lines.take()).toMatchObject({ written: 1 })
  expect(lines.take()).toMatchObject({ written: 0, out: { length: 0 } })
})
