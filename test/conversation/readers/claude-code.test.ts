import { describe, expect, it } from 'vitest'
import { importDocuments, importValues, pairs } from '../../support/import.js'

let count = 0
const record = (
  type: string,
  uuid: string,
  parentUuid: string | null,
  message: object | undefined,
  more = {},
) => ({
  type,
  uuid,
  parentUuid,
  sessionId: 's',
  timestamp: `2026-01-01T00:00:${String(count++ % 60).padStart(2, '0')}Z`,
  isSidechain: false,
  message,
  ...more,
})
const user = (uuid: string, parent: string | null, content: unknown, more = {}) =>
  record('user', uuid, parent, { role: 'user', content }, more)
const answer = (uuid: string, parent: string | null, block: object, id = uuid, more = {}) =>
  record('assistant', uuid, parent, { id, role: 'assistant', model: 'claude-x', content: [block] }, more)
const text = (value: string) => ({ type: 'text', text: value })
const toolUse = { type: 'tool_use', id: 't', name: 'Bash', input: {} }
const toolResult = [{ type: 'tool_result', tool_use_id: 't', content: 'secret' }]

describe('a session', () => {
  it('is one conversation, its answers merged over lines and tool calls', async () => {
    const result = await importValues([
      { type: 'summary', summary: 'secret', leafUuid: 'x' },
      user('u', null, 'Q'),
      answer('a', 'u', { type: 'thinking', thinking: 'secret' }, 'm1'),
      answer('b', 'a', text('First.'), 'm1'),
      answer('c', 'b', toolUse, 'm1'),
      user('r', 'c', toolResult, { toolUseResult: {} }),
      { type: 'progress', sessionId: 's', data: 'secret' },
      record('system', 'y', 'r', undefined, { content: 'secret' }),
      answer('d', 'y', text('Second.'), 'm2'),
      { type: 'file-history-snapshot', messageId: 'd', snapshot: {} },
    ])
    expect(pairs(result)).toEqual([['Q', 'First.\n\nSecond.']])
    expect(result.conversations).toBe(1)
    expect(result.messages).toBe(10)
    expect(result.rejected).toEqual({ 'not dialogue': 4, reasoning: 1, 'tool traffic': 2 })
    expect(result.turns[0]).toMatchObject({ conversation: 's', model: 'claude-x', source: { at: 2 } })
    expect(JSON.stringify(result.turns)).not.toContain('secret')
  })

  it('leaves out a part that is written twice', async () => {
    const result = await importValues([
      user('u', null, 'Q'),
      answer('a', 'u', text('A'), 'm'),
      answer('b', 'a', text('A'), 'm'),
      answer('c', 'b', text('A'), 'n'),
    ])
    expect(pairs(result)).toEqual([['Q', 'A\n\nA']])
    expect(result.rejected).toEqual({ repeated: 1 })
  })

  it('is followed along the branch that was not rewound', async () => {
    const result = await importValues([
      user('u', null, 'Q'),
      answer('a', 'u', text('A')),
      user('v', 'a', 'old'),
      answer('b', 'v', text('B')),
      user('w', 'a', 'new'),
      answer('c', 'w', text('C')),
    ])
    expect(pairs(result)).toEqual([
      ['Q', 'A'],
      ['new', 'C'],
    ])
    expect(result.rejected).toEqual({ 'other branch': 2 })
  })

  it('has no retries: calls that ran at the same time fork the tree, and are no alternatives', async () => {
    const result = await importValues([
      user('u', null, 'Q'),
      answer('a', 'u', text('Both.'), 'm'),
      answer('b', 'a', toolUse, 'm'),
      user('r', 'b', toolResult),
      answer('x', 'a', text('Aside.'), 'm3'),
      answer('c', 'r', text('Done.'), 'm2'),
    ])
    expect(result.turns[0]?.assistant).toBe('Both.\n\nDone.')
    expect(result.turns[0]?.alternatives).toBeUndefined()
  })

  it('goes on after a compaction, and where the record before is in no line', async () => {
    for (const parent of [
      { parentUuid: null, logicalParentUuid: 'a' },
      { parentUuid: null, subtype: 'compact_boundary' },
      { parentUuid: 'gone' },
    ]) {
      const result = await importValues([
        user('u', null, 'Q'),
        answer('a', 'u', text('A')),
        record('system', 'k', null, undefined, parent),
        user('s', 'k', 'This session is being continued from a previous conversation. secret', {
          isCompactSummary: true,
        }),
        user('v', 's', 'Q2'),
        answer('b', 'v', text('B')),
      ])
      expect(pairs(result)).toEqual([
        ['Q', 'A'],
        ['Q2', 'B'],
      ])
    }
  })

  it('is a list where no record names its parent', async () => {
    const result = await importValues([
      user('u', null, 'Q'),
      answer('a', null, text('A')),
      user('v', null, 'Q2'),
      answer('b', null, text('B')),
    ])
    expect(pairs(result)).toHaveLength(2)
  })

  it('ends where another one begins, and at the end of its file', async () => {
    const other = { sessionId: 'other' }
    const values = [
      user('u', null, 'Q'),
      answer('a', 'u', text('A')),
      user('v', null, 'Q2', other),
      answer('b', 'v', text('B'), 'b', other),
    ]
    const result = await importValues(values)
    expect(result.turns.map(({ conversation }) => conversation)).toEqual(['s', 'other'])
    const half = await importDocuments([
      { file: '1', at: 1, line: 1, column: 1, value: values[0] },
      { file: '2', at: 1, line: 1, column: 1, value: values[1] },
    ])
    expect(half).toMatchObject({
      turns: [],
      conversations: 2,
      rejected: { 'no answer': 1, 'no question': 1 },
    })
  })

  it('may end in a line that is still being written, which is said', async () => {
    const place = { file: 's.jsonl', column: 1 }
    const half = {
      ...place,
      at: 3,
      line: 3,
      text: '{"type":"assi',
      problem: { message: 'not JSON', syntax: true as const },
      unfinished: true as const,
    }
    const whole = [user('u', null, 'Q'), answer('a', 'u', text('A'))].map((value, i) => ({
      ...place,
      at: i + 1,
      line: i + 1,
      value,
    }))
    const result = await importDocuments([...whole, half])
    expect(result).toMatchObject({ bad: [], messages: 3, rejected: { 'half-written': 1 } })
    expect(result.warnings).toEqual(['s.jsonl:3: the last line is half written and was left out'])
    expect((await importDocuments([half])).bad).toHaveLength(1)
  })

  it('takes lines that are no records for what they are: not dialogue', async () => {
    const result = await importValues([
      user('u', null, 'Q'),
      'massive error',
      { silly: 1 },
      42,
      [1],
      null,
      answer('a', 'u', text('A')),
    ])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ 'not dialogue': 5 })
  })
})

