import { describe, expect, it } from 'vitest'
import { READERS } from '../../src/conversation/readers/index.js'
import { importValues } from '../support/import.js'

/** The text of a block, which is found again wherever it goes. */
let count = 0
const block = () => `block-${count++}.`
const text = () => ({ type: 'text', text: block() })
const thinking = () => ({ type: 'thinking', thinking: block() })
const use = (id: string) => ({ type: 'tool_use', id, name: 'f', input: { of: block() } })
const back = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: [text()] })
const called = (id: string) => ({
  id,
  type: 'function',
  function: { name: 'f', arguments: `{"of":"${block()}"}` },
})

const chat = [
  { role: 'system', content: block() },
  { role: 'user', content: [text(), { type: 'image_url', image_url: { url: 'x' } }] },
  { role: 'assistant', content: block(), reasoning_content: block(), tool_calls: [called('a'), called('b')] },
  { role: 'tool', tool_call_id: 'b', content: block() },
  { role: 'tool', tool_call_id: 'a', content: [text()] },
  { role: 'tool', tool_call_id: 'nobody', content: block() },
  { role: 'assistant', content: [text(), { type: 'odd', of: block() }], weight: 0 },
  { role: 'assistant', content: block() },
  { role: 'user', content: block() },
  { role: 'assistant', content: null, refusal: block() },
  { role: 'user', content: block() },
  { role: 'assistant', content: block(), weight: 0 },
  { role: 'oracle', content: block() },
  { role: 'user', content: block() },
]
const blocks = [
  { role: 'user', content: [text()] },
  { role: 'assistant', content: [thinking(), text(), use('a'), use('b')] },
  { role: 'user', content: [back('b'), back('a'), back('nobody'), text(), { type: 'odd', of: block() }] },
  { role: 'assistant', content: [text(), { type: 'redacted_thinking', data: '' }] },
  { role: 'user', content: [text()] },
  { role: 'assistant', content: [use('c')] },
  { role: 'user', content: [back('c')] },
]
/** An answer without a question. */
const unasked = [
  { role: 'assistant', content: [text(), use('d')] },
  { role: 'user', content: [back('d')] },
]
const record = (type: string, uuid: string, content: unknown, more = {}) => ({
  type,
  uuid,
  sessionId: 's',
  timestamp: '2026-01-01T00:00:00Z',
  message: { id: uuid, role: type, content },
  ...more,
})
const node = (id: string, parent: string | null, role: string, content: object, more = {}) => [
  id,
  { id, parent, message: { id, author: { role }, content, recipient: 'all', ...more } },
]
const parts = () => ({ content_type: 'text', parts: [block()] })
const item = (type: string, payload: object) => ({ type: 'response_item', payload: { type, ...payload } })
const fragment = (...types: string[]) => ({ fragments: types.map((type) => ({ type, content: block() })) })
const person = (...content: unknown[]) => ({ role: 'user', content })

