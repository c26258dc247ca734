import { describe, expect, it } from 'vitest'
import { plainExport } from '../../../src/dataset/plain-export.js'
import type { Turn } from '../../../src/record/turn.js'
import { importValues, pairs } from '../../support/import.js'

// Shapes as in harbor-framework/harbor:rfcs/0001-trajectory-format.md, the models of the `atif` package (PyPI) and
// Sinity/polylogue:tests/fixtures/hermes/atif/; huggingface/hub-docs:docs/hub/session-traces-format.md.

async function exported(turns: readonly Turn[]): Promise<unknown[]> {
  const rows: string[] = []
  const sink = { write: (row: string) => rows.push(row), reject: () => {} }
  const atif = await plainExport('atif')
  for (const turn of turns) atif.step(JSON.parse(JSON.stringify(turn)), sink)
  atif.finish?.(sink)
  return rows.map((row) => JSON.parse(row) as unknown)
}
const read = async (trajectory: object) => (await importValues([trajectory], { keepRejects: true })).turns

const part = (text: string) => ({ type: 'text', text })
const picture = { type: 'image', source: { media_type: 'image/png', path: 'a.png' } }

const inner = {
  schema_version: 'ATIF-v1.8',
  trajectory_id: 'sub-1',
  agent: { name: 'helper', version: '1' },
  steps: [
    { step_id: 1, source: 'user', message: 'Look it up.' },
    { step_id: 2, source: 'agent', message: 'Found it.' },
  ],
}

/** One of everything that the format has. */
const whole = {
  schema_version: 'ATIF-v1.8',
  session_id: 'run-1',
  trajectory_id: 'main-1',
  agent: {
    name: 'openhands',
    version: '2.0',
    model_name: 'm-1',
    tool_definitions: [
      {
        type: 'function',
        function: { name: 'bash', description: 'A shell.', parameters: { type: 'object' } },
      },
    ],
    extra: { mode: 'x' },
  },
  notes: 'made up',
  final_metrics: { total_prompt_tokens: 9, total_steps: 9 },
  continued_trajectory_ref: 'next.json',
  extra: { task: 7 },
  steps: [
    { step_id: 1, source: 'system', message: 'You are an agent.', timestamp: '2026-01-01T00:00:00Z' },
    {
      step_id: 2,
      source: 'user',
      message: 'List it.',
      timestamp: '2026-01-01T00:00:01+01:00',
      extra: { by: 'me' },
    },
    {
      step_id: 3,
      source: 'agent',
      timestamp: '2026-01-01T00:00:02Z',
      message: 'Looking.',
      model_name: 'm-2',
      reasoning_effort: 'high',
      reasoning_content: 'I list.',
      tool_calls: [
        { tool_call_id: 'c1', function_name: 'bash', arguments: { cmd: 'ls' }, extra: { timeout: 3 } },
        { tool_call_id: 'c2', function_name: 'delegate', arguments: {} },
      ],
      observation: {
        results: [
          { source_call_id: 'c1', content: [part('a.txt'), picture], extra: { score: 1 } },
          {
            source_call_id: 'c2',
            subagent_trajectory_ref: [{ trajectory_id: 'sub-1', session_id: 'run-1' }],
          },
          { content: 'The screen blinks.', extra: { loud: true } },
        ],
      },
      metrics: { prompt_tokens: 5, completion_tokens: 2, logprobs: [-0.1], extra: { x: 1 } },
      llm_call_count: 1,
      extra: { note: 'n' },
    },
    { step_id: 4, source: 'system', message: 'Ten steps left.', extra: { left: 10 } },
    { step_id: 5, source: 'agent', message: 'Dispatched.', llm_call_count: 0 },
    { step_id: 6, source: 'agent', message: 'It holds a.txt.', is_copied_context: false },
    { step_id: 7, source: 'user', message: [part('And this?'), picture] },
    { step_id: 8, source: 'agent', message: 'Before.', is_copied_context: true },
    {
      step_id: 9,
      source: 'agent',
      message: [part('A cat.')],
      tool_calls: [{ tool_call_id: 'c3', function_name: 'bash', arguments: { cmd: 'true' } }],
      observation: { results: [{ content: 'ok' }] },
    },
  ],
  subagent_trajectories: [inner],
}

