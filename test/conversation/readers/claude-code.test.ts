import { describe, expect, it } from 'vitest'
import { SeenIds } from '../../../src/stream/seen.js'
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
const toolResult = [{ type: 'tool_result', tool_use_id: 't', content: 'output' }]

describe('a session', () => {
  it('is one conversation, its answers merged over lines and tool calls', async () => {
    const result = await importValues([
      { type: 'summary', summary: 'Fixing it', leafUuid: 'x' },
      user('u', null, 'Q'),
      answer('a', 'u', { type: 'thinking', thinking: 'a plan', signature: 'secret' }, 'm1'),
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
    expect(result.rejected).toEqual({ 'not dialogue': 4 })
    expect(result.turns[0]).toMatchObject({
      conversation: 's',
      model: 'claude-x',
      source: { at: 2 },
      tools: [{ name: 'Bash' }],
      agent: { name: 'claude-code' },
      title: 'Fixing it',
      steps: [
        {
          reasoning: 'a plan',
          text: 'First.',
          calls: [{ id: 't', name: 'Bash', arguments: {}, result: { text: 'output' } }],
        },
        { text: 'Second.' },
      ],
    })
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
    expect(result.turns[0]?.assistant).toBe('Both.\n\nAside.\n\nDone.')
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
    ['a reminder behind it', 'Q2\n<system-reminder>\nsecret\n</system-reminder>\n'],
    ['two of them', 'Q2\n\n<system-reminder>secret</system-reminder>\n<ide_selection>secret</ide_selection>'],
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

  const command = (words: string) =>
    `<command-name>/init</command-name>\n<command-message>init</command-message>\n<command-args>${words}</command-args>`

  it('a command that a model answers: what follows answers that and not the person', async () => {
    const result = await around(user('v', 'a', command('')), answer('b', 'v', text('B')))
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ injected: 1, 'no question': 1 })
    const skill = await around(
      user('v', 'a', command('')),
      user('m', 'v', [text('Look at every file.')], { isMeta: true }),
      answer('b', 'm', text('B')),
    )
    expect(pairs(skill)).toEqual([['Q', 'A']])
    expect(skill.rejected).toEqual({ injected: 2, 'no question': 1 })
  })

  it('a command with words: they are the question, its body a step of the answer', async () => {
    const result = await around(
      user('v', 'a', command('only the tests')),
      user('m', 'v', [text('Look at every file.')], { isMeta: true }),
      answer('b', 'm', text('B')),
    )
    expect(pairs(result).at(-1)).toEqual(['/init only the tests', 'B'])
    expect(result.turns[1]?.steps).toMatchObject([
      { from: 'runtime', name: '/init', text: 'Look at every file.' },
      { text: 'B' },
    ])
  })

  it.each([
    ['a command that the program runs', command(''), '<local-command-stdout>secret</local-command-stdout>'],
    [
      'a shell command',
      '<bash-input>ls</bash-input>',
      '<bash-stdout>secret</bash-stdout><bash-stderr></bash-stderr>',
    ],
  ])('%s, in the middle of an answer, ends nothing', async (_, called, output) => {
    const result = await around(user('v', 'a', called), user('w', 'v', output), answer('b', 'w', text('B')))
    expect(pairs(result)).toEqual([['Q', 'A\n\nB']])
    expect(result.rejected).toEqual({ injected: 2 })
  })

  it.each([
    [
      'a report of a task',
      '<task-notification>done</task-notification>\nRead the file.',
      'runtime',
      'task-notification',
    ],
    ['a hook', 'Stop hook feedback:\nlint failed', 'runtime', 'stop-hook'],
    [
      'a teammate',
      '<teammate-message teammate_id="api">done</teammate-message>',
      'agent',
      'teammate-message',
    ],
    ['another session', 'Another Claude session sent a message:\ndone', 'agent', 'another-session'],
  ])('%s: the model answers it, within the turn', async (_, content, from, name) => {
    const result = await around(user('v', 'a', content), answer('b', 'v', text('B')))
    expect(pairs(result)).toEqual([['Q', 'A\n\nB']])
    expect(result.turns[0]?.steps).toMatchObject([{ text: 'A' }, { from, name }, { text: 'B' }])
    const unanswered = await around(user('v', 'a', content))
    expect(unanswered.turns[0]?.steps).toBeUndefined()
    expect(unanswered.rejected).toEqual({ injected: 1 })
  })

  it.each([['isMeta'], ['isVisibleInTranscriptOnly']])('a record with %s', async (flag) => {
    const result = await around(
      user('v', 'a', 'secret', { [flag]: true }),
      user('w', 'v', 'Q2'),
      answer('b', 'w', text('B')),
    )
    expect(pairs(result).at(-1)).toEqual(['Q2', 'B'])
    expect(result.rejected).toEqual({ injected: 1 })
  })

  it('the summary of a compaction: the next turn, or the rest of this one, begins with it', async () => {
    const summary = user(
      'v',
      'a',
      'This session is being continued from a previous conversation. So far: A.',
      {
        isCompactSummary: true,
        isVisibleInTranscriptOnly: true,
      },
    )
    const between = await around(summary, user('w', 'v', 'Q2'), answer('b', 'w', text('B')))
    const step = { from: 'runtime', name: 'compaction' }
    expect(between.turns.map(({ steps }) => steps)).toMatchObject([undefined, [step, { text: 'B' }]])
    const within = await around(summary, answer('b', 'v', text('B')))
    expect(within.turns).toMatchObject([{ user: 'Q', steps: [{ text: 'A' }, step, { text: 'B' }] }])
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

describe('the person is heard wherever the words stand', () => {
  const asked = (result: object, more = {}) =>
    importValues([
      user('u', null, 'Q'),
      answer('a', 'u', { type: 'tool_use', id: 't', name: 'Ask', input: {} }),
      user('r', 'a', [{ type: 'tool_result', tool_use_id: 't', ...result }], more),
      answer('b', 'r', text('B')),
    ])

  it.each([
    [
      'answers to a tool',
      { content: 'User has answered your questions: "Which?"="the blue one". You can now continue.' },
      'the blue one',
    ],
    [
      'why a call was refused',
      {
        is_error: true,
        content:
          "The user doesn't want to proceed with this tool use. The tool use was rejected. To tell you how to proceed, the user said:\nnot that file\n\nNote: The user's next message may hold a correction.",
      },
      'not that file',
    ],
  ])('%s', async (_, result, said) => {
    const { turns } = await asked(result)
    expect(turns).toMatchObject([
      { user: 'Q', assistant: '', next: { user: said } },
      { user: said, assistant: 'B', via: { call: 't' } },
    ])
    expect(turns[0]?.steps?.[0]?.calls?.[0]?.result).toMatchObject({ author: 'human' })
  })

  it.each([
    ['nobody answered', { content: 'User has answered your questions: . You can now continue.' }],
    [
      'a plain refusal',
      { is_error: true, content: "The user doesn't want to proceed with this tool use. STOP." },
    ],
    ['a tool that quotes', { content: 'grep: the user said:\nsecret' }],
  ])('but not where %s', async (_, result) => {
    expect(pairs(await asked(result))).toEqual([['Q', 'B']])
  })

  it('a prompt that was typed while the model worked, once', async () => {
    const queue = (operation: string, content?: string) => ({
      type: 'queue-operation',
      operation,
      content,
      sessionId: 's',
      timestamp: '2026-01-01T00:00:00Z',
    })
    const queued = (attachment: object) => record('attachment', 'q', 'a', undefined, { attachment })
    const working = [user('u', null, 'Q'), answer('a', 'u', text('A'))]
    const typed = { type: 'queued_command', prompt: 'more', commandMode: 'prompt' }
    for (const records of [
      [queue('enqueue', 'more'), queue('remove'), queued(typed), answer('b', 'q', text('B'))],
      [queue('enqueue', 'more'), queue('dequeue'), user('q', 'a', 'more'), answer('b', 'q', text('B'))],
      [queue('enqueue', 'more'), answer('b', 'a', text('B'))],
    ])
      expect(pairs(await importValues([...working, ...records]))).toEqual([
        ['Q', 'A'],
        ['more', 'B'],
      ])
    const taken = [queue('enqueue', 'more'), queue('popAll'), answer('b', 'a', text('B'))]
    expect(pairs(await importValues([...working, ...taken]))).toEqual([['Q', 'A\n\nB']])
    const report = queued({ ...typed, prompt: '<task-notification>done</task-notification>' })
    expect(pairs(await importValues([...working, report, answer('b', 'q', text('B'))]))).toEqual([
      ['Q', 'A\n\nB'],
    ])
  })
})

describe('a subagent', () => {
  const side = { isSidechain: true, agentId: 'x1' }
  const task = { type: 'tool_use', id: 't', name: 'Task', input: { prompt: 'Find it' } }

  it('has a conversation of its own, and the call that started it names it', async () => {
    const result = await importValues([
      user('u', null, 'Q'),
      answer('a', 'u', task),
      user('x', null, 'Find it', side),
      answer('y', 'x', text('Found'), 'y', side),
      user('r', 'a', [{ type: 'tool_result', tool_use_id: 't', content: 'Found' }], {
        toolUseResult: { agentId: 'x1' },
      }),
      answer('b', 'r', text('Here.')),
    ])
    expect(result.turns).toMatchObject([
      {
        conversation: 's',
        user: 'Q',
        steps: [{ calls: [{ conversation: 's/agent-x1' }] }, { text: 'Here.' }],
      },
      {
        conversation: 's/agent-x1',
        user: 'Find it',
        assistant: 'Found',
        authors: { user: 'model' },
        parent: { conversation: 's' },
      },
    ])
  })

  it('of older versions is told by its chain; what a compaction had one do is left out', async () => {
    const old = { isSidechain: true }
    const result = await importValues([
      user('x', null, 'Find it', old),
      answer('y', 'x', text('Found'), 'y', old),
    ])
    expect(result.turns).toMatchObject([{ conversation: 's/agent-x', authors: { user: 'model' } }])
    const compact = { isSidechain: true, agentId: 'acompact-1' }
    expect(
      await importValues([
        user('x', null, 'Summarize', compact),
        answer('y', 'x', text('So far'), 'y', compact),
      ]),
    ).toMatchObject({ turns: [], rejected: { sidechain: 2 } })
  })
})

describe('copies', () => {
  const file = (name: string, values: object[]) =>
    values.map((value, i) => ({ file: name, at: i + 1, line: i + 1, column: 1, value }))
  const talk = [
    user('u', null, 'Q'),
    answer('a', 'u', text('A')),
    user('v', 'a', 'Q2'),
    answer('b', 'v', text('B')),
  ]

  it('in a fork count once, and are the context of what is new in it', async () => {
    const known = new SeenIds()
    const own = { sessionId: 'fork' }
    const fork = [...talk, user('w', 'b', 'Q3', own), answer('c', 'w', text('C'), 'c', own)]
    const result = await importDocuments([...file('1', talk), ...file('2', fork)], { known })
    expect(pairs(result)).toEqual([
      ['Q', 'A'],
      ['Q2', 'B'],
      ['Q3', 'C'],
    ])
    expect(result.turns[2]).toMatchObject({ conversation: 's', context: ['Q', 'A', 'Q2', 'B'], index: 2 })
    expect(result.rejected).toEqual({ repeated: 4 })
    expect(result.messages).toBe(10)
  })

  it('in the same file are dropped at once', async () => {
    const result = await importValues([...talk, ...talk, ...talk])
    expect(result).toMatchObject({ messages: 12, rejected: { repeated: 8 } })
  })

  it('of a message that grows from record to record leave the last one', async () => {
    const grown = (uuid: string, parent: string, said: string) => answer(uuid, parent, text(said), 'm')
    const result = await importValues([
      user('u', null, 'Q'),
      grown('a', 'u', 'One'),
      grown('b', 'a', 'One, two'),
      grown('c', 'b', 'One, two, three.'),
    ])
    expect(pairs(result)).toEqual([['Q', 'One, two, three.']])
    expect(result.rejected).toEqual({ repeated: 2 })
  })
})

it('a session from the web is one document', async () => {
  const result = await importValues([{ loglines: [user('u', null, 'Q'), answer('a', 'u', text('A'))] }])
  expect(pairs(result)).toEqual([['Q', 'A']])
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
