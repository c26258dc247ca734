import { describe, expect, it } from 'vitest'
import { importDocuments, importValues, pairs } from '../../support/import.js'

const Q = { role: 'user', content: 'How deep is the lake?' }
const A = { role: 'assistant', content: 'About 40 m.' }
const Q2 = { role: 'user', content: 'And the river?' }
const A2 = { role: 'assistant', content: 'It is shallow.' }
const said = (messages: unknown[], more = {}) => ({ model: 'm-1', messages, ...more })
const choices = (message: object, reason = 'stop') => ({
  choices: [{ index: 0, message, finish_reason: reason }],
})

describe('a log of chat requests', () => {
  it.each<[string, object]>([
    ['request and response', { request: said([Q]), response: { created: 1_760_000_000, ...choices(A) } }],
    [
      'body and response.body',
      { body: said([Q]), response: { body: { created: 1_760_000_000, ...choices(A) } } },
    ],
    ['one object', { ...said([Q]), created: 1_760_000_000, ...choices(A) }],
  ])('has the answer behind the messages: %s', async (_, line) => {
    const { turns } = await importValues([line])
    expect(turns).toMatchObject([
      { user: Q.content, assistant: A.content, model: 'm-1', time: '2025-10-09T08:53:20.000Z' },
    ])
  })

  it('takes other choices for what might have been said', async () => {
    const other = { index: 1, message: { role: 'assistant', content: 'Deep.' }, finish_reason: 'stop' }
    const { turns } = await importValues([
      { request: said([Q]), response: { choices: [{ message: A }, other] } },
    ])
    expect(turns).toMatchObject([{ assistant: A.content, alternatives: [{ assistant: 'Deep.' }] }])
  })

  it.each([
    ['length', { stop: 'length' }],
    ['content_filter', { stop: 'filtered' }],
    ['stop', undefined],
  ])('keeps why an answer ended: %s', async (reason, step) => {
    const { turns } = await importValues([{ request: said([Q]), response: choices(A, reason) }])
    expect(turns[0]?.steps).toEqual(step && [{ text: A.content, ...step }])
  })

  it.each<[string, object]>([
    ['reasoning_content', { reasoning_content: 'A guess.' }],
    ['reasoning', { reasoning: 'A guess.' }],
    [
      'a part',
      {
        content: [
          { type: 'reasoning', text: 'A guess.' },
          { type: 'text', text: A.content },
        ],
      },
    ],
    ['the text', { content: `<think>A guess.</think>\n\n${A.content}` }],
  ])('has thoughts in %s', async (_, where) => {
    const { turns } = await importValues([said([Q, { ...A, ...where }])])
    expect(turns).toMatchObject([
      { assistant: A.content, steps: [{ reasoning: 'A guess.', text: A.content }] },
    ])
  })

  it('holds tools of 2023 and of now, and an empty list of calls is none', async () => {
    const depth = { name: 'depth', description: 'of a lake', parameters: { type: 'object' } }
    for (const tools of [{ tools: [{ type: 'function', function: depth }] }, { functions: [depth] }]) {
      const { turns } = await importValues([said([Q, { ...A, tool_calls: [] }], tools)])
      expect(turns[0]?.tools).toEqual([depth])
      expect(turns[0]?.steps).toBeUndefined()
    }
  })

  it('masks only the message that says so', async () => {
    const calling = { role: 'assistant', content: 'Let me see.', weight: 0 }
    const { turns } = await importValues([said([Q, calling, { ...A, weight: 1 }])])
    expect(turns[0]?.steps).toEqual([{ text: 'Let me see.', weight: 0 }, { text: A.content }])
  })
})

describe('arguments', () => {
  const read = async (args: unknown) => {
    const call = { id: 'c', type: 'function', function: { name: 'f', arguments: args } }
    const { turns } = await importValues([said([Q, { role: 'assistant', tool_calls: [call] }])])
    return turns[0]?.steps?.[0]?.calls?.[0]?.arguments
  }

  it.each<[unknown, unknown]>([
    ['{"n": 1.50, "of": ["a", {"b": null}]}', { n: 1.5, of: ['a', { b: null }] }],
    ['{"text": "1: {\\"a\\":\\u0031}"}', { text: '1: {"a":1}' }],
    ['{"2": "b", "1": "a"}', { 1: 'a', 2: 'b' }],
    ['{}', {}],
    [{ n: 1 }, { n: 1 }],
    [undefined, {}],
  ])('that are an object become one: %j', async (args, expected) => {
    expect(await read(args)).toEqual(expected)
  })

  it.each([
    '',
    '{"n": 1',
    '[1]',
    '"text"',
    'null',
    '{"id": 12345678901234567890}',
    '{"n": 1e400}',
    '{"n": 0.12345678901234567890}',
    '{"a": 1, "a": 2}',
    '{"of": {"a": 1, "a": 2}}',
  ])('that would not come back the same stay a text: %s', async (args) => {
    expect(await read(args)).toBe(args)
  })
})

