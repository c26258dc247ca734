import { describe, expect, it } from 'vitest'
import { importDocuments, importValues, pairs } from '../../support/import.js'

// Shapes as in Sinity/polylogue:tests/fixtures/chatgpt/, mohamed-chs/convoviz:docs/dev/chatgpt-spec.md and
// danny-avila/LibreChat:api/server/utils/import/__data__/; the texts are made up.

interface Message {
  role?: string
  says?: string
  [field: string]: unknown
}

/** A conversation of one branch: each message hangs on the one before it, unless it names another as its parent. */
function chat(messages: Message[], more: object = {}) {
  const mapping: Record<string, unknown> = {}
  let parent: unknown = null
  for (const [index, { role, says, tool, content, ...rest }] of messages.entries()) {
    const id = (rest.id as string | undefined) ?? `n${index}`
    const message = {
      id,
      author: { role, name: tool ?? null },
      content: content ?? { content_type: 'text', parts: [says ?? ''] },
      metadata: {},
      status: 'finished_successfully',
      ...rest,
    }
    mapping[id] = { id, parent: rest.parent ?? parent, children: [], message }
    parent = id
  }
  return { title: 'A chat', conversation_id: 'c', current_node: parent, mapping, ...more }
}
const person = (says: string, more = {}): Message => ({ role: 'user', says, ...more })
const model = (says: string, more = {}): Message => ({ role: 'assistant', says, ...more })
const code = (text: string, recipient: string, more = {}): Message => ({
  role: 'assistant',
  recipient,
  content: { content_type: 'code', language: 'unknown', text },
  ...more,
})
const output = (text: string, tool = 'python', more = {}): Message => ({
  role: 'tool',
  tool,
  content: { content_type: 'execution_output', text },
  ...more,
})

async function turnOf(messages: Message[], more: object = {}) {
  const { turns } = await importValues([chat(messages, more)])
  expect(turns).toHaveLength(1)
  return turns[0]!
}

describe('what the model writes to a tool is a call', () => {
  it('with what came back, thoughts and text of one step together', async () => {
    const { steps, assistant } = await turnOf([
      person('What is 6 times 7?'),
      {
        role: 'assistant',
        content: { content_type: 'thoughts', thoughts: [{ summary: 'Counting', content: 'Six sevens.' }] },
      },
      code('print(6 * 7)', 'python'),
      output('42'),
      { role: 'assistant', content: { content_type: 'reasoning_recap', content: 'Thought for 3 seconds' } },
      model('It is 42.'),
    ])
    expect(assistant).toBe('It is 42.')
    expect(steps).toEqual([
      {
        reasoning: 'Counting\nSix sevens.',
        reasoning_is: 'summary',
        calls: [{ id: 'n2', name: 'python', arguments: { code: 'print(6 * 7)' }, result: { text: '42' } }],
      },
      { text: 'It is 42.' },
    ])
  })

  it.each([
    [{ role: 'tool', tool: 'web.run', says: 'Three hits' }, { text: 'Three hits' }],
    [
      { role: 'tool', content: { content_type: 'tether_quote', title: 'T', url: 'u', text: 'quoted' } },
      { text: 'T\n\nu\n\nquoted' },
    ],
    [
      { role: 'tool', content: { content_type: 'tether_browsing_display', result: 'page', summary: 's' } },
      { text: 'page' },
    ],
    [{ role: 'tool', content: { content_type: 'citable_code_output', output_str: 'o' } }, { text: 'o' }],
    [
      { role: 'tool', content: { content_type: 'computer_output' } },
      { text: '', media: ['image'] },
    ],
    [
      { role: 'tool', content: { content_type: 'system_error', name: 'Timeout', text: 'too slow' } },
      { text: 'Timeout\n\ntoo slow', error: true },
    ],
    [
      output('Traceback', 'python', { status: 'finished_partial_completion' }),
      { text: 'Traceback', error: true },
    ],
    [
      output('Traceback', 'python', {
        metadata: { aggregate_result: { status: 'failed_with_in_kernel_exception' } },
      }),
      { text: 'Traceback', error: true },
    ],
    [
      output('late', 'python', { metadata: { is_visually_hidden_from_conversation: true } }),
      { text: 'late' },
    ],
  ])('and the result is of its kind: %j', async (result, expected) => {
    const { steps } = await turnOf([
      person('Q'),
      model('{"q": "x"}', { recipient: 'web.run' }),
      result,
      model('A'),
    ])
    expect(steps?.[0]?.calls).toEqual([
      { id: 'n1', name: 'web.run', arguments: { q: 'x' }, result: expected },
    ])
  })

  it('which may come in several messages, and after those of other calls', async () => {
    const { steps } = await turnOf([
      person('Q'),
      code('a', 'python'),
      code('{"q": 1}', 'web.run'),
      output('from python'),
      output('page one', 'web.run'),
      output('page two', 'web.run'),
      model('A'),
    ])
    expect(steps).toMatchObject([
      {
        calls: [
          { name: 'python', result: { text: 'from python' } },
          { name: 'web.run', result: { text: 'page one\n\npage two' } },
        ],
      },
      { text: 'A' },
    ])
  })

  it('and what a tool says without a call is put in by the runtime', async () => {
    const { steps } = await turnOf([person('Q'), output('Your file: x', 'file_search'), model('A')])
    expect(steps).toEqual([{ from: 'runtime', name: 'file_search', text: 'Your file: x' }, { text: 'A' }])
  })

  it('also where nodes lost their links', async () => {
    const lost = chat([person('Q'), code('1', 'python'), output('one'), model('A')])
    for (const [index, node] of Object.values(lost.mapping).entries())
      Object.assign(node as object, {
        parent: null,
        message: { ...(node as { message: object }).message, create_time: index + 1 },
      })
    const { turns } = await importValues([lost])
    expect(turns[0]?.steps?.[0]?.calls?.[0]?.result).toEqual({ text: 'one' })
  })

  it('which every branch has for itself', async () => {
    const { turns, messages, rejected } = await importValues([
      chat([
        person('Q'),
        code('1', 'python', { create_time: 1 }),
        output('one'),
        model('A', { create_time: 2 }),
        code('2', 'python', { parent: 'n0', create_time: 3 }),
        output('two'),
        model('B', { create_time: 4 }),
      ]),
    ])
    expect(turns).toHaveLength(1)
    expect(turns[0]).toMatchObject({
      steps: [{ calls: [{ result: { text: 'two' } }] }, { text: 'B' }],
      alternatives: [{ assistant: 'A', steps: [{ calls: [{ result: { text: 'one' } }] }, { text: 'A' }] }],
    })
    expect({ messages, rejected }).toEqual({ messages: 7, rejected: {} })
  })
})

