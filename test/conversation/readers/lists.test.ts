import { describe, expect, it } from 'vitest'
import { importDocuments, importValues, pairs } from '../../support/import.js'

describe('OpenAI messages', () => {
  const read = (messages: unknown[], fields = {}) => importValues([{ messages, ...fields }])
  const Q = { role: 'user', content: 'Q' }
  const A = { role: 'assistant', content: 'A' }

  it('are a conversation', async () => {
    const result = await read([Q, A, { role: 'user', content: 'Q2' }, { role: 'assistant', content: 'B' }], {
      id: 'x',
    })
    expect(pairs(result)).toEqual([
      ['Q', 'A'],
      ['Q2', 'B'],
    ])
    expect(result.turns[1]).toMatchObject({
      conversation: 'x',
      index: 1,
      context: ['Q', 'A'],
      origin: 'openai-messages',
    })
  })

  it.each([['system'], ['developer']])('have instructions by the %s', async (role) => {
    expect((await read([{ role, content: 'Be brief.' }, Q, A])).turns[0]?.system).toBe('Be brief.')
  })

  it.each([
    [
      'parts',
      [
        { type: 'text', text: 'A' },
        { type: 'image_url', image_url: { url: 'x' } },
      ],
      'A',
    ],
    [
      'several texts',
      [
        { type: 'text', text: 'A' },
        { type: 'output_text', text: 'B' },
      ],
      'A\n\nB',
    ],
    ['strings', ['A'], 'A'],
  ])('have content of %s', async (_, content, expected) => {
    expect(pairs(await read([Q, { role: 'assistant', content }]))).toEqual([['Q', expected]])
  })

  const call = { name: 'f', arguments: '{"n": 1}' }
  it.each([
    [
      'a call and the tool',
      { tool_calls: [{ id: '1', function: call }] },
      { role: 'tool', tool_call_id: '1' },
      '1',
    ],
    ['a call of 2023', { function_call: call }, { role: 'function', name: 'f' }, 'call_1'],
  ])('hold %s in the steps of the answer', async (_, calling, result, id) => {
    const messages = [Q, { role: 'assistant', content: null, ...calling }, { ...result, content: 'one' }, A]
    const imported = await read(messages)
    expect(imported).toMatchObject({ messages: 4, rejected: {} })
    expect(imported.turns[0]).toMatchObject({
      user: 'Q',
      assistant: 'A',
      steps: [{ calls: [{ id, name: 'f', arguments: { n: 1 }, result: { text: 'one' } }] }, { text: 'A' }],
    })
  })

  it.each([
    ['a tool', { role: 'tool', tool_call_id: '1', content: 'secret' }],
    ['a function', { role: 'function', name: 'f', content: 'secret' }],
  ])('go on around the result of %s that nobody called', async (_, message) => {
    const result = await importValues([{ messages: [Q, message, A] }], { keepRejects: true })
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejects).toMatchObject([{ rejected: 'orphan result', text: 'secret' }])
  })

  it.each([
    ['a refusal', { role: 'assistant', content: null, refusal: "I can't." }, 'refusal'],
    [
      'a refusal among the parts',
      { role: 'assistant', content: [{ type: 'refusal', refusal: "I can't." }] },
      'refusal',
    ],
    ['an answer not to learn from', { role: 'assistant', content: 'bad', weight: 0 }, 'weight 0'],
  ])('make no turn of %s, and do not join the questions around it', async (_, message, reason) => {
    const result = await read([
      Q,
      message,
      { role: 'user', content: 'Q2' },
      { role: 'assistant', content: 'B', weight: 1 },
    ])
    expect(pairs(result)).toEqual([['Q2', 'B']])
    expect(result.rejected).toEqual({ [reason]: 1, 'no answer': 1 })
    expect(result.turns[0]?.context?.[0]).toBe('Q')
  })

  it('of which all are questions are counted', async () => {
    const result = await read([Q, { role: 'user', content: 'Q2' }])
    expect(result).toMatchObject({ turns: [], messages: 2, rejected: { 'no answer': 2 } })
  })

  it('may be none', async () => {
    expect(await read([])).toMatchObject({ turns: [], rejected: { 'empty conversation': 1 } })
  })

  it('may stand bare, one conversation a file or array', async () => {
    const place = { file: 'f', line: 1, column: 1 }
    const read = (values: [number | string, unknown][]) =>
      importDocuments(values.map(([at, value]) => ({ ...place, at, value })))
    const lines = await read([
      [1, Q],
      [2, A],
      [3, { role: 'user', content: 'Q2' }],
      [4, { role: 'assistant', content: 'B' }],
    ])
    expect(lines.turns.map(({ index, source }) => [index, source?.at])).toEqual([
      [0, 1],
      [1, 3],
    ])
    const arrays = await read([
      ['[0]', Q],
      ['[1]', A],
      ['[0]', Q],
      ['[1]', A],
    ])
    expect(arrays).toMatchObject({ conversations: 2, turns: [{ index: 0 }, { index: 0 }] })
  })

  it('in Discord have no role, and are not taken for these', async () => {
    const result = await read([{ id: '1', type: 'Default', content: 'x', author: {} }], { guild: {} })
    expect(result.bad).toHaveLength(1)
  })
})

