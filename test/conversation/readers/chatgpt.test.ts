import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

interface Node {
  id: string
  parent?: string | null
  role?: string
  text?: string
  content?: unknown
  [field: string]: unknown
}

/** A conversation from nodes; without `role` and `content` a node holds no message. */
function chat(nodes: Node[], fields: Record<string, unknown> = {}) {
  const mapping = Object.fromEntries(
    nodes.map(({ id, parent, role, text, content, ...rest }) => [
      id,
      {
        id,
        parent: parent ?? null,
        children: [],
        message:
          role === undefined
            ? null
            : {
                id,
                author: { role },
                content: content ?? { content_type: 'text', parts: [text] },
                metadata: {},
                ...rest,
              },
      },
    ]),
  )
  return { title: 't', conversation_id: 'c', mapping, ...fields }
}

const user = (id: string, parent: string | null, text: string, more = {}): Node => ({
  id,
  parent,
  role: 'user',
  text,
  ...more,
})
const answer = (id: string, parent: string | null, text: string, more = {}): Node => ({
  id,
  parent,
  role: 'assistant',
  text,
  ...more,
})

describe('the tree', () => {
  const retried = [
    { id: 'root' },
    user('u', 'root', 'Q', { create_time: 1 }),
    answer('a1', 'u', 'A1', { create_time: 2 }),
    answer('a2', 'u', 'A2', { create_time: 3 }),
    user('u2', 'a2', 'Q2', { create_time: 4 }),
    answer('b', 'u2', 'B', { create_time: 5 }),
  ]

  it('is followed from the current node up, in whatever order the nodes stand', async () => {
    const nodes = [...retried].reverse()
    expect(pairs(await importValues([chat(nodes, { current_node: 'a1' })]))).toEqual([['Q', 'A1']])
    expect(pairs(await importValues([chat(nodes, { current_node: 'b' })]))).toEqual([
      ['Q', 'A2'],
      ['Q2', 'B'],
    ])
  })

  it('ends at the current node, though something may follow it', async () => {
    const result = await importValues([chat(retried, { current_node: 'a2' })])
    expect(pairs(result)).toEqual([['Q', 'A2']])
    expect(result.rejected).toEqual({ 'other branch': 2 })
  })

  it.each([[undefined], [null], ['gone'], ['__proto__'], ['constructor']])(
    'is followed to the newest leaf where the current node is %s',
    async (current_node) => {
      expect(pairs(await importValues([chat(retried, { current_node })])).at(-1)).toEqual(['Q2', 'B'])
    },
  )

  it('keeps the other answers to a question as alternatives', async () => {
    const { turns, rejected } = await importValues([chat(retried, { current_node: 'b' })])
    expect(turns[0]?.alternatives).toEqual([{ assistant: 'A1' }])
    expect(turns[1]?.alternatives).toBeUndefined()
    expect(rejected).toEqual({})
  })

  it('counts an edited question as another branch', async () => {
    const nodes = [
      user('u', null, 'old', { create_time: 1 }),
      answer('a', 'u', 'A'),
      user('v', null, 'new', { create_time: 2 }),
      answer('b', 'v', 'B'),
    ]
    const result = await importValues([chat(nodes, { current_node: 'b' })])
    expect(pairs(result)).toEqual([['new', 'B']])
    expect(result.rejected).toEqual({ 'other branch': 2 })
    expect(result.turns[0]?.alternatives).toBeUndefined()
  })

  it('is cut where it runs in a circle', async () => {
    const nodes = [user('u', 'b', 'Q'), answer('a', 'u', 'A'), user('v', 'a', 'Q2'), answer('b', 'v', 'B')]
    expect(pairs(await importValues([chat(nodes, { current_node: 'b' })]))).toEqual([
      ['Q', 'A'],
      ['Q2', 'B'],
    ])
    const own = [user('u', 'u', 'Q'), answer('a', 'u', 'A')]
    expect(pairs(await importValues([chat(own)]))).toEqual([['Q', 'A']])
  })

  it('takes the order of time where no node names its parent, and is less sure of the pairs', async () => {
    const nodes = [answer('a', null, 'A', { create_time: 2 }), user('u', null, 'Q', { create_time: 1 })]
    const result = await importValues([chat(nodes)])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.turns[0]?.pair_confidence).toBe(0.8)
    const linked = await importValues([chat(retried)])
    expect(linked.turns[0]?.pair_confidence).toBeUndefined()
  })

  it('does not count nodes without a message', async () => {
    expect(await importValues([chat(retried)])).toMatchObject({ messages: 5, rejected: {} })
  })
})

