import { describe, expect, it } from 'vitest'
import { importValues, pairs } from '../../support/import.js'

// Shapes as in Superkikim/nexus-ai-chat-importer:src/providers/claude/claude-converter.ts and
// Sinity/polylogue:tests/fixtures/{claude-ai,origin-capability}/; the texts are made up.

type Block = Record<string, unknown>
const text = (said: string): Block => ({ type: 'text', text: said })
const use = (name: string, input: object, id?: string): Block => ({
  type: 'tool_use',
  name,
  input,
  ...(id && { id }),
})
const result = (name: string, said: string, more: object = {}): Block => ({
  type: 'tool_result',
  name,
  content: [{ type: 'text', text: said }],
  ...more,
})
const artifact = (input: object) => [use('artifacts', input), result('artifacts', 'OK')]

/** A conversation in which each question has an answer of these blocks. */
function chat(...answers: Block[][]) {
  return {
    uuid: 'c',
    name: 'A chat',
    chat_messages: answers.flatMap((content, index) => [
      { sender: 'human', uuid: `q${index}`, text: `Q${index}`, content: [text(`Q${index}`)] },
      { sender: 'assistant', uuid: `a${index}`, text: '', content },
    ]),
  }
}
const read = async (...answers: Block[][]) => importValues([chat(...answers)], { keepRejects: true })
const said = async (...answers: Block[][]) => pairs(await read(...answers)).map(([, answer]) => answer)

describe('an artifact is text of the answer', () => {
  const code = {
    id: 'x',
    type: 'application/vnd.ant.code',
    language: 'python',
    title: 'Add',
    command: 'create',
  }

  it('in its place, in a fence of its language under its title, and no call', async () => {
    const { turns, rejects } = await read([
      text('Here:'),
      ...artifact({ ...code, content: 'a + b' }),
      text('Short.'),
    ])
    expect(turns[0]).toMatchObject({
      assistant: 'Here:\n\n**Add**\n\n```python\na + b\n```\n\nShort.',
      steps: undefined,
    })
    expect(rejects).toMatchObject([{ rejected: 'not dialogue', text: 'OK' }])
  })

  it.each([
    ['text/markdown', 'An *essay*.', 'An *essay*.'],
    ['text/html', '<p>', '**T**\n\n```html\n<p>\n```'],
    ['image/svg+xml', '<svg/>', '**T**\n\n```svg\n<svg/>\n```'],
    ['application/vnd.ant.mermaid', 'graph', '**T**\n\n```mermaid\ngraph\n```'],
    ['application/vnd.ant.react', 'x', '**T**\n\n```jsx\nx\n```'],
    ['text/markdown', 'a\n\n```js\n1\n```', 'a\n\n```js\n1\n```'],
    ['text/html', '```\n````\n', '**T**\n\n`````html\n```\n````\n`````'],
  ])('of type %s: %j', async (type, content, expected) => {
    expect(await said(artifact({ id: 'x', command: 'create', type, title: 'T', content }))).toEqual([
      expected,
    ])
  })

  it('as it is after each change, over the turns', async () => {
    expect(
      await said(
        artifact({ ...code, content: 'a + b' }),
        artifact({ id: 'x', command: 'update', old_str: 'b', new_str: 'c' }),
        artifact({ id: 'x', command: 'rewrite', content: 'sum(xs)' }),
        artifact({ id: 'x', command: 'update', old_str: 'sum', new_str: 'max' }),
      ),
    ).toEqual(
      ['a + b', 'a + c', 'sum(xs)', 'max(xs)'].map((now) => `**Add**\n\n\`\`\`python\n${now}\n\`\`\``),
    )
  })

  it('once in an answer that writes it and then changes it', async () => {
    const { turns, rejected } = await read([
      ...artifact({ ...code, title: undefined, content: 'a + b' }),
      text('A slip.'),
      ...artifact({ id: 'x', command: 'update', old_str: 'b', new_str: 'c' }),
    ])
    expect(turns[0]?.assistant).toBe('A slip.\n\n```python\na + c\n```')
    expect(rejected).toEqual({ superseded: 1, 'not dialogue': 2 })
  })

  it('that is missing where a change cannot be followed', async () => {
    const { turns } = await read(
      artifact({ ...code, content: 'a + b' }),
      [...artifact({ id: 'x', command: 'update', old_str: 'gone', new_str: 'c' }), text('Changed.')],
      [...artifact({ id: 'never made', command: 'update', old_str: 'a', new_str: 'c' }), text('Changed.')],
    )
    expect(turns.map(({ missing }) => missing)).toEqual([undefined, ['artifact'], ['artifact']])
    expect(turns[1]?.steps?.[0]?.calls?.[0]?.arguments).toMatchObject({ old_str: 'gone' })
  })

  it('of the branch that it was written on', async () => {
    const at = (uuid: string, parent: string, time: number, sender: string, content: Block[]) => ({
      uuid,
      parent_message_uuid: parent,
      created_at: `2026-01-01T00:00:0${time}Z`,
      sender,
      content,
    })
    const change = { id: 'x', command: 'update', old_str: '1', new_str: '2' }
    const messages = [
      at('q', 'root', 1, 'human', [text('Q')]),
      at('a', 'q', 2, 'assistant', artifact({ ...code, title: undefined, content: 'one = 1' })),
      at('b', 'q', 3, 'assistant', artifact({ ...code, title: undefined, content: 'uno = 1' })),
      at('r', 'a', 4, 'human', [text('R')]),
      at('c', 'r', 5, 'assistant', artifact(change)),
      at('s', 'b', 6, 'human', [text('S')]),
      at('d', 's', 7, 'assistant', artifact(change)),
    ]
    const { turns } = await importValues([{ uuid: 'c', chat_messages: messages }], { branches: 'all' })
    expect(turns.map(({ user, assistant }) => [user, assistant.split('\n')[1]])).toEqual([
      ['Q', 'uno = 1'],
      ['S', 'uno = 2'],
      ['Q', 'one = 1'],
      ['R', 'one = 2'],
    ])
  })
})

