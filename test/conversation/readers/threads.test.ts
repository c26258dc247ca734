import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

describe('Jan and Assistants threads', () => {
  const said = (thread: string, role: string, value: string, created_at: number, more = {}) => ({
    object: 'thread.message',
    thread_id: thread,
    role,
    content: [{ type: 'text', text: { value, annotations: [] } }],
    created_at,
    ...more,
  })
  const lines = [
    said('a', 'user', 'How far?', 1_760_000_000_000),
    said('b', 'user', 'How near?', 1_760_000_001_000),
    said('a', 'assistant', '3 km.', 1_760_000_002_000, { metadata: { model: 'small' } }),
    said('b', 'assistant', '1 km.', 1_760_000_003_000),
  ]

  it('are conversations by the thread that each message names', async () => {
    const { turns } = await importValues(lines)
    expect(turns).toMatchObject([
      {
        conversation: 'a',
        user: 'How far?',
        assistant: '3 km.',
        model: 'small',
        time: '2025-10-09T08:53:20.000Z',
        origin: 'jan',
        source: { at: 1 },
      },
      { conversation: 'b', user: 'How near?', assistant: '1 km.', source: { at: 2 } },
    ])
  })

  it('may come as a list, the newest first', async () => {
    const data = [lines[2], lines[0]]
    expect(pairs(await importValues([{ object: 'list', data }]))).toEqual([['How far?', '3 km.']])
  })
})

describe('Le Chat', () => {
  const message = (id: string, role: string, content: string, minute: number, more = {}) => ({
    id,
    chatId: 'chat',
    role,
    content,
    contentChunks: null,
    createdAt: `2026-05-01T08:0${minute}:00.000Z`,
    files: [],
    ...more,
  })

  it('is put in the order of the times', async () => {
    const imported = await importValues([
      message('4', 'assistant', 'Seven.', 3),
      message('2', 'assistant', 'Blue.', 1),
      message('3', 'user', 'How many?', 2),
      message('1', 'user', 'Which colour?', 0),
    ])
    expect(pairs(imported)).toEqual([
      ['Which colour?', 'Blue.'],
      ['How many?', 'Seven.'],
    ])
    expect(imported.turns).toMatchObject([
      { conversation: 'chat', origin: 'le-chat', time: '2026-05-01T08:00:00.000Z', source: { at: 4 } },
      {},
    ])
  })

  it('has its calls with their results in the chunks, which say the text once', async () => {
    const contentChunks = [
      {
        type: 'tool_call',
        id: 'c',
        name: 'web_search',
        publicArguments: '{"query":"blue"}',
        publicResult: 'sky',
        success: true,
      },
      { type: 'text', text: 'Blue.' },
      { type: 'reference', referenceIds: [1] },
    ]
    const { turns } = await importValues([
      message('1', 'user', 'Which colour?', 0, { files: [{ type: 'image', name: 'a.png' }] }),
      message('2', 'assistant', 'Blue.', 1, { contentChunks }),
    ])
    expect(turns).toMatchObject([
      {
        media: ['image'],
        assistant: 'Blue.',
        steps: [
          {
            text: 'Blue.',
            calls: [{ id: 'c', name: 'web_search', arguments: { query: 'blue' }, result: { text: 'sky' } }],
          },
        ],
      },
    ])
  })
})

describe('DeepSeek', () => {
  const node = (id: string, parent: string | null, ...fragments: [string, string][]) => [
    id,
    {
      id,
      parent,
      message: {
        model: 'reasoner',
        inserted_at: `2026-05-01T08:0${id}:00.000000+02:00`,
        files: [],
        fragments: fragments.map(([type, content]) => ({ type, content })),
      },
    },
  ]
  const chat = (...nodes: unknown[][]) => ({
    id: 'd',
    title: 'Colours',
    mapping: { root: { id: 'root', parent: null, message: null }, ...Object.fromEntries(nodes) },
  })

  it('is a tree as that of ChatGPT, with thoughts apart', async () => {
    const imported = await importValues([
      chat(
        node('1', 'root', ['REQUEST', 'Which colour?']),
        node('2', '1', ['THINK', 'Sky?'], ['RESPONSE', 'Grey.']),
        node('3', '1', ['THINK', 'Sea?'], ['SEARCH', 'sea'], ['RESPONSE', 'Blue.']),
      ),
    ])
    expect(imported.turns).toMatchObject([
      {
        conversation: 'd',
        title: 'Colours',
        origin: 'deepseek',
        user: 'Which colour?',
        assistant: 'Blue.',
        model: 'reasoner',
        time: '2026-05-01T06:01:00.000Z',
        steps: [{ reasoning: 'Sea?', text: 'Blue.' }],
        alternatives: [{ assistant: 'Grey.', steps: [{ reasoning: 'Sky?' }] }],
      },
    ])
    expect(imported.rejected).toEqual({ 'not dialogue': 1 })
  })
})