describe('a trajectory', () => {
  it('is turns with their steps', async () => {
    const [first, second, third] = await read(whole)
    expect(first).toMatchObject({
      conversation: 'main-1',
      agent: { name: 'openhands', version: '2.0' },
      system: 'You are an agent.',
      tools: [{ name: 'bash', description: 'A shell.', parameters: { type: 'object' } }],
      user: 'List it.',
      assistant: 'Looking.\n\nIt holds a.txt.',
      model: 'm-1',
      steps: [
        {
          text: 'Looking.',
          model: 'm-2',
          reasoning: 'I list.',
          calls: [
            { id: 'c1', name: 'bash', arguments: { cmd: 'ls' }, result: { text: 'a.txt', media: ['image'] } },
            { id: 'c2', conversation: 'sub-1', result: { text: '' } },
          ],
        },
        { from: 'runtime', name: 'observation', text: 'The screen blinks.' },
        { from: 'runtime', name: 'system', text: 'Ten steps left.' },
        { from: 'runtime', name: 'dispatch', text: 'Dispatched.' },
        { text: 'It holds a.txt.' },
      ],
    })
    expect(second).toMatchObject({
      user: 'And this?',
      media: ['image'],
      steps: [{ copied: true }, { calls: [{ result: { text: 'ok' } }] }],
    })
    expect(third).toMatchObject({
      conversation: 'sub-1',
      parent: { conversation: 'main-1' },
      authors: { user: 'model' },
      user: 'Look it up.',
    })
  })

  it('comes back with every field', async () => {
    expect(await exported(await read(whole))).toEqual([whole])
  })

  it('comes back with the times of answers that are nothing but text', async () => {
    const at = (step_id: number, source: string, seconds: number) => ({
      step_id,
      source,
      message: `${source} ${step_id}`,
      timestamp: `2026-01-01T00:00:0${seconds}.000Z`,
    })
    const plain = {
      ...inner,
      steps: [at(1, 'user', 1), at(2, 'agent', 2), at(3, 'user', 3), at(4, 'agent', 4)],
    }
    expect(await exported(await read(plain))).toEqual([plain])
  })

  it.each(['ATIF-v1.0', 'ATIF-v1.4', 'ATIF-v1.7'])('is read in version %s', async (schema_version) => {
    const { trajectory_id: _, ...older } = inner
    const [turn] = await read({ ...older, schema_version, session_id: 's' })
    expect(turn).toMatchObject({ conversation: 's', assistant: 'Found it.' })
  })

  it('accounts for every step', async () => {
    const result = await importValues([
      {
        ...inner,
        steps: [
          { step_id: 1, source: 'agent', message: 'Nobody asked.' },
          ...inner.steps,
          { step_id: 4, source: 'agent', message: '' },
          { step_id: 5, source: 'system', message: 'The end.' },
        ],
      },
    ])
    expect(pairs(result)).toEqual([['Look it up.', 'Found it.']])
    expect({ messages: result.messages, rejected: result.rejected }).toEqual({
      messages: 5,
      rejected: { 'no question': 1, empty: 1, injected: 1 },
    })
  })
})

describe('turns of other formats as trajectories', () => {
  const turn = (fields: object): Turn => ({ conversation: 'c', user: 'Q', assistant: 'A', ...fields })

  it('say what the format has no field for in `extra`, and come back the same', async () => {
    const steps = [
      {
        reasoning: 'r',
        reasoning_is: 'summary' as const,
        text: 'Let me see.',
        calls: [
          {
            id: 'x',
            name: 'bash',
            arguments: 'not JSON',
            result: { text: 'no', error: true as const, cut: 99 },
          },
        ],
      },
      { from: 'agent' as const, name: 'teammate', text: 'Hurry.' },
      { text: 'A', stop: 'length' as const, weight: 0 as const },
    ]
    const made = await exported([
      turn({ steps, assistant: 'Let me see.\n\nA', agent: { name: 'claude-code' } }),
    ])
    expect(made).toMatchObject([
      {
        agent: { name: 'claude-code', version: 'unknown' },
        steps: [
          { step_id: 1, source: 'user', message: 'Q' },
          {
            step_id: 2,
            source: 'agent',
            tool_calls: [{ tool_call_id: 'x', arguments: { _raw: 'not JSON' } }],
            observation: { results: [{ source_call_id: 'x', content: 'no' }] },
          },
          { step_id: 3, source: 'system', message: 'Hurry.' },
          { step_id: 4, source: 'agent', message: 'A' },
        ],
      },
    ])
    const [back] = await read(made[0] as object)
    expect(back?.steps).toEqual(steps)
  })

  it('hold those of their subagents, and one conversation each', async () => {
    const made = await exported([
      turn({
        conversation: 'a',
        steps: [{ calls: [{ id: '1', name: 'Task', arguments: {}, conversation: 'a/1' }] }],
      }),
      turn({ conversation: 'a/1', parent: { conversation: 'a' } }),
      turn({ conversation: 'a/1/1', parent: { conversation: 'a/1' } }),
      turn({ conversation: 'a/2', parent: { conversation: 'a' } }),
      turn({ conversation: 'b' }),
      turn({ conversation: 'lost', parent: { conversation: 'elsewhere' } }),
    ])
    const tree = (value: unknown): unknown => {
      const { trajectory_id, subagent_trajectories } = value as Record<string, unknown>
      return [trajectory_id, ...((subagent_trajectories as unknown[]) ?? []).map(tree)]
    }
    expect(made.map(tree)).toEqual([['a', ['a/1', ['a/1/1']], ['a/2']], ['b'], ['lost']])
  })
})