describe('messages that are no dialogue are rejected', () => {
  const of = (content_type: string, more = {}) => ({
    id: 'x',
    parent: 'u',
    role: 'assistant',
    content: { content_type, text: 'secret', parts: ['secret'], ...more },
  })
  it.each([
    ['not dialogue', of('reasoning_recap', { content: 'Thought for 12 seconds' })],
    ['error stub', of('system_error')],
    ['weight 0', { ...of('text'), weight: 0 }],
    ['weight 0', { ...of('text'), weight: 0, recipient: 'python' }],
    ['hidden', { ...of('text'), metadata: { is_visually_hidden_from_conversation: true } }],
    ['empty', { id: 'x', parent: 'u', role: 'assistant', text: ' ' }],
    ['empty', { id: 'x', parent: 'u', role: 'assistant', text: ' ', recipient: 'python' }],
    ['empty', { id: 'x', parent: 'u', role: 'tool', text: '' }],
    ['not dialogue', { id: 'x', parent: 'u', role: 'assistant', content: { content_type: 'super_widget' } }],
    ['unknown role', { id: 'x', parent: 'u', role: 'critic', text: 'secret' }],
  ])('%s', async (reason, node) => {
    const result = await importValues([chat([user('u', null, 'Q'), node, answer('a', 'x', 'A')])])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ [reason]: 1 })
    expect(JSON.stringify(result.turns)).not.toContain('secret')
  })

  it('but what answers a hidden question is not taken for the answer to the question before', async () => {
    const hidden = user('h', 'a', 'auto', { metadata: { is_visually_hidden_from_conversation: true } })
    const result = await importValues([
      chat([user('u', null, 'Q'), answer('a', 'u', 'A'), hidden, answer('b', 'h', 'B')]),
    ])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ hidden: 1, 'no question': 1 })
  })
})

