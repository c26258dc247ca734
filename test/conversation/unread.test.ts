import { describe, expect, it } from 'vitest'
import { importDocuments, importValues } from '../support/import.js'

/** Documents of every format that is told by its container, with messages that keep their text elsewhere. */
const said = { body: { words: 'Where is it?' } }
const DOCUMENTS: [string, unknown[], string][] = [
  [
    'chatgpt',
    [
      {
        mapping: {
          a: { id: 'a', parent: null, message: { id: 'a', kind: 'ask', pieces: [{ words: 'Where?' }] } },
        },
      },
    ],
    'id, kind, pieces',
  ],
  ['claude', [{ chat_messages: [{ uuid: 'a', sender: 'human', ...said }] }], 'uuid, sender, body'],
  ['openai-messages', [{ messages: [{ role: 'user', content: null, ...said }] }], 'role, content, body'],
  ['openai-messages', [{ role: 'user', content: null, ...said }], 'role, content, body'],
  ['sharegpt', [{ conversations: [{ from: 'human', value: null, ...said }] }], 'from, value, body'],
  [
    'jan',
    [{ object: 'thread.message', thread_id: 't', role: 'user', ...said }],
    'object, thread_id, role, body',
  ],
  [
    'openai-responses',
    [{ input: [{ role: 'user', content: null, ...said }], output: [] }],
    'role, content, body',
  ],
  [
    'deepseek',
    [{ mapping: { a: { id: 'a', parent: null, message: { fragments: [], ...said } } } }],
    'fragments, body',
  ],
  [
    'claude-code',
    ['u', 'v'].map((uuid) => ({
      type: 'user',
      uuid,
      sessionId: 's',
      message: { role: 'user', parts: [{ text: 'Where?' }] },
    })),
    'role, parts',
  ],
]

describe('a document whose messages have their text where no reader looks', () => {
  it.each(DOCUMENTS)('of %s is of an unknown shape, which is shown', async (format, values, keys) => {
    const { bad, turns, messages } = await importValues(values)
    expect(turns).toEqual([])
    expect(messages).toBe(0)
    expect(bad).toHaveLength(1)
    expect(bad[0]?.problem.message).toBe(
      `no text was found in its messages; one of them is an object with the fields ${keys}`,
    )
    expect(bad[0]?.problem.hint).toContain('--from FORMAT')
    expect(bad[0]?.text).toContain('Where')
    expect(format).not.toBe('')
  })

  it('does not keep others from being read', async () => {
    const good = {
      messages: [
        { role: 'user', content: 'Q' },
        { role: 'assistant', content: 'A' },
      ],
    }
    const bad = { messages: [{ role: 'user', content: { said: 'Q' } }] }
    expect(await importValues([good, bad, good])).toMatchObject({ turns: [{}, {}], bad: [{ line: 2 }] })
  })

  it.each<[string, unknown[]]>([
    ['nothing', [{ chat_messages: [] }]],
    [
      'empty messages',
      [{ chat_messages: [{ uuid: 'a', sender: 'human', text: '', content: [], created_at: '2026-01-01' }] }],
    ],
    [
      'an image',
      [{ messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'x' } }] }] }],
    ],
    [
      'a call',
      [
        {
          messages: [
            { role: 'assistant', content: null, tool_calls: [{ id: 'c', function: { name: 'f' } }] },
          ],
        },
      ],
    ],
    ['a side that nobody knows', [{ conversations: [{ from: 'oracle', value: 'Yes.' }] }]],
    ['hidden roots', [{ mapping: { a: { id: 'a', parent: null, message: null } } }]],
  ])('is none that holds %s', async (_, values) => {
    expect((await importValues(values)).bad).toEqual([])
  })
})

describe('what is nested deeper than can be written', () => {
  const deep = JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`)
  it.each<[string, object]>([
    [
      'arguments',
      {
        messages: [
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: [{ type: 'tool_use', id: 'c', name: 'f', input: deep }] },
        ],
      },
    ],
    [
      'tools',
      {
        messages: [
          { role: 'user', content: 'Q' },
          { role: 'assistant', content: 'A' },
        ],
        tools: [{ name: 'f', parameters: deep }],
      },
    ],
  ])('is refused: %s', async (_, value) => {
    const documents = [{ file: 'f', at: 1, line: 1, column: 1, value }]
    const { turns, bad } = await importDocuments(documents)
    expect(turns).toEqual([])
    expect(bad).toMatchObject([{ problem: { message: 'too deeply nested' } }])
  })
})
