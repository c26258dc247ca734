import { expect, it } from 'vitest'
import { BadRecord } from '../../src/record/parse.js'
import { endBatch, runBatch, runRecord, type Step } from '../../src/stream/batch.js'
import type { BatchResult, Sink } from '../../src/stream/sink.js'

const deep = `{"user":"a","assistant":"b","x":${'['.repeat(50_000)}${']'.repeat(50_000)}}`
const options = { stopAtBad: false, keepRejects: false }
const block = (texts: string[], first = 1) => ({ file: 'f', first, bytes: Buffer.from(texts.join('\n')) })
const linesOf = (bytes: Uint8Array) => Buffer.from(bytes).toString().split('\n').slice(0, -1)
const keyed = ({ out, keyed = [] }: BatchResult) =>
  keyed.map(({ key, start, end }) => [key, Buffer.from(out.subarray(start, end)).toString()])

it('takes a record that is nested deeper than the stack for a bad line, and goes on', async () => {
  const texts = [deep, '{"user":"c","assistant":"d"}']
  const result = await runBatch('turn', (turn, sink) => sink.emit(turn), block(texts), options)
  expect(result.bad.map(({ line }) => line)).toEqual([1])
  expect([result.written, linesOf(result.out).length]).toEqual([1, 1])
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
  expect((await runBatch('any', () => {}, block(texts), options)).read).toBe(0)
})

it('puts fields into a record that has none', async () => {
  const extend: Step<'any'> = (_, sink) => sink.extend({ a: 1 })
  const { out } = await runBatch('any', extend, block(['{}', ' { } ', '{"b":2}']), options)
  expect(linesOf(out)).toEqual(['{"a":1}', '{"a":1}', '{"b":2,"a":1}'])
})

it('keeps the bytes of a record, whatever is around it', async () => {
  const texts = [
    '\t{"user":"\u00e9\ud83d\ude00\\u00e9","assistant": "b"} \r',
    '{"assistant":"d","user":"c","id":"x"}',
  ]
  const score: Step<'turn'> = (_, sink) => {
    sink.extend({ a: 'ü' })
    sink.extend({ id: 'y' })
    sink.pass()
    sink.write(sink.text)
  }
  const { out } = await runBatch('turn', score, block(texts), options)
  const tag = '{"schema":"strom.turn/1",'
  const [one, two] = [`${tag}${texts[0]?.slice(2, -3)}`, `${tag}${texts[1]?.slice(1, -1)}`]
  expect(linesOf(out)).toEqual([
    `${one},"a":"ü"}`,
    `${one},"id":"y"}`,
    `${one}}`,
    `${one}}`,
    `${two},"a":"ü"}`,
    `${two.replace('"x"', '"y"')}}`,
    `${two}}`,
    `${two}}`,
  ])
})

it('writes the record that an error record holds', async () => {
  const texts = ['{"schema":"strom.error/1","error":{"message":"m"},"record":{"n":1}}']
  const { out } = await runBatch('any', (_, sink) => sink.extend({ a: 1 }), block(texts), options)
  expect(linesOf(out)).toEqual(['{"n":1,"a":1}'])
})

it('ends what was held in its order, as if the step had done it', async () => {
  const step: Step<'any'> = (record, sink) => {
    if (record.n === 2) sink.emit({ other: true }, 'p_0000000000000001')
    else if (record.n === 3) sink.reject('three')
    else sink.hold(record.n)
  }
  const texts = ['{"n":1}', ' {"n":2}', '{"n":3}', '{"n":4}', '{"n":5}']
  const kept = { stopAtBad: false, keepRejects: true }
  const result = await runBatch('any', step, block(texts, 7), kept)
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
  expect(linesOf(ended.out)).toEqual(['one', '{"other":true}', '{"n":5}'])
  expect(ended.written).toBe(3)
  expect(keyed(ended)).toEqual([['p_0000000000000001', '{"other":true}\n']])
  expect(ended.rejected).toEqual({ three: 1, four: 1 })
  expect(linesOf(ended.rejects)).toEqual([
    '{"n":3,"rejected":"three"}',
    '{"n":4,"rejected":"four","twin":"x"}',
  ])
  expect(ended.read).toBe(5)
})