describe('ShareGPT', () => {
  const read = (conversations: unknown[], fields = {}) => importValues([{ conversations, ...fields }])
  const says = (from: string, value: unknown) => ({ from, value })

  it.each([
    ['human', 'gpt'],
    ['user', 'assistant'],
    ['prompter', 'chatgpt'],
    ['Human', 'GPT'],
    ['human', 'bing'],
    ['human', 'bard'],
    ['human', 'ai'],
    ['user', 'gpt4'],
    ['human', 'model'],
  ])('may call the sides %s and %s', async (one, other) => {
    expect(pairs(await read([says(one, 'Q'), says(other, 'A')]))).toEqual([['Q', 'A']])
  })

  it('often begins with an answer, which only gives context', async () => {
    const result = await read([says('gpt', 'Hello'), says('human', 'Q'), says('gpt', 'A')])
    expect(result.turns).toMatchObject([{ user: 'Q', assistant: 'A', context: ['', 'Hello'], index: 0 }])
    expect(result.rejected).toEqual({ 'no question': 1 })
  })

  it('merges what one side says twice', async () => {
    const result = await read([says('human', 'Q'), says('human', 'more'), says('gpt', 'A'), says('gpt', 'B')])
    expect(pairs(result)).toEqual([['Q\n\nmore', 'A\n\nB']])
  })

  it.each([['tool'], ['observation']])('leaves out what a %s gave back if nobody called it', async (from) => {
    const result = await read([says('human', 'Q'), says(from, 'secret'), says('gpt', 'A')])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ 'orphan result': 1 })
  })

  it('leaves out a call that names nothing', async () => {
    const result = await read([says('human', 'Q'), says('function_call', 'secret'), says('gpt', 'A')])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ 'not dialogue': 1 })
  })

  it('counts a side it does not know', async () => {
    for (const from of ['critic', '__proto__', 'constructor']) {
      const result = await read([says('human', 'Q'), says(from, 'x'), says('gpt', 'A')])
      expect(result.rejected).toEqual({ 'unknown role': 1 })
      expect(result.warnings).toEqual([expect.stringContaining(`no format calls a side "${from}"`)])
    }
  })

  it('says once what a side is called that nobody knows, and how much it said', async () => {
    const talk = { conversations: [says('human', 'Q'), says('oracle', 'A'), says('oracle', 'B')] }
    const { warnings } = await importValues([talk, talk])
    expect(warnings).toEqual(['no format calls a side "oracle": what it said is in no turn (messages: 4)'])
  })

  it('may hold parts as a value', async () => {
    const { turns } = await read([
      says('human', [
        { type: 'text', text: 'Which animal?' },
        { type: 'image', image: 'zoo.png' },
      ]),
      says('gpt', [{ type: 'text', text: 'An otter.' }]),
    ])
    expect(turns).toMatchObject([{ user: 'Which animal?', assistant: 'An otter.', media: ['image'] }])
  })

  it('keeps an answer that is not to be learned from as context only', async () => {
    const bad = { from: 'gpt', value: 'A river.', weight: 0 }
    const result = await read([
      says('human', 'What is an oxbow?'),
      bad,
      says('human', 'Really?'),
      says('gpt', 'A lake.'),
    ])
    expect(result.turns).toMatchObject([{ user: 'Really?', context: ['What is an oxbow?', 'A river.'] }])
    expect(result.rejected).toEqual({ 'no answer': 1, 'weight 0': 1 })
  })

  it.each<[string, unknown[], unknown[]]>([
    [
      'as JSON, one after the other',
      [
        says('function_call', '{"name": "f", "arguments": {"n": 1}}'),
        says('observation', 'one'),
        says('tool_call', '{"name": "f", "arguments": "{\\"n\\": 2}"}'),
        says('function_response', 'two'),
      ],
      [
        { calls: [{ name: 'f', arguments: { n: 1 }, result: { text: 'one' } }] },
        { calls: [{ name: 'f', arguments: { n: 2 }, result: { text: 'two' } }] },
      ],
    ],
    [
      'as a list, with the results in one text',
      [
        says('function_call', '[{"name": "f", "arguments": {"n": 1}}, {"name": "g", "arguments": {}}]'),
        says('observation', 'one\n</tool_response>\n<tool_response>\ntwo'),
      ],
      [
        {
          calls: [
            { name: 'f', arguments: { n: 1 }, result: { text: 'one' } },
            { name: 'g', arguments: {}, result: { text: 'two' } },
          ],
        },
      ],
    ],
    [
      'in the text of an answer',
      [
        says('gpt', 'Let me see.\n<tool_call>\n{"name": "f", "arguments": {"n": 1}}\n</tool_call>'),
        says('tool', '<tool_response>\n{"n": "one"}\n</tool_response>'),
      ],
      [
        {
          text: 'Let me see.',
          calls: [{ name: 'f', arguments: { n: 1 }, result: { text: '{"n": "one"}' } }],
        },
      ],
    ],
    [
      'that are no JSON',
      [says('function_call', '{"name": "f", "arguments": {n: 1}}'), says('observation', 'bad call')],
      [
        {
          calls: [
            { name: 'f', arguments: '{"name": "f", "arguments": {n: 1}}', result: { text: 'bad call' } },
          ],
        },
      ],
    ],
  ])('has calls %s', async (_, between, steps) => {
    const tools = '[{"name": "f", "description": "F", "parameters": {"type": "object", "properties": {}}}]'
    const result = await read([says('human', 'Q'), ...between, says('gpt', 'A')], { tools })
    expect(result.rejected).toEqual({})
    expect(result.turns).toMatchObject([
      {
        user: 'Q',
        steps: [...steps, { text: 'A' }],
        tools: [{ name: 'f', description: 'F', parameters: { type: 'object', properties: {} } }],
      },
    ])
  })

  it('leaves marks of calls alone that hold none', async () => {
    const said = 'A call stands in <tool_call>…</tool_call>, as in <tool_call>{"x": 1}</tool_call>.'
    expect(pairs(await read([says('human', 'Q'), says('gpt', said)]))).toEqual([['Q', said]])
  })

  it('counts a value that is missing', async () => {
    const result = await read([says('human', 'Q'), says('gpt', null), says('human', null), says('gpt', 'A')])
    expect(result).toMatchObject({ turns: [], rejected: { empty: 2, 'no answer': 1, 'no question': 1 } })
  })

  it.each([
    ['system beside the messages', [says('human', 'Q'), says('gpt', 'A')], { system: 'Be brief.' }],
    ['system among the messages', [says('system', 'Be brief.'), says('human', 'Q'), says('gpt', 'A')], {}],
  ])('has %s', async (_, messages, fields) => {
    expect((await read(messages, fields)).turns[0]?.system).toBe('Be brief.')
  })

  it.each([['items'], ['conversation']])('calls its messages %s in old dumps', async (key) => {
    expect(pairs(await importValues([{ id: 'x', [key]: [says('human', 'Q'), says('gpt', 'A')] }]))).toEqual([
      ['Q', 'A'],
    ])
  })

  it('holds HTML in old dumps, which becomes Markdown', async () => {
    const html =
      '<div class="markdown prose"><p>Use <code>a &lt; b</code>, <strong>not</strong> this:</p>\n<ol><li><p>One</p></li><li>Two</li></ol>' +
      '<pre><div class="bg-black"><div><span>python</span><button>Copy code</button></div><code class="hljs language-python">if <span class="hljs-x">x</span>:\n    y &amp;&amp; z\n</code></div></pre><p>Done&#39;s&nbsp;&#x1F600;.<br>End</p></div>'
    expect(pairs(await read([says('human', '<p>Q</p>'), says('gpt', html)]))).toEqual([
      [
        '<p>Q</p>',
        "Use `a < b`, **not** this:\n\n1. One\n\n2. Two\n\n```python\nif x:\n    y && z\n```\n\nDone's 😀.\nEnd",
      ],
    ])
  })
})