describe('calls without ids that tell them apart', () => {
  const calling = (id: string | undefined, ...names: string[]) => ({
    role: 'assistant',
    tool_calls: names.map((name) => ({
      ...(id !== undefined && { id }),
      function: { name, arguments: '{}' },
    })),
  })
  const result = (content: string, more = {}) => ({ role: 'tool', content, ...more })
  const resultsOf = async (messages: unknown[]) => {
    const { turns, rejected } = await importValues([said([Q, ...messages, A])])
    expect(rejected).toEqual({})
    const calls = turns.flatMap(({ steps = [] }) => steps.flatMap((step) => step.calls ?? []))
    expect(new Set(calls.map(({ id }) => id)).size).toBe(calls.length)
    return calls.map((call) => [call.name, call.result?.text])
  }

  it('get their results in order, or by name', async () => {
    expect(await resultsOf([calling(undefined, 'f', 'g'), result('1'), result('2')])).toEqual([
      ['f', '1'],
      ['g', '2'],
    ])
    const named = [calling('', 'f', 'g'), result('2', { name: 'g' }), result('1', { name: 'f' })]
    expect(await resultsOf(named)).toEqual([
      ['f', '1'],
      ['g', '2'],
    ])
  })

  it('may use an id again', async () => {
    const again = (content: string) => [calling('call_0', 'f'), result(content, { tool_call_id: 'call_0' })]
    expect(await resultsOf([...again('1'), ...again('2')])).toEqual([
      ['f', '1'],
      ['f', '2'],
    ])
  })
})

describe('requests that repeat what came before', () => {
  const call = {
    role: 'assistant',
    content: null,
    tool_calls: [{ id: 'c', function: { name: 'f', arguments: '{}' } }],
  }
  const result = { role: 'tool', tool_call_id: 'c', content: 'done' }
  const lines = [
    { request: said([Q]), response: choices({ ...call, reasoning_content: 'I need f.' }) },
    { request: said([Q, call, result]), response: choices(A) },
    { request: said([Q, call, result, A, Q2]), response: choices(A2) },
  ]

  it('are the longest of them; thoughts that are not sent back are kept', async () => {
    const imported = await importValues(lines)
    expect(imported).toMatchObject({ conversations: 1, rejected: { repeated: 6 }, messages: 12 })
    expect(imported.turns).toMatchObject([
      {
        user: Q.content,
        steps: [
          { reasoning: 'I need f.', calls: [{ id: 'c', result: { text: 'done' } }] },
          { text: A.content },
        ],
        next: { user: Q2.content },
      },
      { user: Q2.content, assistant: A2.content, index: 1 },
    ])
  })

  it('may come between those of other conversations, under changing instructions', async () => {
    const other = { request: said([{ role: 'user', content: 'Other' }]), response: choices(A) }
    const dated = lines.map(({ request, response }, index) => ({
      request: {
        ...request,
        messages: [{ role: 'system', content: `It is ${index} o'clock.` }, ...request.messages],
      },
      response,
    }))
    const imported = await importValues([dated[0], other, dated[1], other, dated[2]])
    expect(imported.turns.map(({ user }) => user).sort()).toEqual([Q2.content, Q.content, 'Other', 'Other'])
  })

  it('are kept apart where they are not the same', async () => {
    const edited = { ...lines[1], request: said([{ role: 'user', content: 'Else?' }, call, result]) }
    expect((await importValues([lines[0], edited])).conversations).toBe(2)
  })

  it('in a data set follow one another', async () => {
    const rows = [
      { messages: [Q, A] },
      { messages: [Q, A, Q2, A2] },
      { messages: [Q2, A2] },
      { messages: [Q2, A2] },
    ]
    const imported = await importValues(rows)
    expect(imported.rejected).toEqual({ repeated: 2 })
    expect(pairs(imported)).toEqual([
      [Q.content, A.content],
      [Q2.content, A2.content],
      [Q2.content, A2.content],
      [Q2.content, A2.content],
    ])
  })

  it('that are held are written where a bad line ends the run', async () => {
    const values = [{ messages: [Q, A] }, { foo: 1 }]
    const documents = values.map((value, i) => ({ file: 'f', at: i + 1, line: i + 1, column: 1, value }))
    const imported = await importDocuments(documents, { stopAtBad: true })
    expect(imported).toMatchObject({ turns: [{ source: { at: 1 } }], bad: [{ line: 2 }] })
  })
})