describe('a file that the model creates', () => {
  const create = (path: string, file_text: string) =>
    use('create_file', { path, file_text }, `create ${path}`)

  it('for the person is text of the answer, as it is in the end', async () => {
    const { turns, rejects } = await read([
      text('Writing.'),
      create('/out/fib.py', 'a'),
      result('create_file', 'created', { tool_use_id: 'create /out/fib.py' }),
      use('str_replace', { path: '/out/fib.py', old_str: 'a', new_str: 'b' }, 'edit'),
      result('str_replace', 'edited', { tool_use_id: 'edit' }),
      use('present_files', { filepaths: ['/out/fib.py'] }, 'present'),
      result('present_files', 'shown', { tool_use_id: 'present' }),
      text('Done.'),
    ])
    expect(turns[0]).toMatchObject({
      assistant: 'Writing.\n\n**fib.py**\n\n```python\nb\n```\n\nDone.',
      missing: undefined,
    })
    expect(rejects.map(({ text }) => text)).toContain('created')
  })

  it('for the model itself stays a call, and what the person is given is missing', async () => {
    const { turns } = await read([
      create('/tmp/make.js', 'new Doc()'),
      result('create_file', 'created', { tool_use_id: 'create /tmp/make.js' }),
      use('bash_tool', { command: 'node make.js' }, 'run'),
      result('bash_tool', 'ok', { tool_use_id: 'run' }),
      text('[Your letter](computer:///out/letter.docx) is ready.'),
    ])
    expect(turns[0]).toMatchObject({ assistant: 'Your letter is ready.', missing: ['file'] })
    expect(turns[0]?.steps).toMatchObject([
      { calls: [{ name: 'create_file', result: { text: 'created' } }] },
      { calls: [{ name: 'bash_tool', result: { text: 'ok' } }] },
      { text: 'Your letter is ready.' },
    ])
  })

  it('and that could not be written is a call that failed', async () => {
    const { turns } = await read([
      create('/out/a.md', 'A'),
      result('create_file', 'no space', { tool_use_id: 'create /out/a.md', is_error: true }),
      text('It failed.'),
    ])
    expect(turns[0]?.steps?.[0]?.calls?.[0]?.result).toEqual({ text: 'no space', error: true })
  })
})

