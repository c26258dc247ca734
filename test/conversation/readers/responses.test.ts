import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

const ask = (text: string) => ({ type: 'message', role: 'user', content: [{ type: 'input_text', text }] })
const say = (text: string) => ({
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations: [] }],
})
const call = { type: 'function_call', id: 'fc_9', call_id: 'c1', name: 'depth', arguments: '{"of":"lake"}' }
const output = { type: 'function_call_output', call_id: 'c1', output: '40 m' }
const line = (request: object, out: unknown[], more = {}) => ({
  request: { model: 'm-1', ...request },
  response: {
    id: 'r',
    object: 'response',
    created_at: 1_760_000_000,
    status: 'completed',
    output: out,
    ...more,
  },
})

describe('a log of Responses', () => {
  it('is a text with its answer, or one object', async () => {
    const whole = line({ input: 'How deep?', instructions: 'Be brief.' }, [say('40 m.')])
    for (const value of [whole, { ...whole.request, ...whole.response }]) {
      const { turns } = await importValues([value])
      expect(turns).toMatchObject([
        {
          user: 'How deep?',
          assistant: '40 m.',
          system: 'Be brief.',
          model: 'm-1',
          time: '2025-10-09T08:53:20.000Z',
          origin: 'openai-responses',
        },
      ])
    }
  })

  it('joins calls and results by call_id; what was made in one go is one step', async () => {
    const summary = [{ type: 'summary_text', text: 'Looks it up.' }]
    const thought = { type: 'reasoning', id: 'rs', summary, encrypted_content: 'x' }
    const tools = [{ type: 'function', name: 'depth', parameters: { type: 'object' }, strict: true }]
    const imported = await importValues([
      line({ input: [ask('How deep?'), thought, say('Let me see.'), call, output], tools }, [say('40 m.')]),
    ])
    expect(imported).toMatchObject({ messages: 6, rejected: {} })
    expect(imported.turns).toMatchObject([
      {
        assistant: 'Let me see.\n\n40 m.',
        tools: [{ name: 'depth', parameters: { type: 'object' }, strict: true }],
        steps: [
          {
            reasoning: 'Looks it up.',
            reasoning_is: 'summary',
            text: 'Let me see.',
            calls: [{ id: 'c1', name: 'depth', arguments: { of: 'lake' }, result: { text: '40 m' } }],
          },
          { text: '40 m.' },
        ],
      },
    ])
  })

  it('says that a thought is missing which is encrypted, and keeps one that is whole', async () => {
    const hidden = { type: 'reasoning', summary: [], encrypted_content: 'x' }
    const { turns } = await importValues([line({ input: 'How deep?' }, [hidden, say('40 m.')])])
    expect(turns).toMatchObject([{ assistant: '40 m.', missing: ['reasoning'] }])
    const whole = { ...hidden, content: [{ type: 'reasoning_text', text: 'Lakes are deep.' }] }
    const second = await importValues([line({ input: 'How deep?' }, [whole, say('40 m.')])])
    expect(second.turns[0]?.steps).toEqual([
      { reasoning: 'Lakes are deep.', text: '40 m.', time: '2025-10-09T08:53:20.000Z' },
    ])
  })

  it.each<[object, object]>([
    [
      { type: 'custom_tool_call', call_id: 'c', name: 'sql', input: 'select 1' },
      { name: 'sql', arguments: 'select 1' },
    ],
    [
      { type: 'web_search_call', id: 'w', status: 'completed', action: { type: 'search', query: 'lake' } },
      { name: 'web_search', arguments: { type: 'search', query: 'lake' } },
    ],
    [
      { type: 'code_interpreter_call', id: 'i', code: '1+1', outputs: [{ type: 'logs', logs: '2' }] },
      {
        name: 'code_interpreter',
        arguments: { code: '1+1' },
        result: { text: '[{"type":"logs","logs":"2"}]' },
      },
    ],
    [
      { type: 'mcp_call', id: 'm', name: 'read', server_label: 's', arguments: '{"p":1}', output: 'text' },
      { name: 'read', arguments: { p: 1 }, result: { text: 'text' } },
    ],
    [
      { type: 'mcp_call', id: 'm', name: 'read', arguments: '{}', error: 'gone', output: null },
      { name: 'read', result: { text: 'gone', error: true } },
    ],
    [
      { type: 'image_generation_call', id: 'g', result: 'BASE64' },
      { name: 'image_generation', result: { text: '', media: ['image'] } },
    ],
    [
      { type: 'local_shell_call', call_id: 'l', action: { command: ['ls'] } },
      { name: 'local_shell', arguments: { command: ['ls'] } },
    ],
  ])('has other calls: %j', async (item, expected) => {
    const { turns } = await importValues([line({ input: 'How deep?' }, [item, say('40 m.')])])
    expect(turns[0]?.steps).toMatchObject([{ text: '40 m.', calls: [expected] }])
  })

  it.each([
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, 'length'],
    [{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, 'filtered'],
    [{ status: 'failed' }, 'error'],
  ])('keeps why an answer ended: %j', async (more, stop) => {
    const { turns } = await importValues([line({ input: 'How deep?' }, [say('40')], more)])
    expect(turns[0]?.steps).toMatchObject([{ text: '40', stop }])
  })

  it('goes on from the response that it names, whatever comes between', async () => {
    const imported = await importValues([
      line({ input: 'How deep?' }, [call], { id: 'r1' }),
      line({ input: 'Something else' }, [say('Yes.')], { id: 'x1' }),
      line({ input: [output], previous_response_id: 'r1' }, [say('40 m.')], { id: 'r2' }),
      line({ input: 'And the river?', previous_response_id: 'r2' }, [say('Shallow.')], { id: 'r3' }),
    ])
    expect(imported).toMatchObject({ conversations: 2, rejected: {} })
    expect(pairs(imported)).toEqual([
      ['Something else', 'Yes.'],
      ['How deep?', '40 m.'],
      ['And the river?', 'Shallow.'],
    ])
    expect(imported.turns[1]?.steps).toMatchObject([{ calls: [{ result: { text: '40 m' } }] }, {}])
  })

  it('that forks has two branches', async () => {
    const values = [
      line({ input: 'How deep?' }, [say('40 m.')], { id: 'r1' }),
      line({ input: 'In feet?', previous_response_id: 'r1' }, [say('130.')], { id: 'r2' }),
      line({ input: 'In ells?', previous_response_id: 'r1' }, [say('60.')], {
        id: 'r3',
        created_at: 1_760_000_060,
      }),
    ]
    const shown = await importValues(values)
    expect(pairs(shown)).toEqual([
      ['How deep?', '40 m.'],
      ['In ells?', '60.'],
    ])
    expect((await importValues(values, { branches: 'all' })).turns).toHaveLength(3)
  })

  it('that repeats the whole input is one conversation', async () => {
    const imported = await importValues([
      line({ input: [ask('How deep?')] }, [call]),
      line({ input: [ask('How deep?'), call, output] }, [say('40 m.')]),
    ])
    expect(imported).toMatchObject({ conversations: 1, rejected: { repeated: 2 } })
    expect(imported.turns).toMatchObject([
      { steps: [{ calls: [{ result: { text: '40 m' } }] }, { text: '40 m.' }] },
    ])
  })

  it.each([[{ instruction: 'Add.', input: '1 and 2', output: '3' }], [{ input: ['a', 'b'], output: ['c'] }]])(
    'is not any row with input and output: %j',
    async (row) => {
      expect((await importValues([row])).bad).toHaveLength(1)
    },
  )
})