describe('an answer', () => {
  it('may be split over nodes, with thoughts and tools between', async () => {
    const nodes = [
      user('u', null, 'Q'),
      answer('t', 'u', '', { content: { content_type: 'thoughts', thoughts: [] } }),
      answer('a1', 't', 'First.'),
      answer('c', 'a1', '', { recipient: 'python', content: { content_type: 'code', text: '1+1' } }),
      { id: 'o', parent: 'c', role: 'tool', content: { content_type: 'execution_output', text: '2' } },
      answer('a2', 'o', 'Second.'),
    ]
    expect(pairs(await importValues([chat(nodes)]))).toEqual([['Q', 'First.\n\nSecond.']])
  })

  it('that branches in the middle has alternatives with the same beginning', async () => {
    const nodes = [
      user('u', null, 'Q'),
      answer('a', 'u', 'First.', { create_time: 1 }),
      answer('b', 'a', 'Bad.', { create_time: 2 }),
      answer('c', 'a', 'Good.', { create_time: 3 }),
    ]
    const { turns } = await importValues([chat(nodes)])
    expect(turns[0]?.assistant).toBe('First.\n\nGood.')
    expect(turns[0]?.alternatives).toEqual([{ assistant: 'First.\n\nBad.' }])
  })

  it.each([
    [
      'spans',
      'Yes\u{E200}cite\u{E202}turn0search1\u{E202}turn0search2\u{E201}. And \u{E200}filecite\u{E202}turn1file0\u{E201} so',
      'Yes. And so',
    ],
    [
      'what a span shows',
      '\u{E200}entity\u{E202}["city","Berlin","capital"]\u{E201} and \u{E200}url\u{E202}the site\u{E202}turn0search1\u{E201}',
      'Berlin and the site',
    ],
    ['a span that is not closed', 'a \u{E200}cite\u{E202}turn0', 'a citeturn0'],
    ['remains of spans', 'Yes. citeturn0search3turn0news12 So citeturn1file0', 'Yes. So'],
    ['source marks', 'Yes【1†source】 and no 【12:3†L4-L9】.', 'Yes and no.'],
    ['brackets that are no marks', 'the 【title】 and † stay', 'the 【title】 and † stay'],
    [
      'remains without a mark',
      'Yes. video turn0search3 navlistturn0news1turn0news2 So turn1view2.',
      'Yes. So.',
    ],
    ['what only looks like one', 'let turn90degrees2 = turn1;', 'let turn90degrees2 = turn1;'],
    ["the client's own remains", 'Yes :contentReference[oaicite:3]{index=3}.', 'Yes.'],
    ['remains of a name', 'By entity["people", "Ada L.", 0], and entity[0]', 'By Ada L., and entity[0]'],
    [
      'links to a sandbox',
      'Here: [data.csv](sandbox:/mnt/data/data.csv), sandbox:/mnt/data/b.txt',
      'Here: data.csv, b.txt',
    ],
  ])('loses %s', async (_, text, clean) => {
    expect(pairs(await importValues([chat([user('u', null, 'Q'), answer('a', 'u', text)])]))).toEqual([
      ['Q', clean],
    ])
  })

  it('keeps such marks in what a person wrote', async () => {
    const text = 'What is 【1†source】?'
    expect(pairs(await importValues([chat([user('u', null, text), answer('a', 'u', 'A')])]))).toEqual([
      [text, 'A'],
    ])
  })

  it('is code where that is what was shown', async () => {
    const content = { content_type: 'code', language: 'python', text: 'x = 1' }
    const [turn] = (await importValues([chat([user('u', null, 'Q'), answer('a', 'u', '', { content })])]))
      .turns
    expect(turn?.assistant).toBe('```python\nx = 1\n```')
  })
})

describe('a message of several parts', () => {
  it('keeps its text and says what else there was', async () => {
    const content = {
      content_type: 'multimodal_text',
      parts: [
        { content_type: 'image_asset_pointer', asset_pointer: 'file://x' },
        '',
        { content_type: 'audio_transcription', text: 'What is this?', direction: 'in' },
        { content_type: 'audio_asset_pointer' },
        { content_type: 'real_time_user_audio_video_asset_pointer' },
        'Please.',
      ],
    }
    const metadata = { attachments: [{ mime_type: 'application/pdf' }, { mime_type: 'image/png' }] }
    const { turns } = await importValues([
      chat([user('u', null, '', { content, metadata }), answer('a', 'u', 'A bird.')]),
    ])
    expect(turns[0]).toMatchObject({
      user: 'What is this?\n\nPlease.',
      media: ['image', 'audio', 'file'],
      missing: ['image', 'file'],
    })
  })

  it('without any text is no question, but ends the turn before it', async () => {
    const image = { content_type: 'multimodal_text', parts: [{ content_type: 'image_asset_pointer' }] }
    const nodes = [
      user('u', null, 'Q'),
      answer('a', 'u', 'A'),
      user('v', 'a', '', { content: image }),
      answer('b', 'v', 'B'),
    ]
    const result = await importValues([chat(nodes)])
    expect(pairs(result)).toEqual([['Q', 'A']])
    expect(result.rejected).toEqual({ empty: 1, 'no question': 1 })
  })
})