it('keeps the words of what is no dialogue among what is rejected', async () => {
  const recap = {
    role: 'assistant',
    content: { content_type: 'reasoning_recap', content: 'Thought for 3 seconds' },
  }
  const widget = { role: 'assistant', content: { content_type: 'super_widget', data: 7 } }
  const { rejects } = await importValues([chat([person('Q'), recap, widget, model('A')])], {
    keepRejects: true,
  })
  expect(rejects.map(({ text }) => text)).toEqual([
    'Thought for 3 seconds',
    '{"content_type":"super_widget","data":7}',
  ])
})

describe('pictures that were drawn for the reader', () => {
  const drawing = {
    content_type: 'multimodal_text',
    parts: [{ content_type: 'image_asset_pointer', metadata: { dalle: { prompt: 'a fox' } } }],
  }
  const drawn = [
    person('Draw a fox.'),
    model('{"prompt": "a fox"}', { recipient: 'dalle.text2im' }),
    { role: 'tool', tool: 'dalle.text2im', content: drawing },
  ]

  it('are missing', async () => {
    const { missing, steps } = await turnOf([...drawn, model('Here is your fox.')])
    expect(missing).toEqual(['image'])
    expect(steps?.[0]?.calls?.[0]?.result).toEqual({ text: '', media: ['image'] })
  })

  it('are no answer alone, and the next question stands by itself', async () => {
    const result = await importValues([
      chat([...drawn, person('Thanks. What do foxes eat?'), model('Mice.')]),
    ])
    expect(pairs(result)).toEqual([['Thanks. What do foxes eat?', 'Mice.']])
    expect(result.rejected).toEqual({ 'no answer': 1, empty: 2 })
  })

  it('but not those that the model only looked at', async () => {
    const parts = [{ content_type: 'image_asset_pointer' }]
    const { missing } = await turnOf([
      person('Q'),
      model('{"q": 1}', { recipient: 'file_search' }),
      { role: 'tool', tool: 'file_search', content: { content_type: 'multimodal_text', parts } },
      model('A'),
    ])
    expect(missing).toBeUndefined()
  })
})

