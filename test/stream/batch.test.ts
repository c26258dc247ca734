import { expect, it } from 'vitest'
import { BadRecord } from '../../src/record/parse.js'
import { endBatch, runBatch, runRecord, type Step } from '../../src/stream/batch.js'
import type { Sink } from '../../src/stream/sink.js'

const deep = `{"user":"a","assistant":"b","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
const options = { stopAtBad: false, keepRejects: false }

it('takes a record that is nested deeper than the stack for a bad line, and goes on', async () => {
  const texts = [deep, '{"user":"c","assistant":"d"}']
  const result = await runBatch('turn', (turn, sink) => sink.emit(turn), { first: 1, texts }, options)
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

it('counts a line of white space of any kind for nothing', async () => {
  const texts = ['', ' ', '\u00a0', '\u3000\t', '\ufeff']
  expect((await runBatch('any', () => {}, { first: 1, texts }, options)).read).toBe(0)
})

it('puts fields into a record that has none', async () => {
  const extend: Step<'any'> = (_, sink) => sink.extend({ a: 1 })
  const { out } = await runBatch('any', extend, { first: 1, texts: ['{}', ' { } ', '{"b":2}'] }, options)
  expect(out).toEqual(['{"a":1}', '{"a":1}', '{"b":2,"a":1}'])
})

it('ends what was held in its order, as if the step had done it', async () => {
  const step: Step<'any'> = (record, sink) => {
    if (record.n === 2) sink.emit({ other: true }, 'p_0000000000000001')
    else if (record.n === 3) sink.reject('three')
    else sink.hold(record.n)
  }
  const texts = ['{"n":1}', ' {"n":2}', '{"n":3}', '{"n":4}', '{"n":5}']
  const kept = { stopAtBad: false, keepRejects: true }
  const result = await runBatch('any', step, { first: 7, texts }, kept)
  const seen: unknown[] = []
  const end = (n: number, sink: Sink) => {
    seen.push([n, sink.file, sink.line, sink.text])
    if (n === 1) sink.write('one')
    else if (n === 4) sink.reject('four', { twin: 'x' })
    else sink.pass()
  }
  const ended = endBatch(result, end, 'f', true)
  expect(seen).toEqual([
    [1, 'f', 7, '{"n":1}'],
    [4, 'f', 10, '{"n":4}'],
    [5, 'f', 11, '{"n":5}'],
  ])
  expect(ended.out).toEqual(['one', '{"other":true}', '{"n":5}'])
  expect(ended.keys).toEqual(['', 'p_0000000000000001', ''])
  expect(ended.rejected).toEqual({ three: 1, four: 1 })
  expect(ended.rejects).toEqual(['{"n":3,"rejected":"three"}', '{"n":4,"rejected":"four","twin":"x"}'])
  expect(ended.read).toBe(5)
})
