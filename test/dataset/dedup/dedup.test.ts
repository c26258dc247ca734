import { expect, it } from 'vitest'
import { Dedup } from '../../../src/dataset/dedup/dedup.js'
import { textsOf } from '../../../src/record/texts.js'

const BENCH =
  'A train leaves the station at noon and travels sixty miles an hour towards the city until it stops'
const at = (line: number) => ({ file: 'a.jsonl', line })

it.each([
  ['turn', { id: 't', user: 'u', assistant: 'a', system: 's' }, ['u', 'a']],
  ['example', { id: 'e', instruction: 'i', input: '', output: 'o', meta: { pattern: 'x' } }, ['i', 'o']],
  [
    'messages',
    {
      messages: [
        { role: 'user', content: 'q' },
        { role: 'assistant', content: 'a' },
      ],
    },
    ['q', 'a'],
  ],
  ['conversations', { conversations: [{ from: 'human', value: 'q' }], system: 's' }, ['q']],
  ['parts', { messages: [{ role: 'user', content: [{ type: 'text', text: 'q' }] }] }, ['text', 'q']],
  ['pair', { prompt: 'p', completion: 'c' }, ['p', 'c']],
  ['text', { text: 't', label: 3 }, ['t']],
  [
    'turn with calls',
    {
      user: 'u',
      assistant: 'a',
      steps: [{ text: 'a', calls: [{ id: 'c', name: 'Run', arguments: { x: 1 }, result: { text: 'r' } }] }],
    },
    ['u', 'a', 'Run {"x":1}'],
  ],
  ['row with calls', { messages: [{ role: 'assistant', arguments: { role: 'x', from: 'y' } }] }, ['x', 'y']],
  ['unknown', { a: { b: ['c', null, 4, 'd'] }, id: 'x' }, ['c', 'd']],
  ['none', { n: 1 }, []],
])('reads the texts of a %s', (_, record, texts) => {
  expect(textsOf(record)).toEqual(texts)
})

it('names what a record repeats: its id, or file and line', () => {
  const dedup = new Dedup({ near: 0.72 })
  expect(dedup.see({ id: 't_1', text: BENCH }, at(1))).toBeUndefined()
  expect(dedup.see({ text: `${BENCH} there` }, at(2))).toMatchObject({
    reason: 'near duplicate',
    twin: 't_1',
  })
  expect(dedup.see({ text: 'something else' }, at(3))).toBeUndefined()
  expect(dedup.see({ text: 'something else' }, at(4))).toEqual({
    reason: 'duplicate',
    twin: 'a.jsonl:3',
    similarity: 1,
  })
})

it('leaves out what an older set has', () => {
  const dedup = new Dedup({ near: 0.72 })
  dedup.against({ text: BENCH }, { file: 'old.jsonl', line: 7 })
  dedup.against({ text: BENCH }, { file: 'old.jsonl', line: 8 })
  expect(dedup.see({ text: BENCH }, at(1))).toMatchObject({ reason: 'in the other set', twin: 'old.jsonl:7' })
  expect(dedup.see({ text: `Well: ${BENCH}` }, at(2))?.reason).toBe('near the other set')
})

it('finds 12 words in a row of a benchmark, and no fewer', () => {
  const dedup = new Dedup()
  dedup.decontaminate({ question: BENCH }, { file: 'bench.jsonl', line: 3 })
  const words = BENCH.split(' ')
  const part = (from: number, n: number) =>
    `Before. ${words
      .slice(from, from + n)
      .join(' ')
      .toUpperCase()}! After.`
  for (let from = 0; from + 12 <= words.length; from++)
    expect(dedup.see({ user: 'q', assistant: part(from, 12) }, at(1))).toEqual({
      reason: 'contaminated',
      twin: 'bench.jsonl:3',
    })
  expect(dedup.see({ user: 'q', assistant: part(2, 11) }, at(2))).toBeUndefined()
})

it('finds a short item of a benchmark where a text is the same', () => {
  const dedup = new Dedup()
  dedup.decontaminate({ question: 'What is 2 + 2?' }, { file: 'bench.jsonl', line: 1 })
  expect(dedup.see({ user: 'What is  2 + 2?', assistant: '4' }, at(1))?.reason).toBe('contaminated')
  expect(dedup.see({ user: 'What is 2 + 3?', assistant: '5' }, at(2))).toBeUndefined()
})

it('keeps records without text, all of them', () => {
  const dedup = new Dedup({ near: 0.72 })
  expect([dedup.see({ n: 1 }, at(1)), dedup.see({ n: 1 }, at(2))]).toEqual([undefined, undefined])
})