/** Documents of each reader, with what its format can hold, and what is in none of its turns. */
const FIXTURES: Record<string, unknown[]> = {
  turns: [
    { user: block(), assistant: block() },
    { user: block(), assistant: '' },
  ],
  deepseek: [
    {
      mapping: Object.fromEntries([
        ['1', { parent: null, message: fragment('REQUEST') }],
        ['2', { parent: '1', message: fragment('THINK', 'RESPONSE', 'SEARCH') }],
        ['3', { parent: '1', message: fragment('RESPONSE') }],
        ['4', { parent: '3', message: fragment('REQUEST') }],
      ]),
    },
  ],
  chatgpt: [
    {
      current_node: 'f',
      mapping: Object.fromEntries([
        node('s', null, 'system', parts()),
        node('a', 's', 'user', parts()),
        node('b', 'a', 'assistant', { content_type: 'code', text: block() }, { recipient: 'python' }),
        node('c', 'b', 'tool', { content_type: 'execution_output', text: block() }),
        node('d', 'c', 'assistant', parts()),
        node('o', 'a', 'assistant', parts()),
        node('e', 'd', 'user', parts()),
        node('h', 'e', 'system', parts(), { metadata: { is_visually_hidden_from_conversation: true } }),
        node('f', 'h', 'assistant', parts()),
      ]),
    },
  ],
  claude: [
    {
      uuid: 'c',
      chat_messages: [
        {
          uuid: 'a',
          sender: 'human',
          content: [text()],
          attachments: [{ file_name: 'f', extracted_content: block() }],
        },
        {
          uuid: 'b',
          sender: 'assistant',
          content: [thinking(), text(), { ...use('x'), name: 'web_search' }, back('x'), text()],
        },
        { uuid: 'd', sender: 'human', content: [text()] },
      ],
    },
  ],
  jan: ['user', 'assistant', 'user'].map((role) => ({
    object: 'thread.message',
    thread_id: 't',
    role,
    content: [{ type: 'text', text: { value: block() } }],
  })),
  'le-chat': [
    { chatId: 'c', role: 'user', content: block(), contentChunks: null, createdAt: '2026-01-01T00:00:00Z' },
    {
      chatId: 'c',
      role: 'assistant',
      content: '',
      contentChunks: [
        {
          type: 'tool_call',
          id: 'x',
          name: 'f',
          publicArguments: `{"of":"${block()}"}`,
          publicResult: block(),
        },
        text(),
        { type: 'custom_element', of: block() },
      ],
      createdAt: '2026-01-01T00:01:00Z',
    },
  ],
  cline: [
    person(
      { type: 'text', text: `<task>${block()}</task>` },
      { type: 'text', text: `<environment_details>${block()}</environment_details>` },
    ),
    {
      role: 'assistant',
      content: [{ type: 'text', text: `${block()}\n<read_file><path>${block()}</path></read_file>` }],
    },
    person({ type: 'text', text: "[read_file for 'a'] Result:" }, text()),
    { role: 'assistant', content: [text(), use('a')] },
    person(back('a'), { type: 'text', text: `[ERROR] ${block()}` }),
    {
      role: 'assistant',
      content: [
        { type: 'text', text: `<attempt_completion><result>${block()}</result></attempt_completion>` },
      ],
    },
    person({ type: 'text', text: `[attempt_completion] Result:\n${block()}` }),
    { role: 'assistant', content: [text()] },
    person({ type: 'text', text: `<feedback>${block()}</feedback>` }),
  ],
  'anthropic-messages': [{ system: [text()], messages: [...unasked, ...blocks] }],
  'openai-messages': [
    { messages: chat },
    ...blocks.map((message) => JSON.parse(JSON.stringify(message).replaceAll('block-', 'block-bare-'))),
    {
      request: { messages: [{ role: 'user', content: 'block-log-1.' }] },
      response: { choices: [{ message: { role: 'assistant', content: 'block-log-2.' } }] },
    },
  ],
  'openai-responses': [
    {
      instructions: block(),
      input: [
        { role: 'user', content: [{ type: 'input_text', text: block() }] },
        { type: 'reasoning', summary: [{ type: 'summary_text', text: block() }] },
        { type: 'function_call', call_id: 'a', name: 'f', arguments: `{"of":"${block()}"}` },
        { type: 'function_call_output', call_id: 'a', output: block() },
        { type: 'function_call_output', call_id: 'nobody', output: block() },
        { type: 'compaction', encrypted_content: block() },
      ],
      output: [{ type: 'message', role: 'assistant', content: [{ type: 'output_text', text: block() }] }],
    },
  ],
  sharegpt: [
    {
      conversations: [
        { from: 'system', value: block() },
        { from: 'human', value: block() },
        { from: 'function_call', value: `{"name": "f", "arguments": {"of": "${block()}"}}` },
        { from: 'observation', value: block() },
        { from: 'observation', value: block() },
        { from: 'function_call', value: block() },
        { from: 'gpt', value: [text()] },
        { from: 'oracle', value: block() },
        { from: 'human', value: block() },
      ],
    },
  ],
  'claude-code': [
    record('user', 'u', block()),
    record('assistant', 'a', [thinking(), text(), use('x')]),
    record('user', 'r', [back('x'), back('nobody')]),
    record('user', 'n', `<system-reminder>${block()}</system-reminder>`, { isMeta: true }),
    { type: 'system', uuid: 'y', sessionId: 's', content: block() },
    record('assistant', 'e', [text()], { isApiErrorMessage: true }),
    record('assistant', 'b', [text()]),
    record('user', 'v', `<system-reminder>${block()}</system-reminder>\n${block()}`),
  ],
  codex: [
    { type: 'session_meta', payload: { id: 's' } },
    item('message', { role: 'user', content: [{ type: 'input_text', text: block() }] }),
    item('reasoning', { summary: [{ type: 'summary_text', text: block() }] }),
    item('function_call', { call_id: 'a', name: 'f', arguments: `{"of":"${block()}"}` }),
    item('function_call_output', { call_id: 'a', output: block() }),
    item('function_call_output', { call_id: 'nobody', output: block() }),
    item('message', { role: 'assistant', content: [{ type: 'output_text', text: block() }] }),
    item('message', {
      role: 'user',
      content: [{ type: 'input_text', text: `<environment_context>${block()}</environment_context>` }],
    }),
    { type: 'event_msg', payload: { type: 'token_count', of: block() } },
    item('message', { role: 'user', content: [{ type: 'input_text', text: block() }] }),
  ],
  atif: [
    {
      schema_version: 'ATIF-v1.8',
      session_id: 's',
      agent: { name: 'a', version: '1' },
      steps: [
        { step_id: 1, source: 'system', message: block() },
        { step_id: 2, source: 'user', message: block() },
        {
          step_id: 3,
          source: 'agent',
          message: block(),
          reasoning_content: block(),
          tool_calls: [{ tool_call_id: 'a', function_name: 'f', arguments: { of: block() } }],
          observation: { results: [{ source_call_id: 'a', content: block() }] },
        },
        { step_id: 4, source: 'agent', message: block() },
        { step_id: 5, source: 'user', message: block() },
      ],
    },
  ],
  sts: [
    { type: 'session', harness: 'h', id: 's' },
    ...[
      { role: 'system', content: block() },
      { role: 'user', content: block() },
      { role: 'assistant', content: block(), reasoningContent: block(), toolCalls: [called('a')] },
      { role: 'tool', toolCallId: 'a', content: block() },
      { role: 'assistant', content: block() },
      { role: 'user', content: block() },
    ].map((message) => ({ type: 'message', message })),
  ],
  memories: [{ text: `User: ${block()}\n\nSystem: ${block()}` }, { text: 'User: block-memory.\n\nSystem:' }],
}