describe('the canvas', () => {
  const create = (content: string, type = 'document', name = 'Letter') =>
    code(JSON.stringify({ name, type, content }), 'canmore.create_textdoc')
  const update = (...updates: object[]) => code(JSON.stringify({ updates }), 'canmore.update_textdoc')
  const done = (textdoc_id = 'd1') => ({
    role: 'tool',
    tool: 'canmore.create_textdoc',
    says: 'Done.',
    metadata: { canvas: { textdoc_id } },
  })

  it('is text of the answer, prose as it is and code in a fence of its language', async () => {
    expect(
      pairs(await importValues([chat([person('Q'), create('Dear A,\n\nyes.'), done(), model('Written.')])])),
    ).toEqual([['Q', 'Dear A,\n\nyes.\n\nWritten.']])
    const program = 'def f():\n    return "```"'
    expect(
      pairs(await importValues([chat([person('Q'), create(program, 'code/python', 'f'), done()])])),
    ).toEqual([['Q', `**f**\n\n\`\`\`python\n${program}\n\`\`\``]])
  })

  it('keeps the reply of the canvas among what is rejected', async () => {
    const { rejects, steps } = await importValues([chat([person('Q'), create('D'), done()])], {
      keepRejects: true,
    }).then(({ rejects, turns }) => ({ rejects, steps: turns[0]!.steps }))
    expect(rejects).toMatchObject([{ rejected: 'not dialogue', text: 'Done.' }])
    expect(steps).toBeUndefined()
  })

  it.each([
    ['.*', 'New.', {}, 'New.'],
    ['[\\s\\S]*', 'New.', {}, 'New.'],
    ['red', 'blue', {}, 'A blue fox. A red hen (old).'],
    ['red', 'blue', { multiple: true }, 'A blue fox. A blue hen (old).'],
    ['hen \\(old\\)', 'hen', {}, 'A red fox. A red hen.'],
    ['A red.*?fox', 'One fox', {}, 'One fox. A red hen (old).'],
    ['fox.*', 'end.', {}, 'A red end.'],
  ])('is changed where %s is replaced', async (pattern, replacement, more, expected) => {
    const messages = [
      person('Q'),
      create('A red fox. A red hen (old).'),
      done(),
      person('Change it.'),
      update({ pattern, replacement, ...more }),
      done(),
    ]
    expect(pairs(await importValues([chat(messages)])).at(-1)).toEqual(['Change it.', expected])
  })

  it.each([
    ['(a|b)+', 'x'],
    ['gone', 'x'],
    ['red', '\\1 x'],
    ['\\w+', 'x'],
  ])('is missing where the change cannot be followed: %s, %s', async (pattern, replacement) => {
    const { turns, rejected } = await importValues([
      chat([
        person('Q'),
        create('A red fox.'),
        done(),
        person('Change it.'),
        update({ pattern, replacement }),
        done(),
        model('Done as you asked.'),
        person('And now?'),
        update({ pattern: '.*', replacement: 'B' }),
      ]),
    ])
    expect(turns[1]).toMatchObject({ missing: ['canvas'], assistant: 'Done as you asked.' })
    expect(turns[2]).toMatchObject({ assistant: 'B' })
    expect(rejected).toEqual({ 'not dialogue': 1 })
  })

  it('is what it was on the branch, and the document that the reply names', async () => {
    const messages = [
      person('Q'),
      create('one', 'document'),
      done('d1'),
      create('two', 'document'),
      done('d2'),
      person('Change the first.', { id: 'v' }),
      update({ pattern: 'one', replacement: 'ONE' }),
      done('d1'),
      person('No, like this.', { parent: 'n4', create_time: 9 }),
      update({ pattern: 'one', replacement: '1' }),
      done('d1'),
    ]
    const result = await importValues([chat(messages, { current_node: 'n10' })], { branches: 'all' })
    expect(pairs(result).map(([, said]) => said)).toEqual(['one\n\ntwo', '1', 'ONE'])
  })

  it('ends as its own file says', async () => {
    const values = [
      { file: 'x/textdocs/d1.json', value: { id: 'd1', title: 'Letter', content: 'Dear B.' } },
      {
        file: 'x/conversations.json',
        value: chat([
          person('Q'),
          create('Dear'),
          done(),
          person('More.'),
          update({ pattern: '(?s).*', replacement: 'Dear A.' }),
          done(),
        ]),
      },
    ]
    const result = await importDocuments(values.map((each) => ({ ...each, at: 1, line: 1, column: 1 })))
    expect(pairs(result)).toEqual([
      ['Q', 'Dear'],
      ['More.', 'Dear B.'],
    ])
  })

  it('shows comments under what they are about', async () => {
    const comments = [
      { pattern: 'red fox', comment: 'Which one?' },
      { pattern: '(x|y)', comment: 'Cut this.' },
    ]
    const messages = [
      person('Q'),
      create('A red fox.'),
      done(),
      code(JSON.stringify({ comments }), 'canmore.comment_textdoc'),
      done(),
    ]
    expect(pairs(await importValues([chat(messages)]))).toEqual([
      ['Q', 'A red fox.\n\n> red fox\n\nWhich one?\n\nCut this.'],
    ])
  })

  it('leaves a command that was cut off as a call', async () => {
    const { missing, steps } = await turnOf([
      person('Q'),
      code('{"name": "x", "content": "Dea', 'canmore.create_textdoc'),
      model('Stopped.'),
    ])
    expect({ missing, name: steps?.[0]?.calls?.[0]?.name }).toEqual({
      missing: ['canvas'],
      name: 'canmore.create_textdoc',
    })
  })
})

