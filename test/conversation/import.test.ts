import { describe, expect, it } from 'vitest'
import { importDocuments, importValues, pairs } from '../support/import.js'
import fc from '../support/property.js'

const chat = {
  messages: [
    { role: 'user', content: 'Q' },
    { role: 'assistant', content: 'A' },
  ],
}
const share = {
  conversations: [
    { from: 'human', value: 'Q' },
    { from: 'gpt', value: 'A' },
  ],
}

describe('the format', () => {
  it('is recognized document by document, so that mixed files work', async () => {
    const { turns } = await importValues([chat, share, { user: 'Q', assistant: 'A' }])
    expect(turns.map(({ origin }) => origin)).toEqual(['openai-messages', 'sharegpt', 'turns'])
  })

  it.each([
    [{ foo: 1, bar: 2 }, 'unknown shape: an object with the fields foo, bar'],
    [Object.fromEntries('abcdefghij'.split('').map((key) => [key, 1])), 'a, b, c, d, e, f, g, h, ...'],
    [{}, 'an object without fields'],
    [[chat], 'a list'],
    ['text', 'a string'],
    [7, 'a number'],
    [null, 'null'],
  ])('that is not known is an error that says what was seen: %j', async (value, message) => {
    const { bad, turns } = await importValues([value])
    expect(turns).toEqual([])
    expect(bad).toMatchObject([{ file: 'test.json', line: 1, text: JSON.stringify(value) }])
    expect(bad[0]?.problem.message).toContain(message)
    expect(bad[0]?.problem.hint).toContain('chatgpt, claude')
  })

  it('that is named is the only one tried', async () => {
    expect((await importValues([chat], { from: 'openai-messages' })).turns).toHaveLength(1)
    const { bad } = await importValues([chat], { from: 'sharegpt' })
    expect(bad[0]?.problem.message).toMatch(/^not ShareGPT.*: an object with the fields messages/)
  })

  it('stops at the first bad document if it is told to', async () => {
    const values = [chat, { foo: 1 }, chat]
    const documents = values.map((value, i) => ({ file: 'f', at: i + 1, line: i + 1, column: 1, value }))
    expect(await importDocuments(documents)).toMatchObject({ turns: [{}, {}], bad: [{ line: 2 }] })
  })

  it('of an error record is that of what it holds', async () => {
    const error = (record: unknown) => ({ schema: 'strom.error/1', error: { message: 'x' }, record })
    expect(pairs(await importValues([error(chat), error(JSON.stringify(chat))]))).toHaveLength(2)
    expect((await importValues([error('{"half')])).bad).toHaveLength(1)
  })
})

describe('context', () => {
  const long = (...lengths: number[]) => ({
    messages: lengths.map((length, i) => ({
      role: i % 2 ? 'assistant' : 'user',
      content: `${i}`.padEnd(length, 'x'),
    })),
  })
  const lengths = async (chat: object, context: number) =>
    (await importValues([chat], { context })).turns.at(-1)?.context?.map((text) => text.length)

  it('is the whole exchanges before the turn, the oldest first', async () => {
    const { turns } = await importValues([long(1, 1, 1, 1, 1, 1)], { context: 3 })
    expect(turns.map(({ context }) => context)).toEqual([undefined, ['0', '1'], ['2', '3']])
  })

  it('has both texts of each exchange, of at most 12,000 characters together', async () => {
    expect(await lengths(long(3000, 4500, 4500, 3000, 1, 1), 4)).toEqual([4500, 3000])
    expect(await lengths(long(1500, 4500, 3000, 3000, 1, 1), 4)).toEqual([1500, 4500, 3000, 3000])
    expect(await lengths(long(1, 6000, 3001, 3000, 1, 1), 4)).toEqual([3001, 3000])
    expect(await lengths(long(1, 1, 10, 12_001, 1, 1), 4)).toBeUndefined()
  })

  it('may be none', async () => {
    expect(await lengths(long(1, 1, 1, 1), 0)).toBeUndefined()
  })
})