const blocksIn = (value: unknown) => JSON.stringify(value).match(/block-[\w-]+\./g) ?? []

describe('every block is in a step or among the rejects, once, with its text', () => {
  it('is asked of every reader', () => {
    expect(Object.keys(FIXTURES).sort()).toEqual(READERS.map(({ name }) => name).sort())
  })

  it.each(Object.entries(FIXTURES))('%s', async (name, values) => {
    const { turns, rejects, bad, messages, rejected } = await importValues(values, { keepRejects: true })
    expect(bad).toEqual([])
    if (name !== 'turns') for (const { origin } of turns) expect(origin).toBe(name)
    const kept = turns.flatMap(({ user, assistant, steps, alternatives = [] }) =>
      blocksIn([user, steps ?? assistant, alternatives.map((other) => other.steps ?? other.assistant)]),
    )
    const systems = new Set(turns.flatMap(({ system }) => blocksIn(system ?? '')))
    const lost = rejects.flatMap(({ text }) => blocksIn(text))
    expect([...kept, ...systems, ...lost].sort()).toEqual(blocksIn(values).sort())
    expect(turns.length).toBeGreaterThan(0)
    expect(rejects.filter(({ text }) => text === '')).toEqual([])
    const counted = Object.values(rejected).reduce((sum, each) => sum + each, 0)
    expect(counted).toBe(rejects.length)
    expect(messages).toBeGreaterThanOrEqual(counted)
  })
})
