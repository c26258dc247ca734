import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

// Shapes as in Sinity/polylogue:tests/fixtures/codex/*.jsonl and tests/fixtures/real/codex/; the texts are made up.

const meta = (more: object = {}) => ({
  timestamp: '2026-05-01T10:00:00.000Z',
  type: 'session_meta',
  payload: { id: 'session-a', cwd: '/home/me/shop', cli_version: '0.147.0', ...more },
})
const item = (payload: object) => ({ timestamp: '2026-05-01T10:00:01.000Z', type: 'response_item', payload })
const event = (payload: object) => ({ timestamp: '2026-05-01T10:00:01.000Z', type: 'event_msg', payload })
const message = (role: string, ...texts: string[]) => ({
  type: 'message',
  role,
  content: texts.map((said) => ({ type: role === 'assistant' ? 'output_text' : 'input_text', text: said })),
})
const person = (...texts: string[]) => item(message('user', ...texts))
const model = (said: string) => item(message('assistant', said))
const call = (call_id: string, name = 'shell', args = '{"command":["ls"]}') =>
  item({ type: 'function_call', name, arguments: args, call_id })
const output = (call_id: string, said: unknown) =>
  item({ type: 'function_call_output', call_id, output: said })

async function turnOf(...records: object[]) {
  const { turns } = await importValues(records)
  expect(turns).toHaveLength(1)
  return turns[0]!
}

describe('a rollout', () => {
  it('is a conversation with its steps, the program, the project and its instructions', async () => {
    const result = await importValues([
      meta({ base_instructions: { text: 'You are Codex.' } }),
      { type: 'turn_context', payload: { model: 'gpt-5-codex', cwd: '/home/me/shop' } },
      item(message('developer', 'Ask before you write.')),
      person('List the files.'),
      item({
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: 'Listing.' }],
        encrypted_content: 'x',
      }),
      call('c1'),
      call('c2', 'shell', 'not JSON'),
      output('c1', '{"output":"a.txt\\n","metadata":{"exit_code":0}}'),
      output('c2', '{"output":"no such","metadata":{"exit_code":1}}'),
      model('There is a.txt.'),
      event({ type: 'token_count' }),
    ])
    expect(result.turns).toHaveLength(1)
    expect(result.turns[0]).toMatchObject({
      conversation: 'session-a',
      project: 'shop',
      agent: { name: 'codex-cli', version: '0.147.0' },
      model: 'gpt-5-codex',
      system: 'You are Codex.\n\nAsk before you write.',
      tools: [{ name: 'shell' }],
      origin: 'codex',
      user: 'List the files.',
      assistant: 'There is a.txt.',
      steps: [
        {
          reasoning: 'Listing.',
          reasoning_is: 'summary',
          calls: [
            { id: 'c1', arguments: { command: ['ls'] }, result: { text: 'a.txt\n' } },
            { id: 'c2', arguments: 'not JSON', result: { text: 'no such', error: true } },
          ],
        },
        { text: 'There is a.txt.' },
      ],
    })
    // 8 items of the dialogue, and 3 records that are none
    expect({ messages: result.messages, rejected: result.rejected }).toEqual({
      messages: 11,
      rejected: { 'not dialogue': 3 },
    })
  })

  it('of the first generations holds the items bare', async () => {
    const turn = await turnOf(
      { id: 'old', timestamp: '2025-08-01T10:00:00.000Z', instructions: 'Be brief.', git: {} },
      { record_type: 'state' },
      message('user', 'Q'),
      { record_type: 'state' },
      { type: 'function_call', name: 'shell', arguments: '{}', call_id: 'c' },
      { type: 'function_call_output', call_id: 'c', output: 'ok' },
      message('assistant', 'A'),
    )
    expect(turn).toMatchObject({ conversation: 'old', system: 'Be brief.', user: 'Q', assistant: 'A' })
    expect(turn.steps?.[0]?.calls?.[0]?.result).toEqual({ text: 'ok' })
  })

  it('may have payloads without a type', async () => {
    const { type: _, ...bare } = message('user', 'Q')
    expect(pairs(await importValues([meta(), item(bare), model('A')]))).toEqual([['Q', 'A']])
  })

  it('tells everything twice, of which once is read', async () => {
    const result = await importValues([
      meta(),
      person('<environment_context>x</environment_context>', 'Q'),
      event({ type: 'user_message', message: 'Q' }),
      event({ type: 'agent_reasoning', text: 'Hm.' }),
      item({ type: 'reasoning', summary: [{ text: 'Hm.' }] }),
      event({ type: 'agent_message', message: 'A' }),
      model('A'),
    ])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ 'not dialogue': 1, injected: 1, repeated: 3 })
  })

  it('of which only the events are left is read by them', async () => {
    const result = await importValues([
      meta(),
      event({ type: 'user_message', message: 'Q' }),
      event({ type: 'agent_message', message: 'A' }),
    ])
    expect(pairs(result)).toEqual([['Q', 'A']])
  })
})