describe('all branches', () => {
  const node = (id: string, parent: string | null, role: string, text: string) => [
    id,
    { id, parent, message: { id, author: { role }, content: { content_type: 'text', parts: [text] } } },
  ]
  const tree = {
    conversation_id: 'c',
    current_node: 'd',
    mapping: Object.fromEntries([
      node('u', null, 'user', 'Q'),
      node('a', 'u', 'assistant', 'A'),
      node('b', 'u', 'assistant', 'B'),
      node('v', 'a', 'user', 'Q2'),
      node('c', 'v', 'assistant', 'C'),
      node('w', 'b', 'user', 'Q3'),
      node('d', 'w', 'assistant', 'D'),
      node('x', 'b', 'user', 'Q3'),
      node('e', 'x', 'assistant', 'D'),
      node('y', 'b', 'user', 'open'),
    ]),
  }

  it('give the shown branch first, what is shared once, and no two turns the same id', async () => {
    const result = await importValues([tree], { branches: 'all' })
    expect(result.turns.map(({ user, assistant, index }) => [user, assistant, index])).toEqual([
      ['Q', 'B', 0],
      ['Q3', 'D', 1],
      ['Q3', 'D', 1],
      ['Q', 'A', 0],
      ['Q2', 'C', 1],
    ])
    expect(new Set(result.turns.map(({ id }) => id)).size).toBe(5)
    expect(result.turns.map(({ context }) => context?.[1])).toEqual([undefined, 'B', 'B', undefined, 'A'])
    expect(result.turns.map(({ alternatives }) => alternatives?.length ?? 0)).toEqual([1, 0, 0, 0, 0])
    expect(result.rejected).toEqual({ 'no answer': 1 })
  })

  it('give the same ids as the shown branch alone', async () => {
    const [active, all] = [await importValues([tree]), await importValues([tree], { branches: 'all' })]
    const ids = new Set(all.turns.map(({ id }) => id))
    expect(active.turns.every(({ id }) => ids.has(id))).toBe(true)
  })
})

describe('every message', () => {
  const message = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'),
    parent: fc.constantFrom(null, 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'gone'),
    role: fc.constantFrom('user', 'user', 'assistant', 'assistant', 'assistant', 'tool', 'system'),
    text: fc.constantFrom('x', 'y', 'z', ''),
  })

  it('is in a turn or rejected, whatever the tree, and is in no two turns of one branch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(message, { maxLength: 7 }),
        fc.constantFrom('active', 'all'),
        async (nodes, branches) => {
          const mapping = Object.fromEntries(
            nodes.map(({ id, parent, role, text }) => [
              id,
              {
                id,
                parent,
                message: {
                  id,
                  author: { role },
                  content: { content_type: 'text', parts: [`${text}${text && id}`] },
                },
              },
            ]),
          )
          const result = await importValues([{ mapping }], { branches, keepRejects: true })
          const said = JSON.stringify(result.turns)
          const lost = new Set(result.rejects.map(({ message }) => message))
          for (const { id, text, role } of Object.values(Object.fromEntries(nodes.map((n) => [n.id, n])))) {
            if (text && role !== 'tool' && !lost.has(id)) expect(said).toContain(`${text}${id}`)
          }
          expect(result.messages).toBe(Math.max(Object.keys(mapping).length, 1))
          const counts = Object.values(result.rejected).reduce((sum, count) => sum + count, 0)
          expect(counts).toBe(result.rejects.length)
          const texts = result.turns.map(({ user, assistant }) => `${user}\n\n${assistant}`.split('\n\n'))
          if (branches === 'active') expect(new Set(texts.flat()).size).toBe(texts.flat().length)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('that is rejected is kept with its reason, if that is asked for', async () => {
    const { rejects } = await importValues([{ id: 'c', messages: [{ role: 'user', content: 'Q' }] }], {
      keepRejects: true,
    })
    expect(rejects).toEqual([
      {
        rejected: 'no answer',
        role: 'user',
        text: 'Q',
        conversation: 'c',
        message: '0',
        source: { file: 'test.json', at: 1 },
      },
    ])
  })
})

describe('no value makes a reader fail', () => {
  const keys = fc.constantFrom(
    ...[
      'mapping',
      'current_node',
      'message',
      'author',
      'role',
      'content',
      'content_type',
      'parts',
      'metadata',
    ],
    ...[
      'attachments',
      'parent',
      'chat_messages',
      'sender',
      'text',
      'parent_message_uuid',
      'uuid',
      'parentUuid',
      'type',
    ],
    ...[
      'messages',
      'tool_calls',
      'conversations',
      'items',
      'from',
      'value',
      'sessionId',
      'schema',
      'user',
      'assistant',
    ],
    ...['rating', 'conversation_id', 'create_time', 'timestamp', '__proto__', 'constructor', 'toString'],
  )
  const leaves = fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e300,
    '',
    'user',
    'assistant',
    'text',
    'User: x',
    '\uD800',
  )
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: 'medium' }, leaves, fc.array(tie('any')), fc.dictionary(keys, tie('any'))),
  })).any
  const outer = [
    (v: unknown) => ({ mapping: v }),
    (v: unknown) => ({ mapping: { a: { message: v }, b: v } }),
    (v: unknown) => ({ chat_messages: [v, { sender: 'human', content: [v], attachments: v }] }),
    (v: unknown) => ({ messages: [{ role: 'user', content: v }, v] }),
    (v: unknown) => ({ conversations: [{ from: 'gpt', value: v }, v] }),
    (v: unknown) => ({ type: 'user', sessionId: 's', uuid: v, parentUuid: v, message: { content: v } }),
    (v: unknown) => ({ type: 'assistant', sessionId: 's', message: v }),
    (v: unknown) => ({ user: 'x', assistant: 'y', time: v, context: v }),
    (v: unknown) => ({ text: 'User: x\nSystem: y', timestamp: v, metadata: v }),
    (v: unknown) => ({ schema: 'strom.error/1', error: v, record: v }),
    (v: unknown) => v,
  ]
  it.each(outer.map((wrap, index) => [index, wrap] as const))('%i', async (_, wrap) => {
    await fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 3 }), async (values) => {
        const result = await importValues(values.map(wrap), { branches: 'all', keepRejects: true })
        for (const turn of result.turns) expect(JSON.parse(JSON.stringify(turn))).toEqual(turn)
      }),
      { numRuns: 100 },
    )
  })
})

