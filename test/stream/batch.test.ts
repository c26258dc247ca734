import { expect, it } from 'vitest'
import { BadRecord } from '../../src/record/parse.js'
import { runBatch, runRecord, type Step } from '../../src/stream/batch.js'

const deep = `{"user":"a","assistant":"b","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
const options = { stopAtBad: false, keepRejects: false }

it('takes a record that is nested deeper than the stack for a bad line, and goes on', async () => {
  const texts = [deep, '{"user":"c","assistant":"d"}']
  const result = runBatch('turn', (turn, sink) => sink.emit(turn), { first: 1, texts }, options)
  expect(result.bad.map(({ line }) => line)).toEqual([1])
  expect(result.out).toHaveLength(1)
  const line = { text: deep, line: 1, broken: false }
  const end = await runRecord('turn', async (turn) => (sink) => sink.emit(turn), line, false)
  expect((await end()).bad).toHaveLength(1)
})

it('takes what work that waits says of its record for a bad line', async () => {
  const work = async () => {
    throw new BadRecord({ message: 'no such wrapper' })
  }
  const line = { text: '{"user":"a","assistant":"b"}', line: 3, broken: false }
  const { bad } = await (await runRecord('turn', work, line, false))()
  expect(bad.map(({ line, problem }) => [line, problem.message])).toEqual([[3, 'no such wrapper']])
})

it('counts a line of white space of any kind for nothing', () => {
  const texts = ['', ' ', '\u00a0', '\u3000\t', '\ufeff']
  expect(runBatch('any', () => {}, { first: 1, texts }, options).read).toBe(0)
})

it('puts fields into a record that has none', () => {
  const extend: Step<'any'> = (_, sink) => sink.extend({ a: 1 })
  const { out } = runBatch('any', extend, { first: 1, texts: ['{}', ' { } ', '{"b":2}'] }, options)
  expect(out).toEqual(['{"a":1}', '{"a":1}', '{"b":2,"a":1}'])
})