describe('instructions become the system text', () => {
  const hidden = { metadata: { is_visually_hidden_from_conversation: true }, weight: 0 }
  it.each([
    [
      'custom instructions',
      {
        role: 'user',
        content: {
          content_type: 'user_editable_context',
          user_profile: 'I cook.',
          user_instructions: 'Be brief.',
        },
      },
    ],
    [
      'custom instructions in the metadata',
      {
        role: 'system',
        text: '',
        metadata: {
          is_user_system_message: true,
          user_context_message_data: { about_user_message: 'I cook.', about_model_message: 'Be brief.' },
        },
      },
    ],
    [
      'memory',
      {
        role: 'assistant',
        content: { content_type: 'model_editable_context', model_set_context: 'I cook.\n\nBe brief.' },
      },
    ],
    [
      'a system message that is shown',
      { role: 'system', text: 'I cook.\n\nBe brief.', metadata: {}, weight: 1 },
    ],
  ])('from %s', async (_, node) => {
    const nodes = [{ id: 's', parent: null, ...hidden, ...node }, user('u', 's', 'Q'), answer('a', 'u', 'A')]
    const { turns, rejected } = await importValues([chat(nodes)])
    expect(turns[0]?.system).toBe('I cook.\n\nBe brief.')
    expect(rejected).toEqual({})
  })

  it('of which the newest memory counts, and is there once', async () => {
    const memory = (id: string, parent: string | null, text: string) => ({
      id,
      parent,
      role: 'assistant',
      content: { content_type: 'model_editable_context', model_set_context: text },
    })
    const nodes = [
      memory('m', null, 'old'),
      user('u', 'm', 'Q'),
      answer('a', 'u', 'A'),
      memory('n', 'a', 'between'),
      memory('o', 'n', 'new'),
      user('v', 'o', 'Q2'),
      answer('b', 'v', 'B'),
    ]
    const { turns, rejected } = await importValues([chat(nodes)])
    expect(turns.map(({ system }) => system)).toEqual(['old', 'new'])
    expect(rejected).toEqual({ superseded: 1 })
  })

  it('but not from a hidden system message', async () => {
    const nodes = [
      { id: 's', parent: null, role: 'system', text: 'policy', ...hidden },
      user('u', 's', 'Q'),
      answer('a', 'u', 'A'),
    ]
    const { turns, rejected } = await importValues([chat(nodes)])
    expect(turns[0]?.system).toBeUndefined()
    expect(rejected).toEqual({ hidden: 1 })
  })
})

describe('a turn', () => {
  it('has the time, the model, and ids that stay when the export grows', async () => {
    const nodes = [
      user('u', null, 'Q', { create_time: 1700000000.25 }),
      answer('a', 'u', 'A', { metadata: { model_slug: 'gpt-4o' } }),
    ]
    const [small] = (await importValues([chat(nodes)])).turns
    const grown = [...nodes, answer('a0', 'u', 'A0'), user('v', 'a', 'Q2'), answer('b', 'v', 'B')]
    const [same] = (await importValues([chat(grown, { current_node: 'b' })])).turns
    expect(small).toMatchObject({
      time: '2023-11-14T22:13:20.250Z',
      model: 'gpt-4o',
      conversation: 'c',
      index: 0,
      origin: 'chatgpt',
    })
    expect(same?.id).toBe(small?.id)
  })

  it('has no time where the export has none', async () => {
    const nodes = [user('u', null, 'Q', { create_time: null }), answer('a', 'u', 'A', { create_time: 1e300 })]
    expect((await importValues([chat(nodes)])).turns[0]?.time).toBeUndefined()
  })

  it('has the ratings of its answer and of the others', async () => {
    const ratings = [
      { message_id: 'a1', conversation_id: 'c', rating: 'thumbsDown' },
      { id: 'a2', conversation_id: 'c', rating: 'thumbs_up' },
    ]
    const nodes = [user('u', null, 'Q'), answer('a1', 'u', 'A1'), answer('a2', 'u', 'A2')]
    const { turns, messages } = await importValues([...ratings, chat(nodes, { current_node: 'a2' })])
    expect(turns[0]).toMatchObject({ feedback: 'up', alternatives: [{ assistant: 'A1', feedback: 'down' }] })
    expect(messages).toBe(3)
  })
})