describe('a report of research is the answer', () => {
  const report = '# Panels\n\nThey work.'
  const state = JSON.stringify({ status: 'completed', report_message: { content: { parts: [report] } } })
  const hidden = { is_visually_hidden_from_conversation: true }

  it.each([
    [
      'in the state of a widget',
      { role: 'tool', says: 'x', metadata: { ...hidden, chatgpt_sdk: { widget_state: state } } },
    ],
    [
      'in what a tool says',
      { role: 'tool', says: `The latest state of the widget is: ${state}`, metadata: hidden },
    ],
    [
      'of a task that ran by itself',
      model(report, { metadata: { ...hidden, is_async_task_result_message: true } }),
    ],
  ])('%s, and counts once', async (_, node) => {
    const result = await importValues([
      chat([
        person('Research panels.'),
        model('Where?'),
        person('In the north.'),
        node,
        { ...node },
        model(''),
      ]),
    ])
    expect(pairs(result)).toEqual([
      ['Research panels.', 'Where?'],
      ['In the north.', report],
    ])
    expect(result.rejected).toEqual({ repeated: 1, empty: 1 })
  })
})

describe('an answer that was cut off at its greatest length', () => {
  const cut = { metadata: { finish_details: { type: 'max_tokens' } } }

  it('is one with what continues it, however often', async () => {
    const turn = await turnOf([person('Q'), model('One, two', cut), model(', three', cut), model(', four. ')])
    expect(turn.assistant).toBe('One, two, three, four.')
    expect(turn.steps).toBeUndefined()
  })

  it('says so where nothing continues it', async () => {
    const { steps } = await turnOf([person('Q'), model('One, two', cut)])
    expect(steps).toEqual([{ text: 'One, two', stop: 'length' }])
  })

  it.each([[{ metadata: { finish_details: { type: 'interrupted' } } }], [{ status: 'in_progress' }]])(
    'or was stopped says so too: %j',
    async (more) => {
      const { steps } = await turnOf([person('Q'), model('One', more)])
      expect(steps).toEqual([{ text: 'One', stop: 'interrupted' }])
    },
  )
})

describe('what is known of a conversation', () => {
  it('is its title, its model, and the custom GPT or the project it is in', async () => {
    const messages = [person('Q'), model('A')]
    expect(await turnOf(messages, { gizmo_id: 'g-abc', default_model_slug: 'gpt-5' })).toMatchObject({
      title: 'A chat',
      model: 'gpt-5',
      agent: { name: 'gizmo', id: 'g-abc' },
    })
    expect(await turnOf(messages, { gizmo_id: 'g-p-123', default_model_slug: 'auto' })).toMatchObject({
      project: 'g-p-123',
      model: undefined,
      agent: undefined,
    })
  })

  it('is said aloud, on both sides', async () => {
    const aloud = (text: string, direction: string) => ({
      content_type: 'multimodal_text',
      parts: [
        { content_type: 'audio_transcription', text, direction },
        { content_type: 'real_time_user_audio_video_asset_pointer' },
      ],
    })
    const turn = await turnOf([
      { role: 'user', content: aloud('How are you?', 'in') },
      { role: 'assistant', content: aloud('Well.', 'out') },
    ])
    expect(turn).toMatchObject({
      user: 'How are you?',
      assistant: 'Well.',
      media: ['audio'],
      missing: undefined,
    })
  })

  it('is not what a file said that the person sent', async () => {
    const metadata = { attachments: [{ name: 'report.pdf', mime_type: 'application/pdf' }] }
    expect(await turnOf([person('Sum it up.', { metadata }), model('Sales rose.')])).toMatchObject({
      media: ['file'],
      missing: ['file'],
    })
  })
})