describe('conversations without an id', () => {
  it('get one from their content: the same text, the same id, and no other', async () => {
    const chat = (a: string) => ({
      messages: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: a },
      ],
    })
    const { turns } = await importValues([chat('A'), chat('B'), chat('A')])
    expect(turns[0]?.conversation).toBe(turns[2]?.conversation)
    expect(turns[0]?.conversation).not.toBe(turns[1]?.conversation)
    expect(turns[0]?.id).not.toBe(turns[1]?.id)
  })
})

describe('plain turns', () => {
  it('get what they lack, and keep what they have', async () => {
    const { turns } = await importValues([{ user: 'Q', assistant: 'A', tag: { x: 1 }, time: 'then' }])
    expect(turns[0]).toEqual({
      schema: 'strom.turn/1',
      user: 'Q',
      assistant: 'A',
      tag: { x: 1 },
      time: 'then',
      id: expect.stringMatching(/^t_/),
      conversation: expect.stringMatching(/^c_/),
      origin: 'turns',
      source: { file: 'test.json', at: 1 },
    })
  })

  it('nested deeper than they can be written are refused', async () => {
    const deep = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`)
    const { bad, turns } = await importValues([{ user: 'Q', assistant: 'A', deep }])
    expect(turns).toEqual([])
    expect(bad[0]?.problem.message).toBe('too deeply nested')
  })

  it('of strom stay as they are', async () => {
    const turn = { schema: 'strom.turn/1', user: 'Q', assistant: 'A', importance: 0.5, mine: [1] }
    expect((await importValues([turn])).turns).toEqual([turn])
  })

  it.each([
    [{ user: 'Q', assistant: ' ' }, 'no answer'],
    [{ user: '', assistant: 'A' }, 'no question'],
  ])('with one side empty are rejected', async (turn, reason) => {
    expect(await importValues([turn])).toMatchObject({ turns: [], messages: 1, rejected: { [reason]: 1 } })
  })

  it.each([
    [{ schema: 'strom.turn/2', user: 'Q', assistant: 'A' }, 'another version'],
    [{ schema: 'strom.turn/1', user: 'Q' }, 'turn.assistant'],
    [{ schema: 'strom.pattern/1', id: 'x' }, 'expected a turn record, got strom.pattern/1'],
    [{ user: 'Q', assistant: 'A', importance: 'high' }, 'turn.importance'],
  ])('that are not right are refused: %j', async (turn, message) => {
    expect((await importValues([turn])).bad[0]?.problem.message).toContain(message)
  })
})

describe('memories', () => {
  const memory = { id: 'm1', text: 'User: Q?\n\nSystem: A.\n\nB.', timestamp: 1700000000, importance: 0.7 }

  it('are turns, from the metadata or the text', async () => {
    const expected = {
      user: 'Q?',
      assistant: 'A.\n\nB.',
      time: '2023-11-14T22:13:20.000Z',
      conversation: 'm1',
      importance: 0.7,
    }
    expect((await importValues([memory])).turns).toMatchObject([expected])
    const rich = { ...memory, metadata: { user_input: 'Q2', system_output: 'B' } }
    expect(pairs(await importValues([rich]))).toEqual([['Q2', 'B']])
    expect(pairs(await importValues([{ text: 'User: Q\nAssistant: A' }]))).toEqual([['Q', 'A']])
  })

  it('have no importance on another scale', async () => {
    expect((await importValues([{ ...memory, importance: 7 }])).turns[0]).not.toHaveProperty('importance')
  })

  it('of another form are an unknown shape', async () => {
    expect((await importValues([{ id: 'm', text: 'just a note' }])).bad).toHaveLength(1)
  })
})