describe('Anthropic messages', () => {
  const use = { type: 'tool_use', id: 'tu', name: 'depth', input: { of: 'lake' } }
  const back = (more = {}) => ({ type: 'tool_result', tool_use_id: 'tu', content: '40 m', ...more })
  const request = {
    model: 'c-1',
    system: [{ type: 'text', text: 'You know lakes.', cache_control: { type: 'ephemeral' } }],
    tools: [{ name: 'depth', description: 'of a lake', input_schema: { type: 'object' } }],
    messages: [
      { role: 'user', content: Q.content },
      { role: 'assistant', content: [{ type: 'thinking', thinking: 'I look.', signature: 's' }, use] },
      { role: 'user', content: [back()] },
    ],
  }
  const response = {
    type: 'message',
    role: 'assistant',
    model: 'c-1',
    content: [{ type: 'text', text: A.content }],
    stop_reason: 'max_tokens',
  }

  it('hold instructions, tools, calls, results and the answer', async () => {
    const imported = await importValues([{ request, response }])
    expect(imported).toMatchObject({ messages: 4, rejected: {} })
    expect(imported.turns).toMatchObject([
      {
        origin: 'anthropic-messages',
        user: Q.content,
        assistant: A.content,
        system: 'You know lakes.',
        model: 'c-1',
        tools: [{ name: 'depth', description: 'of a lake', parameters: { type: 'object' } }],
        steps: [
          {
            reasoning: 'I look.',
            calls: [{ id: 'tu', name: 'depth', arguments: { of: 'lake' }, result: { text: '40 m' } }],
          },
          { text: A.content, stop: 'length' },
        ],
      },
    ])
  })

  it('have results before the words of the person who wrote beside them', async () => {
    const beside = { role: 'user', content: [back(), { type: 'text', text: 'And the river?' }] }
    const { turns } = await importValues([{ messages: [...request.messages.slice(0, 2), beside, A2] }])
    expect(turns).toMatchObject([
      { user: Q.content, assistant: '', steps: [{ calls: [{ result: { text: '40 m' } }] }] },
      { user: 'And the river?', assistant: A2.content },
    ])
  })

  it.each([
    ['that failed', { is_error: true }, { text: '40 m', error: true }],
    [
      'of several parts',
      {
        content: [
          { type: 'text', text: '40 m' },
          { type: 'image', source: {} },
        ],
      },
      { text: '40 m', media: ['image'] },
    ],
    ['of nothing', { content: undefined }, { text: '' }],
  ])('have results %s', async (_, more, expected) => {
    const messages = [...request.messages.slice(0, 2), { role: 'user', content: [back(more)] }, A]
    const { turns } = await importValues([{ messages }])
    expect(turns[0]?.steps?.[0]?.calls?.[0]?.result).toEqual(expected)
  })

  it('have calls of the provider with their results', async () => {
    const content = [
      { type: 'server_tool_use', id: 's', name: 'web_search', input: { query: 'lake' } },
      {
        type: 'web_search_tool_result',
        tool_use_id: 's',
        content: [{ type: 'web_search_result', title: 'Lakes' }],
      },
      { type: 'text', text: A.content },
    ]
    const { turns } = await importValues([{ messages: [Q, { role: 'assistant', content }] }])
    expect(turns[0]?.steps).toMatchObject([
      {
        text: A.content,
        calls: [{ name: 'web_search', result: { text: expect.stringContaining('"Lakes"') } }],
      },
    ])
  })

  it('may stand bare, and go on whatever a later one looks like', async () => {
    const imported = await importValues([...request.messages, response])
    expect(imported.turns).toMatchObject([{ user: Q.content, assistant: A.content }])
    expect(imported.conversations).toBe(1)
  })

  it('keep parts of unknown kinds among the rejects', async () => {
    const odd = { type: 'hologram', url: 'x' }
    const imported = await importValues(
      [{ messages: [Q, { role: 'assistant', content: [{ type: 'text', text: 'A' }, odd] }] }],
      { keepRejects: true },
    )
    expect(imported.rejects).toMatchObject([{ rejected: 'not dialogue', text: JSON.stringify(odd) }])
  })
})
