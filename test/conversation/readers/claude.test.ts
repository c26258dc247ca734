import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

const chat = (chat_messages: unknown[], fields = {}) => ({
  uuid: 'c',
  name: '',
  created_at: '2024-01-20T15:30:00Z',
  chat_messages,
  ...fields,
})
const says = (sender: string, text: string, more = {}) => ({
  sender,
  text,
  content: [{ type: 'text', text }],
  ...more,
})
const SENTINEL = '00000000-0000-4000-8000-000000000000'

describe('a flat export', () => {
  it('is read in order', async () => {
    const result = await importValues([
      chat([says('human', 'Q'), says('assistant', 'A'), says('human', 'Q2'), says('assistant', 'B')]),
    ])
    expect(pairs(result)).toEqual([
      ['Q', 'A'],
      ['Q2', 'B'],
    ])
    expect(result.turns[0]).toMatchObject({
      conversation: 'c',
      time: '2024-01-20T15:30:00.000Z',
      origin: 'claude',
    })
    expect(result.turns[0]?.model).toBeUndefined()
  })

  it('prefers the content to the flat text, which may be filler', async () => {
    const message = says('assistant', 'filler', { content: [{ type: 'text', text: 'real' }] })
    expect(pairs(await importValues([chat([says('human', 'Q'), message])]))).toEqual([['Q', 'real']])
  })

  it.each([
    ['text', { text: 'A', content: [] }],
    ['text without content', { text: 'A' }],
    ['text_message', { text_message: { content: 'A' } }],
    [
      'text with a notice for what could not be shown',
      { text: 'A\n```\nThis block is not supported on your current device yet.\n```' },
    ],
  ])('falls back to %s', async (_, answer) => {
    const messages = [
      { sender: 'human', text: 'Q', created_at: 1700000000 },
      { sender: 'assistant', ...answer },
    ]
    const result = await importValues([chat(messages)])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.turns[0]?.time).toBe('2023-11-14T22:13:20.000Z')
  })

  it('holds empty conversations', async () => {
    expect(await importValues([chat([])])).toMatchObject({
      turns: [],
      conversations: 1,
      messages: 1,
      rejected: { 'empty conversation': 1 },
    })
  })

  it('keeps what was pasted, which is often most of the question', async () => {
    const message = says('human', 'Why?', {
      attachments: [
        { file_name: 'a.log', extracted_content: 'Error 7' },
        { file_name: '', extracted_content: 'bare' },
        { file_name: 'x.pdf' },
      ],
      files: [{ file_name: 'photo.png' }],
    })
    const { turns } = await importValues([chat([message, says('assistant', 'A')])])
    expect(turns[0]).toMatchObject({
      user: 'Why?\n\na.log:\nError 7\n\nbare',
      media: ['image', 'file'],
      missing: ['file', 'image'],
    })
  })
})

describe('the blocks of an answer', () => {
  const blocks = async (content: unknown[]) =>
    pairs(await importValues([chat([says('human', 'Q'), { sender: 'assistant', text: '', content }])]))
  const text = (value: string) => ({ type: 'text', text: value })

  it('that touch are one text, cut for its citations', async () => {
    expect(await blocks([text('The grass '), text('is green'), text('.')])).toEqual([
      ['Q', 'The grass is green.'],
    ])
  })

  it('around a tool call or a thought are paragraphs', async () => {
    const content = [
      { type: 'thinking', thinking: 'secret', summaries: [] },
      text('First.'),
      { type: 'tool_use', name: 'x', input: { secret: 1 } },
      { type: 'tool_result', name: 'x', content: [{ type: 'text', text: 'secret' }] },
      { type: 'token_budget' },
      text('Second.'),
    ]
    expect(await blocks(content)).toEqual([['Q', 'First.\n\nSecond.']])
  })

  it('of which none is text are no answer', async () => {
    for (const block of [{ type: 'thinking', thinking: 'x' }, text(' ')]) {
      const result = await importValues([
        chat([says('human', 'Q'), { sender: 'assistant', text: '', content: [block] }]),
      ])
      expect(result).toMatchObject({ turns: [], rejected: { empty: 1, 'no answer': 1 } })
    }
  })

  it('lose the tags of documents and the thoughts that 2024 kept in the text', async () => {
    const answer =
      '<antThinking>a < b</antThinking>Here it is: <antArtifact identifier="x" type="text/markdown">The essay.</antArtifact> Done.'
    expect(await blocks([text(answer)])).toEqual([['Q', 'Here it is:\n\nThe essay.\n\nDone.']])
  })
})

describe('a tree', () => {
  const at = (uuid: string, parent: string, message: object, time: number) => ({
    ...message,
    uuid,
    parent_message_uuid: parent,
    created_at: `2026-01-01T00:00:0${time}Z`,
  })
  const messages = [
    at('u', SENTINEL, says('human', 'Q'), 1),
    at('a1', 'u', says('assistant', 'A1'), 2),
    at('a2', 'u', says('assistant', 'A2'), 3),
    at('v', 'a1', says('human', 'old'), 4),
    at('w', 'a2', says('human', 'Q2'), 5),
    at('b', 'w', says('assistant', 'B'), 6),
  ]

  it('is followed to the newest leaf; other answers are alternatives, other questions other branches', async () => {
    const result = await importValues([chat(messages)])
    expect(pairs(result)).toEqual([
      ['Q', 'A2'],
      ['Q2', 'B'],
    ])
    expect(result.turns[0]?.alternatives).toEqual([{ assistant: 'A1' }])
    expect(result.rejected).toEqual({ 'other branch': 1 })
  })

  it('takes the first message edited for another branch', async () => {
    const edited = [
      ...messages,
      at('x', SENTINEL, says('human', 'new'), 7),
      at('y', 'x', says('assistant', 'Y'), 8),
    ]
    expect(pairs(await importValues([chat(edited)]))).toEqual([['new', 'Y']])
  })

  it('follows the leaf that is named', async () => {
    expect(pairs(await importValues([chat(messages, { current_leaf_message_uuid: 'a1' })]))).toEqual([
      ['Q', 'A1'],
    ])
  })
})