describe('a session trace of the Hub', () => {
  const line = (message: object) => ({ type: 'message', message })

  it('is a conversation', async () => {
    const result = await importValues([
      { type: 'session', harness: 'my-agent', id: 's1', name: 'The time' },
      line({ role: 'system', content: 'Be brief.' }),
      line({ role: 'user', content: 'What time is it?', timestamp: 1767225600000 }),
      line({
        role: 'assistant',
        content: '',
        reasoningContent: 'I ask.',
        model: 'm',
        toolCalls: [{ id: 't1', function: { name: 'get_time', arguments: '{"zone":"UTC"}' } }],
      }),
      line({ role: 'tool', toolCallId: 't1', content: '15:00' }),
      line({ role: 'assistant', content: 'It is 15:00.', model: 'm' }),
    ])
    expect(result.turns).toMatchObject([
      {
        conversation: 's1',
        title: 'The time',
        agent: { name: 'my-agent' },
        origin: 'sts',
        system: 'Be brief.',
        time: '2026-01-01T00:00:00.000Z',
        model: 'm',
        tools: [{ name: 'get_time' }],
        steps: [
          {
            reasoning: 'I ask.',
            calls: [{ id: 't1', arguments: { zone: 'UTC' }, result: { text: '15:00' } }],
          },
          { text: 'It is 15:00.' },
        ],
      },
    ])
    expect({ messages: result.messages, rejected: result.rejected }).toEqual({
      messages: 6,
      rejected: { 'not dialogue': 1 },
    })
  })

  it('of llama.app is a tree', async () => {
    const node = (id: string, parent: string | null, role: string, content: string, timestamp: number) =>
      line({
        id,
        convId: 'v',
        parent,
        children: [],
        type: parent ? 'text' : 'root',
        role,
        content,
        timestamp,
      })
    const result = await importValues([
      { type: 'session', harness: 'llama.app', id: 'v' },
      node('r', null, 'system', '', 1),
      node('u', 'r', 'user', 'Q', 2),
      node('a', 'u', 'assistant', 'A', 3),
      node('b', 'u', 'assistant', 'B', 4),
    ])
    expect(pairs(result)).toEqual([['Q', 'B']])
    expect(result.turns[0]?.alternatives).toEqual([{ assistant: 'A' }])
  })
})

describe('a session of Pi', () => {
  const entry = (id: string, parentId: string | null, message: object, more: object = {}) => ({
    type: 'message',
    id,
    parentId,
    timestamp: '2026-01-01T00:00:00.000Z',
    message,
    ...more,
  })
  const head = {
    type: 'session',
    version: 3,
    id: 'p',
    timestamp: '2026-01-01T00:00:00.000Z',
    cwd: '/home/me/shop',
  }

  it('is a tree of entries, of which not all are dialogue', async () => {
    const result = await importValues([
      head,
      { type: 'model_change', id: 'm', parentId: null, modelId: 'x' },
      entry('u', 'm', { role: 'user', content: 'Test it.' }),
      entry('a', 'u', {
        role: 'assistant',
        model: 'x',
        stopReason: 'toolUse',
        content: [
          { type: 'thinking', thinking: 'I run it.' },
          { type: 'toolCall', id: 'c', name: 'bash', arguments: { command: 'go test' } },
        ],
      }),
      { type: 'custom', customType: 'start', id: 'k', parentId: 'a' },
      entry('t', 'k', {
        role: 'toolResult',
        toolCallId: 'c',
        content: [{ type: 'text', text: 'no' }],
        isError: true,
      }),
      entry('b', 't', {
        role: 'assistant',
        content: [{ type: 'text', text: 'It fails.' }],
        stopReason: 'aborted',
      }),
      { type: 'compaction', id: 's', parentId: 'b', summary: 'It failed.' },
      entry('v', 's', { role: 'user', content: [{ type: 'text', text: 'Mend it.' }] }),
      entry('d', 'v', { role: 'assistant', content: [{ type: 'text', text: 'Done.' }], stopReason: 'stop' }),
      entry('e', 'v', { role: 'assistant', content: [{ type: 'text', text: 'No.' }] }),
    ])
    expect(result.turns).toMatchObject([
      {
        conversation: 'p',
        origin: 'pi',
        project: 'shop',
        agent: { name: 'pi' },
        tools: [{ name: 'bash' }],
        user: 'Test it.',
        steps: [
          {
            reasoning: 'I run it.',
            calls: [{ arguments: { command: 'go test' }, result: { text: 'no', error: true } }],
          },
          { text: 'It fails.', stop: 'interrupted' },
        ],
      },
      {
        user: 'Mend it.',
        steps: [{ from: 'runtime', name: 'compaction', text: 'It failed.' }, { text: 'No.' }],
        alternatives: [{ assistant: 'Done.' }],
      },
    ])
    expect({ messages: result.messages, rejected: result.rejected }).toEqual({
      messages: 11,
      rejected: { 'not dialogue': 3 },
    })
  })
})