describe('what the runtime wrote is not taken for the person', () => {
  const around = async (...records: object[]) =>
    importValues([user('u', null, 'Q'), answer('a', 'u', text('A')), ...records])

  it.each([
    ['a reminder', '<system-reminder>\nsecret\n</system-reminder>Q2'],
    ['an opened file', '<ide_opened_file>secret</ide_opened_file>\nQ2'],
    ['an interruption', '[Request interrupted by user]\nQ2'],
    ['an interruption of a tool', '[Request interrupted by user for tool use] Q2'],
  ])('%s beside the question', async (_, content) => {
    expect(pairs(await around(user('v', 'a', content), answer('b', 'v', text('B')))).at(-1)).toEqual([
      'Q2',
      'B',
    ])
  })

  it.each([
    ['a reminder alone', '<system-reminder>secret</system-reminder>'],
    ['a report of a task', '<task-notification>secret</task-notification>'],
    ['an interruption alone', '[Request interrupted by user]'],
    [
      'the caveat',
      'Caveat: The messages below were generated by the user while running local commands. secret',
    ],
  ])('%s: the answer goes on', async (_, content) => {
    const result = await around(user('v', 'a', content), answer('b', 'v', text('B')))
    expect(pairs(result)).toEqual([['Q', 'A\n\nB']])
    expect(result.rejected).toEqual({ injected: 1 })
  })

  it.each([
    [
      'a command',
      '<command-name>/init</command-name>\n<command-message>init</command-message>\n<command-args>x</command-args>',
    ],
    ['its output', '<local-command-stdout>secret</local-command-stdout>'],
    ['a shell command', '<bash-input>ls</bash-input>'],
  ])('%s: what follows answers that and not the person', async (_, content) => {
    const result = await around(user('v', 'a', content), answer('b', 'v', text('B')))
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ injected: 1, 'no question': 1 })
  })

  it.each([['isMeta'], ['isCompactSummary'], ['isVisibleInTranscriptOnly']])(
    'a record with %s',
    async (flag) => {
      const result = await around(
        user('v', 'a', 'secret', { [flag]: true }),
        user('w', 'v', 'Q2'),
        answer('b', 'w', text('B')),
      )
      expect(pairs(result).at(-1)).toEqual(['Q2', 'B'])
      expect(result.rejected).toEqual({ injected: 1 })
    },
  )

  it('a side chain, in the same file or its own', async () => {
    const side = { isSidechain: true }
    const result = await around(
      user('x', null, 'secret', side),
      answer('y', 'x', text('secret'), 'y', side),
      user('v', 'a', 'Q2'),
      answer('b', 'v', text('B')),
    )
    expect(pairs(result)).toHaveLength(2)
    expect(result.rejected).toEqual({ sidechain: 2 })
    expect(
      await importValues([user('x', null, 'secret', side), answer('y', 'x', text('A'), 'y', side)]),
    ).toMatchObject({ turns: [], rejected: { sidechain: 2 } })
  })

  it('an answer that is a stub for an error', async () => {
    const stub = record('assistant', 'b', 'a', { model: '<synthetic>', content: [text('API Error: secret')] })
    expect((await around(stub)).rejected).toEqual({ 'error stub': 1 })
  })

  it('text that only looks like it stays', async () => {
    for (const content of [
      'What does <system-reminder> mean?',
      'Explain "Request interrupted by user"',
      'a <b> c',
    ]) {
      expect(pairs(await around(user('v', 'a', content), answer('b', 'v', text('B')))).at(-1)).toEqual([
        content,
        'B',
      ])
    }
  })
})

it('a broken record is counted', async () => {
  const broken = [
    { message: 'error' },
    { message: { role: 'user', contenst: [] } },
    { message: { content: ['wow'] } },
  ]
  for (const fields of broken) {
    const result = await importValues([{ ...record('user', 'u', null, undefined), ...fields }])
    expect(result).toMatchObject({ turns: [], messages: 1, rejected: { empty: 1 }, bad: [] })
  }
})