describe('tools and thoughts', () => {
  it('are steps: what stands before a result, and what stands after it', async () => {
    const { turns, messages, rejected } = await read([
      { type: 'thinking', thinking: 'I should look.', summaries: [{ summary: 'Looking' }] },
      text('Let me see.'),
      use('web_search', { query: 'x' }, 's1'),
      use('web_search', { query: 'y' }, 's2'),
      {
        type: 'tool_result',
        tool_use_id: 's1',
        content: [{ type: 'knowledge', title: 'T', url: 'u', text: 'page' }, { type: 'image' }],
      },
      result('web_search', 'none', { tool_use_id: 's2', is_error: true }),
      { type: 'thinking', thinking: 'Found it.' },
      text('It is '),
      text('so.'),
    ])
    expect(turns[0]).toMatchObject({
      assistant: 'Let me see.\n\nIt is so.',
      steps: [
        {
          reasoning: 'I should look.',
          text: 'Let me see.',
          calls: [
            { id: 's1', arguments: { query: 'x' }, result: { text: 'T\nu\npage', media: ['image'] } },
            { id: 's2', result: { text: 'none', error: true } },
          ],
        },
        { reasoning: 'Found it.', text: 'It is so.' },
      ],
    })
    expect({ messages, rejected }).toEqual({ messages: 3, rejected: {} })
  })

  it('find each other by their order where they have no ids', async () => {
    const { turns } = await read([
      use('repl', { code: '1' }),
      result('repl', 'one'),
      use('repl', { code: '2' }),
      result('repl', 'two'),
      text('Done.'),
    ])
    expect(turns[0]?.steps).toMatchObject([
      { calls: [{ arguments: { code: '1' }, result: { text: 'one' } }] },
      { calls: [{ arguments: { code: '2' }, result: { text: 'two' } }] },
      { text: 'Done.' },
    ])
  })

  it('may be answered in a message of the person, who said nothing', async () => {
    const { turns } = await importValues([
      {
        uuid: 'c',
        chat_messages: [
          { sender: 'human', text: 'Q' },
          { sender: 'assistant', content: [use('web_search', { q: 1 }, 's1')] },
          { sender: 'human', content: [result('web_search', 'page', { tool_use_id: 's1' })] },
          { sender: 'assistant', content: [text('A')] },
        ],
      },
    ])
    expect(turns).toHaveLength(1)
    expect(turns[0]?.steps).toMatchObject([{ calls: [{ result: { text: 'page' } }] }, { text: 'A' }])
  })

  it('and what is neither is kept among what is rejected', async () => {
    const { rejects } = await read([text('A'), { type: 'token_budget', remaining: 5 }])
    expect(rejects).toMatchObject([
      { rejected: 'not dialogue', text: '{"type":"token_budget","remaining":5}' },
    ])
  })
})

describe('what a client shows in the place of something', () => {
  const filler =
    '```\nViewing artifacts created via the Analysis Tool web feature preview isn’t yet supported on mobile.\n```'

  it('is no text, and something is missing there', async () => {
    const { turns } = await read([text(`I plot it.\n${filler}\nSales rise.`)])
    expect(turns[0]).toMatchObject({ assistant: 'I plot it.\n\nSales rise.', missing: ['artifact'] })
  })

  it('is no answer alone, and the next question stands by itself', async () => {
    const result = await read([text(filler)], [text('Yes.')])
    expect(pairs(result)).toEqual([['Q1', 'Yes.']])
    expect(result.rejected).toEqual({ 'no answer': 1, empty: 1 })
  })
})

describe('tags of 2024', () => {
  it.each([
    [
      'Here:\n\n<antArtifact identifier="a" type="application/vnd.ant.code" language="python" title="Rev">\nx[::-1]\n</antArtifact>\n\nDone.',
      'Here:\n\n**Rev**\n\n```python\nx[::-1]\n```\n\nDone.',
    ],
    ['It ends in <antArtifact type="text/html">\n<p>', 'It ends in\n\n```html\n<p>\n```'],
    ['First <antThinking>hm</antThinking>second.', 'First second.'],
  ])('%j', async (written, expected) => {
    expect(await said([text(written)])).toEqual([expected])
  })

  it('make documents that are changed later', async () => {
    const tagged = '<antArtifact identifier="x" type="text/markdown" title="T">One.</antArtifact>'
    expect(
      await said([text(tagged)], artifact({ id: 'x', command: 'update', old_str: 'One', new_str: 'Two' })),
    ).toEqual(['One.', 'Two.'])
  })
})

describe('chats with the design tool', () => {
  const message = (uuid: string, role: string, content: object) => ({
    uuid,
    role,
    content: { role, ...content },
  })

  it('are conversations of a project', async () => {
    const { turns } = await importValues([
      {
        uuid: 'd',
        title: 'Poster',
        project: { uuid: 'p', name: 'Fair' },
        messages: [
          message('1', 'user', { content: 'Draw.', attachments: [{ name: 'a.txt', content: 'bread' }] }),
          message('2', 'assistant', {
            timestamp: '2026-01-01T00:00:00Z',
            contentBlocks: [
              { type: 'thinking', text: 'A loaf.' },
              { type: 'text', text: 'I draw.' },
              {
                type: 'tool_call',
                toolCall: { id: 't', name: 'write_file', input: { path: 'x' }, output: 'ok' },
              },
              { type: 'error', message: 'lost' },
              { type: 'user_interjection', message: { content: 'In blue!' } },
              { type: 'text', text: 'In blue then.' },
            ],
          }),
        ],
      },
    ])
    expect(turns).toMatchObject([
      {
        conversation: 'd',
        title: 'Poster',
        project: 'Fair',
        agent: { name: 'claude-design' },
        user: 'Draw.\n\na.txt:\nbread',
        steps: [
          { reasoning: 'A loaf.', text: 'I draw.', calls: [{ name: 'write_file', result: { text: 'ok' } }] },
        ],
      },
      { user: 'In blue!', assistant: 'In blue then.' },
    ])
  })
})
