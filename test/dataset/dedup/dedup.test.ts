import { describe, expect, it } from 'vitest'
import { Dedup, type Sight, sightOf } from '../../../src/dataset/dedup/dedup.js'
import { type DedupSink, WholeConversations } from '../../../src/dataset/dedup/whole.js'
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

describe('conversations stay whole', () => {
  const turn = (
    conversation: string,
    index: number,
    user: string,
    assistant: string,
    context: string[] = [],
  ) => ({
    id: `${conversation}-${index}`,
    conversation,
    index,
    user,
    assistant,
    ...(context.length && { context }),
  })
  const START = ['Which oven suits a small kitchen?', 'One of 45 cm with hot air.'] as const
  const OTHER = ['Which lamp suits a small kitchen?', 'A flat one under the cupboards.'] as const
  const AGAIN = ['And what does it cost?', 'Between 300 and 500 euros.'] as const
  const NEW = ['Who installs it?', 'An electrician, as it needs its own fuse.'] as const

  /** What is written, as `id` or `id*` where it is context only; and the ids that are rejected. */
  function run(records: Record<string, unknown>[]) {
    const see = sightOf({ near: true, texts: false })
    const conversations = new WholeConversations(new Dedup({ near: 0.72 }))
    const [written, rejected]: [string[], string[]] = [[], []]
    const sink = (record: Record<string, unknown>): DedupSink => ({
      ...at(1),
      text: JSON.stringify(record),
      pass: () => written.push(String(record.id)),
      emit: (each) => {
        const { id, signal } = each as typeof record
        written.push(signal === false ? `${id}*` : String(id))
      },
      reject: (_reason, _detail, earlier = record) => rejected.push(String(earlier.id)),
    })
    for (const record of records) conversations.decide(see(record) as Sight, sink(record))
    conversations.end(sink({}))
    return { written, rejected }
  }

  it('the same words after others are another turn', () => {
    const records = [
      turn('a', 0, ...START),
      turn('a', 1, ...AGAIN, [...START]),
      turn('b', 0, ...OTHER),
      turn('b', 1, ...AGAIN, [...OTHER]),
    ]
    expect(run(records)).toEqual({ written: ['a-0', 'a-1', 'b-0', 'b-1'], rejected: [] })
  })

  it('a conversation that repeats whole goes whole', () => {
    const records = ['a', 'b'].flatMap((name) => [
      turn(name, 0, ...START),
      turn(name, 1, ...AGAIN, [...START]),
    ])
    expect(run(records)).toEqual({ written: ['a-0', 'a-1'], rejected: ['b-0', 'b-1'] })
  })

  it('what a new turn follows stays, and is not learned twice', () => {
    const fork = [
      turn('b', 0, ...START),
      turn('b', 1, ...AGAIN, [...START]),
      turn('b', 2, ...NEW, [...START, ...AGAIN]),
    ]
    const records = [turn('a', 0, ...START), turn('a', 1, ...AGAIN, [...START]), ...fork]
    expect(run(records)).toEqual({ written: ['a-0', 'a-1', 'b-0*', 'b-1*', 'b-2'], rejected: [] })
  })

  it('a repeat at the end goes', () => {
    const plain = { id: 'x', user: NEW[0], assistant: NEW[1] }
    const records = [plain, turn('b', 0, ...START), { ...turn('b', 1, ...NEW) }]
    expect(run(records)).toEqual({ written: ['x', 'b-0'], rejected: ['b-1'] })
  })

  it('more than are held become context at once', () => {
    const first = Array.from({ length: 1100 }, (_, i) =>
      turn('a', i, `Question ${i} of a`, `Answer ${i * 7} of it`),
    )
    const again = first.map((each) => ({ ...each, id: `b-${each.index}`, conversation: 'b' }))
    const { written, rejected } = run([...first, ...again])
    expect(written.length + rejected.length).toBe(2200)
    expect(written.filter((id) => id.endsWith('*'))).toHaveLength(1001)
  })
})
