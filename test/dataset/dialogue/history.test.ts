import { describe, expect, it } from 'vitest'
import { Conversations } from '../../../src/dataset/dialogue/conversations.js'
import { History } from '../../../src/dataset/dialogue/history.js'
import { type Pair, Preferences, type Rated } from '../../../src/dataset/dialogue/preferences.js'
import type { Turn } from '../../../src/record/turn.js'

const turn = (n: number, more: Partial<Turn> = {}): Turn => ({
  id: `t_${n}`,
  conversation: 'c',
  index: n,
  user: `q${n}`,
  assistant: `a${n}`,
  ...more,
})
const said = (messages: readonly { role: string; content: string | null }[]) =>
  messages.map(({ role, content }) => (role === 'system' ? `[${content}]` : content)).join(' ')

describe('what was said before a turn', () => {
  it.each<[string, Turn[], string, ('mask' | 'drop')?]>([
    ['nothing before the first', [turn(0)], ''],
    ['the turns of its conversation', [turn(0), turn(1), turn(2)], 'q0 a0 q1 a1'],
    ['of no other one', [turn(0), turn(1, { conversation: 'd' })], ''],
    [
      'nothing where conversations have no name',
      [turn(0, { conversation: undefined }), turn(1, { conversation: undefined })],
      '',
    ],
    ['of its branch', [turn(0), turn(1), turn(2), turn(1, { user: 'other' })], 'q0 a0'],
    ['nothing from before a hole', [turn(0), turn(7), turn(8)], 'q7 a7'],
    [
      'without numbers in the order they come',
      [turn(0, { index: undefined }), turn(1, { index: undefined })],
      'q0 a0',
    ],
    ['noise as context', [turn(0, { signal: false }), turn(1)], 'q0 a0'],
    ['or no noise', [turn(0, { signal: false }), turn(1)], '', 'drop'],
    ['its own system text', [turn(0, { system: 'old' }), turn(1, { system: 'new' })], '[new] q0 a0'],
    ["or the conversation's", [turn(0, { system: 'old' }), turn(1)], '[old] q0 a0'],
    [
      'the last ten turns',
      Array.from({ length: 13 }, (_, n) => turn(n)),
      Array.from({ length: 10 }, (_, n) => `q${n + 2} a${n + 2}`).join(' '),
    ],
    ['as far as there is room', [turn(0), turn(1, { user: 'x'.repeat(200_000) }), turn(2)], ''],
  ])('%s', (_, turns, expected, noise = 'mask') => {
    const history = new History(noise)
    const all = turns.map((each) => said(history.before(each)))
    expect(all.at(-1)).toBe(expected)
  })
})

it('a preference and a rating hold the conversation before them', () => {
  const turns = [
    turn(0, { assistant: 'bad', feedback: 'down' }),
    turn(1, { alternatives: [{ assistant: 'b1' }, { assistant: 'c1', feedback: 'up' }] }),
  ]
  const [pairs, rated] = [new Preferences(new History('mask')), new Preferences(new History('mask'))]
  const found = turns.flatMap((each) => pairs.pairs(each) as Pair[])
  expect(found.map(({ prompt, chosen, rejected }) => `${said(prompt)} | ${chosen} > ${rejected}`)).toEqual([
    'q0 bad q1 | c1 > a1',
    'q0 bad q1 | c1 > b1',
  ])
  expect(
    turns
      .flatMap((each) => rated.rated(each) as Rated[])
      .map(({ prompt, completion, label }) => `${said(prompt)} | ${completion} ${label}`),
  ).toEqual(['q0 | bad false', 'q0 bad q1 | c1 true'])
})

describe('a conversation with branches', () => {
  const rows = (turns: Turn[], noise: 'mask' | 'drop') => {
    const conversations = new Conversations(noise)
    const joined = [...turns.map((each) => conversations.add(each)), conversations.end()]
    return {
      rows: joined.flatMap((each) =>
        (each?.dialogues ?? []).map(({ messages }) =>
          messages.map(({ content, masked }) => (masked ? `(${content})` : content)).join(' '),
        ),
      ),
      rejected: joined.flatMap(
        (each) => each?.rejected.map(({ turn: { id }, reason }) => `${id} ${reason}`) ?? [],
      ),
    }
  }
  const tree = [
    turn(0),
    turn(1),
    turn(2),
    turn(1, { id: 't_1b', user: 'edited' }),
    turn(2, { id: 't_2b', signal: false }),
  ]

  it('becomes a row for each, trained on once', () => {
    expect(rows(tree, 'mask')).toEqual({
      rows: ['q0 a0 q1 a1 q2 a2', 'q0 (a0) edited a1'],
      rejected: ['t_2b noise'],
    })
  })

  it('keeps its root where no answer can be masked', () => {
    expect(rows(tree, 'drop').rows).toEqual(['q0 a0 q1 a1 q2 a2', 'q0 a0 edited a1'])
  })

  it('answers once for a turn that is in two branches', () => {
    const noisy = [turn(0, { signal: false }), turn(1), turn(1, { id: 't_1b', assistant: ' ' })]
    expect(rows(noisy, 'drop')).toEqual({ rows: ['q1 a1'], rejected: ['t_0 noise', 't_1b empty'] })
    expect(rows(noisy, 'mask')).toEqual({ rows: ['q0 (a0) q1 a1'], rejected: ['t_1b empty'] })
  })
})