describe('hostile input takes time that grows with its size only', () => {
  const N = 50_000
  const ask = (content: string) => ({
    messages: [
      { role: 'user', content },
      { role: 'assistant', content: 'A' },
    ],
  })
  const chatgpt = (text: string) => ({
    mapping: {
      u: {
        id: 'u',
        parent: null,
        message: { author: { role: 'user' }, content: { content_type: 'text', parts: ['Q'] } },
      },
      a: {
        id: 'a',
        parent: 'u',
        message: { author: { role: 'assistant' }, content: { content_type: 'text', parts: [text] } },
      },
    },
  })
  const claudeCode = (content: string) => ({
    type: 'user',
    uuid: 'u',
    parentUuid: null,
    sessionId: 's',
    message: { content },
  })
  it.each<[string, unknown]>([
    ['private-use spans', chatgpt('\u{E200}'.repeat(N))],
    ['source marks', chatgpt('【†'.repeat(N))],
    ['daggers', chatgpt(`【${'†'.repeat(N)}`)],
    ['citations', chatgpt('citeturn0'.repeat(N))],
    ['sandbox links', chatgpt('[](sandbox:'.repeat(N))],
    ['brackets', chatgpt(`sandbox:${'['.repeat(N)}`)],
    ['tags that are not closed', claudeCode('<system-reminder>'.repeat(N))],
    ['tags that are not opened', claudeCode('<system-reminder '.repeat(N))],
    [
      'HTML',
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: `<p>${'<'.repeat(N)}&#${'1'.repeat(N)}</p>` },
        ],
      },
    ],
    [
      'HTML lists',
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: `<ol>${'<li>'.repeat(N)}</ol>` },
        ],
      },
    ],
    [
      'calls in a text that are none',
      {
        conversations: [
          { from: 'human', value: 'Q' },
          { from: 'gpt', value: `${'<tool_call>{'.repeat(N)}</tool_call>` },
          { from: 'tool', value: '</tool_response>'.repeat(N) },
        ],
      },
    ],
    [
      'calls without results, and results without calls',
      {
        messages: [
          { role: 'user', content: 'Q' },
          ...Array.from({ length: N / 10 }, () => ({
            role: 'assistant',
            tool_calls: [{ function: { name: 'f', arguments: '{}' } }],
          })),
          ...Array.from({ length: N / 10 }, () => ({ role: 'tool', name: 'g', content: 'x' })),
        ],
      },
    ],
    ['white space', ask(`x${' '.repeat(N)}y`)],
    ['memories', { text: `User: ${'\n '.repeat(N)}` }],
    [
      'many messages',
      {
        messages: Array.from({ length: N }, (_, i) => ({ role: i % 2 ? 'assistant' : 'user', content: 'x' })),
      },
    ],
    ['one long question', { messages: Array.from({ length: N }, () => ({ role: 'user', content: 'x' })) }],
    [
      'many instructions',
      {
        messages: Array.from({ length: N / 4 }, (_, i) => ({
          role: ['system', 'user', 'assistant'][i % 3],
          content: i % 2 ? 'x' : `${i}`,
        })),
      },
    ],
    [
      'a broad tree',
      {
        mapping: Object.fromEntries(
          Array.from({ length: 20_000 }, (_, i) => [
            `n${i}`,
            {
              id: `n${i}`,
              parent: i < 2 ? 'n0' : i % 2 ? 'n1' : `n${i - 2}`,
              message: {
                author: { role: i ? 'assistant' : 'user' },
                content: { content_type: 'text', parts: [`${i}`] },
              },
            },
          ]),
        ),
      },
    ],
  ])('%s', async (_, value) => {
    for (const branches of ['active', 'all'] as const) await importValues([value], { branches })
  })
})