describe('calls and results', () => {
  it.each([
    [
      { type: 'custom_tool_call', name: 'apply_patch', input: '*** Begin Patch', call_id: 'x' },
      'apply_patch',
      { input: '*** Begin Patch' },
    ],
    [
      { type: 'local_shell_call', action: { command: ['ls'] }, call_id: 'x' },
      'local_shell',
      { command: ['ls'] },
    ],
    [{ type: 'web_search_call', id: 'x', action: { query: 'q' } }, 'web_search', { query: 'q' }],
  ])('%j', async (payload, name, args) => {
    const { steps } = await turnOf(meta(), person('Q'), item(payload), model('A'))
    expect(steps?.[0]?.calls).toEqual([{ id: 'x', name, arguments: args }])
  })

  it.each([
    ['Exit code: 1\nWall time: 0 seconds\nOutput:\nno', { error: true }],
    ['Exit code: 0\nOutput:\nyes', {}],
    ["Command: sh -c 'a\nb'\nChunk ID: 1\nProcess exited with code 2\nOutput:\nno", { error: true }],
    ['Command: cat\nProcess exited with code 0\nOutput:\nProcess exited with code 1\n', {}],
    ['notes\nExit code: 1\nOutput:\n', {}],
    [
      [
        { type: 'input_text', text: 'Script failed\nOutput:\n' },
        { type: 'input_text', text: 'Error' },
      ],
      { error: true },
    ],
    [
      [
        { type: 'input_text', text: 'seen' },
        { type: 'input_image', image_url: 'data:' },
      ],
      { media: ['image'] },
    ],
    [{ content: 'refused', success: false }, { error: true }],
  ])('%j says whether it failed', async (said, expected) => {
    const { steps } = await turnOf(meta(), person('Q'), call('c'), output('c', said), model('A'))
    const { text: _, ...more } = steps![0]!.calls![0]!.result!
    expect(more).toEqual(expected)
  })

  it('may be what a person answered, and that is a question of its own', async () => {
    const { turns } = await importValues([
      meta(),
      person('Paint it.'),
      call('c', 'request_user_input', '{"questions":[]}'),
      output('c', '{"answers":{"q1":{"answers":["Green"]}}}'),
      model('It will be green.'),
    ])
    expect(turns).toMatchObject([
      { user: 'Paint it.', steps: [{ calls: [{ result: { author: 'human' } }] }] },
      { user: 'Green', assistant: 'It will be green.', via: { call: 'c' } },
    ])
  })

  it('may start a subagent, whose conversation names its parent', async () => {
    const turn = await turnOf(
      meta(),
      person('Q'),
      call('c', 'spawn_agent'),
      output('c', '{"agent_id":"child"}'),
      model('A'),
    )
    expect(turn.steps?.[0]?.calls?.[0]?.conversation).toBe('child')
    const source = { subagent: { thread_spawn: { parent_thread_id: 'session-a' } } }
    expect(await turnOf(meta({ id: 'child', source }), person('Find it.'), model('Here.'))).toMatchObject({
      conversation: 'child',
      parent: { conversation: 'session-a' },
      authors: { user: 'model' },
    })
  })
})

it('reasoning that is only encrypted is missing', async () => {
  const thought = item({ type: 'reasoning', summary: [], encrypted_content: 'x' })
  expect((await turnOf(meta(), person('Q'), thought, model('A'))).missing).toEqual(['reasoning'])
  const whole = item({
    type: 'reasoning',
    summary: [{ text: 's' }],
    content: [{ type: 'reasoning_text', text: 'All.' }],
  })
  expect((await turnOf(meta(), person('Q'), whole, model('A'))).steps).toEqual([
    expect.objectContaining({ reasoning: 'All.', text: 'A' }),
  ])
})

it('a compaction is a step of what comes next, and its history is not read', async () => {
  const { turns } = await importValues([
    meta(),
    person('Q'),
    model('A'),
    { type: 'compacted', payload: { message: 'So far: A.', replacement_history: [message('user', 'Q')] } },
    person('R'),
    model('B'),
  ])
  expect(turns[1]?.steps).toMatchObject([
    { from: 'runtime', name: 'compaction', text: 'So far: A.' },
    { text: 'B' },
  ])
})

describe('a fork', () => {
  const at = (seconds: number) => `0199000${seconds}-0000-7000-8000-000000000000`
  const records = [
    meta({ id: at(5), forked_from_id: at(1) }),
    { ...meta({ id: at(1) }) },
    { type: 'turn_context', payload: { turn_id: at(2), model: 'm' } },
    person('Q'),
    model('A'),
  ]

  it('does not repeat its parent', async () => {
    const own = [{ type: 'turn_context', payload: { turn_id: at(6), model: 'm' } }, person('R'), model('B')]
    const result = await importValues([...records, ...own], { keepRejects: true })
    expect(pairs(result)).toEqual([['R', 'B']])
    expect(result.rejected).toMatchObject({ repeated: 2 })
    expect(result.rejects.map(({ text }) => text)).toContain('"Q"')
  })

  it('is read whole where nothing tells what is its own', async () => {
    expect(pairs(await importValues(records))).toEqual([['Q', 'A']])
  })
})

describe('what stands under the person’s role', () => {
  it('ends the turn where the person stopped the model, and steps where another agent reports', async () => {
    const { turns } = await importValues([
      meta(),
      person('Q'),
      model('I begin'),
      person('<turn_aborted>x</turn_aborted>'),
      person('R'),
      call('c'),
      person('<subagent_notification>{"status":"done"}</subagent_notification>'),
      model('B'),
    ])
    expect(turns[0]?.steps).toMatchObject([{ text: 'I begin', stop: 'interrupted' }])
    expect(turns[1]?.steps?.[1]).toMatchObject({
      from: 'agent',
      name: 'subagent_notification',
      text: '{"status":"done"}',
    })
  })
})
