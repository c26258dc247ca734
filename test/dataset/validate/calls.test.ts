import { describe, expect, it } from 'vitest'
import { FileChecker, isValidation } from '../../../src/dataset/validate/file.js'
import { rulesOf, type Target } from '../../../src/dataset/validate/targets.js'

/** A row with a call for each spelling; `change` makes one fault in it. */
// biome-ignore lint/suspicious/noExplicitAny: faults are made at any place
type Row = any

const openai = (args: unknown = '{"path":"a"}'): Row => ({
  messages: [
    { role: 'user', content: 'Look.' },
    {
      role: 'assistant',
      content: '',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'read', arguments: args } }],
    },
    { role: 'tool', tool_call_id: 'c1', content: 'text' },
    { role: 'assistant', content: 'Seen.' },
  ],
  tools: [
    {
      type: 'function',
      function: {
        name: 'read',
        parameters: { type: 'object', properties: { path: { type: 'string' } }, required: ['path'] },
      },
    },
  ],
})
const trl = (): Row => {
  const { messages, tools } = openai({ path: 'a' })
  return { prompt: messages.slice(0, 3), completion: messages.slice(3), tools: JSON.stringify(tools) }
}
const llamafactory = (): Row => ({
  conversations: [
    { from: 'human', value: 'Look.' },
    { from: 'function_call', value: '{"name":"read","arguments":{"path":"a"}}' },
    { from: 'observation', value: 'text' },
    { from: 'gpt', value: 'Seen.' },
  ],
  system: '',
  tools: JSON.stringify([{ name: 'read', parameters: { type: 'object', properties: {} } }]),
})

async function found(target: Target, ...rows: unknown[]) {
  const checker = new FileChecker((await rulesOf(target))!, 'validation.jsonl')
  return rows.flatMap((value, i) => checker.document({ file: 'f', at: i + 1, line: i + 1, column: 1, value }))
}

const parsed = (row: Row) => row.messages[1].tool_calls[0]
const FAULTS: [
  target: Target,
  name: string,
  make: () => Row,
  change: (row: Row) => void,
  field: string,
  reason: RegExp,
][] = [
  [
    'openai',
    'a call without an id',
    openai,
    (r) => {
      delete parsed(r).id
    },
    'messages[1].tool_calls[0].id',
    /missing/,
  ],
  [
    'openai',
    'a call without a name',
    openai,
    (r) => {
      delete parsed(r).function.name
    },
    'messages[1].tool_calls[0].function.name',
    /missing/,
  ],
  [
    'openai',
    'a call without arguments',
    openai,
    (r) => {
      delete parsed(r).function.arguments
    },
    'messages[1].tool_calls[0].function.arguments',
    /missing/,
  ],
  [
    'openai',
    'arguments as an object',
    openai,
    (r) => {
      parsed(r).function.arguments = {}
    },
    'messages[1].tool_calls[0].function.arguments',
    /not a text/,
  ],
  [
    'openai',
    'arguments that are no JSON',
    openai,
    (r) => {
      parsed(r).function.arguments = '{"path'
    },
    'messages[1].tool_calls[0].function.arguments',
    /no JSON object/,
  ],
  [
    'openai',
    'an id twice',
    openai,
    (r) => {
      r.messages[1].tool_calls.push(parsed(r))
    },
    'messages[1].tool_calls[1].id',
    /another call has/,
  ],
  [
    'openai',
    'a call without its result',
    openai,
    (r) => {
      r.messages.splice(2, 1)
    },
    'messages[1].tool_calls[0]',
    /without a result/,
  ],
  [
    'openai',
    'two results',
    openai,
    (r) => {
      r.messages.splice(2, 0, r.messages[2])
    },
    'messages[3].tool_call_id',
    /second result/,
  ],
  [
    'openai',
    'a result of nothing',
    openai,
    (r) => {
      r.messages[2].tool_call_id = 'c9'
    },
    'messages[2].tool_call_id',
    /no call asked for/,
  ],
  [
    'openai',
    'a result without an id',
    openai,
    (r) => {
      delete r.messages[2].tool_call_id
    },
    'messages[2].tool_call_id',
    /missing/,
  ],
  [
    'openai',
    'a tool that is not declared',
    openai,
    (r) => {
      parsed(r).function.name = 'write'
    },
    'messages[1].tool_calls[0].function.name',
    /not declared/,
  ],
  [
    'openai',
    'no tools',
    openai,
    (r) => {
      delete r.tools
    },
    'tools',
    /invents their names/,
  ],
  [
    'openai',
    'a name the API refuses',
    openai,
    (r) => {
      parsed(r).function.name = 'read file'
    },
    'messages[1].tool_calls[0].function.name',
    /refuses/,
  ],
  [
    'openai',
    'parameters that are no schema',
    openai,
    (r) => {
      r.tools[0].function.parameters = { type: 'string' }
    },
    'tools[0].function.parameters',
    /no JSON Schema/,
  ],
  [
    'openai',
    'a tool in another shape',
    openai,
    (r) => {
      r.tools[0] = r.tools[0].function
    },
    'tools[0]',
    /type/,
  ],
  [
    'openai',
    'an argument that is missing',
    openai,
    (r) => {
      parsed(r).function.arguments = '{}'
    },
    'messages[1].tool_calls[0].function.arguments.path',
    /requires it/,
  ],
  [
    'openai',
    'an argument of another type',
    openai,
    (r) => {
      parsed(r).function.arguments = '{"path":1}'
    },
    'messages[1].tool_calls[0].function.arguments.path',
    /a number where the tool takes string/,
  ],
  [
    'openai',
    'content null without a call',
    openai,
    (r) => {
      r.messages[3].content = null
    },
    'messages[3].content',
    /null/,
  ],
  [
    'openai',
    'a part of no kind',
    openai,
    (r) => {
      r.messages[0].content = [{ type: 'video' }]
    },
    'messages[0].content[0].type',
    /no kind of part/,
  ],
  [
    'openai',
    'a picture in an answer',
    openai,
    (r) => {
      r.messages[3].content = [{ type: 'image_url', image_url: { url: 'x' } }]
    },
    'messages[3].content[0].type',
    /no kind of part/,
  ],
  [
    'openai',
    'a call that ends and is not all answered',
    openai,
    (r) => {
      r.messages.pop()
      r.messages[1].tool_calls.push({ ...parsed(r), id: 'c2' })
    },
    'messages[1].tool_calls[1]',
    /without a result/,
  ],
  [
    'together',
    'a result that is weighed',
    openai,
    (r) => {
      r.messages[2].weight = 1
    },
    'messages[2]',
    /a result that is trained on/,
  ],
  [
    'fireworks',
    'arguments as an object',
    openai,
    (r) => {
      parsed(r).function.arguments = {}
    },
    'messages[1].tool_calls[0].function.arguments',
    /not a text/,
  ],
  [
    'axolotl',
    'a result that is trained on',
    openai,
    (r) => {
      r.messages[2].train = true
    },
    'messages[2]',
    /a result that is trained on/,
  ],
  ['axolotl', 'parameters as an object', openai, () => {}, 'tools[0].function.parameters', /Arrow/],
  [
    'axolotl',
    'arguments that are no JSON',
    openai,
    (r) => {
      parsed(r).function.arguments = '{'
    },
    'messages[1].tool_calls[0].function.arguments',
    /no JSON object/,
  ],
  [
    'axolotl',
    'calls in a preference',
    openai,
    (r) => {
      r.chosen = r.messages.pop()
      r.rejected = { ...r.chosen, content: 'No.' }
      r.messages.push({ role: 'user', content: 'And?' })
    },
    'messages[1].tool_calls',
    /drops calls/,
  ],
  [
    'trl',
    'the prompt ends with a call',
    trl,
    (r) => {
      r.prompt.pop()
    },
    'prompt',
    /ends with a call/,
  ],
  [
    'trl',
    'a completion of results alone',
    trl,
    (r) => {
      r.completion = [r.prompt.pop()]
    },
    'completion[0].role',
    /not a message of the assistant/,
  ],
  [
    'trl',
    'a completion with results',
    trl,
    (r) => {
      r.completion = [...r.prompt.splice(1), ...r.completion]
    },
    'completion',
    /results of tools/,
  ],
  [
    'trl',
    'tools that are no JSON',
    trl,
    (r) => {
      r.tools = ' '
    },
    'tools',
    /no JSON list/,
  ],
  [
    'llamafactory',
    'tools that are blank',
    llamafactory,
    (r) => {
      r.tools = ' '
    },
    'tools',
    /no JSON list/,
  ],
  [
    'llamafactory',
    'tools that are a list',
    llamafactory,
    (r) => {
      r.tools = []
    },
    'tools',
    /not a text/,
  ],
  [
    'llamafactory',
    'a call that is no JSON',
    llamafactory,
    (r) => {
      r.conversations[1].value = 'I read. {"name":"read"}'
    },
    'conversations[1].value',
    /no JSON/,
  ],
  [
    'llamafactory',
    'a call without arguments',
    llamafactory,
    (r) => {
      r.conversations[1].value = '<think>\nh\n</think>\n{"name":"read"}'
    },
    'conversations[1].value',
    /without "name" or "arguments"/,
  ],
  [
    'llamafactory',
    'a marked call that is no JSON',
    llamafactory,
    (r) => {
      r.conversations[1].value = 'I read.<tool_call>read</tool_call>'
    },
    'conversations[1].value',
    /no JSON/,
  ],
  [
    'llamafactory',
    'two observations',
    llamafactory,
    (r) => {
      r.conversations.splice(2, 0, r.conversations[2])
    },
    'conversations[3]',
    /two observations/,
  ],
  [
    'llamafactory',
    'an observation of nothing',
    llamafactory,
    (r) => {
      r.conversations[1] = { from: 'gpt', value: 'x' }
    },
    'conversations[2]',
    /no call asked for/,
  ],
  [
    'llamafactory',
    'a tool that is not declared',
    llamafactory,
    (r) => {
      r.conversations[1].value = '{"name":"write","arguments":{}}'
    },
    'conversations[1].value',
    /not declared/,
  ],
  [
    'unsloth',
    'a third key',
    llamafactory,
    (r) => {
      r.conversations[0].id = 1
    },
    'conversations[0].id',
    /refuses/,
  ],
]

it.each(FAULTS)('%s: %s', async (target, _, make, change, field, reason) => {
  const row = structuredClone(make())
  change(row)
  const faults = await found(target, row)
  const match = faults.find((fault) => fault.field === field && reason.test(fault.reason))
  expect(match, JSON.stringify(faults)).toBeDefined()
  expect(match?.fix).not.toBe('')
})

describe('takes', () => {
  it.each<[Target, Row]>([
    ['openai', openai()],
    ['together', openai()],
    ['chatml', openai({ path: 'a' })],
    ['llamafactory', llamafactory()],
    ['sharegpt', llamafactory()],
  ])('what %s takes', async (target, row) => expect(await found(target, row)).toEqual([]))

  it('pictures in questions, and calls in the words of 2023', async () => {
    const picture = { type: 'image_url', image_url: { url: 'https://example.org/1.png' } }
    const seen = {
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'What is it?' }, picture] },
        { role: 'assistant', content: 'A lamp.' },
      ],
    }
    const functions = [
      { name: 'price', parameters: { type: 'object', properties: { of: { type: 'string' } } } },
    ]
    const called = { role: 'assistant', function_call: { name: 'price', arguments: '{"of": "lamp"}' } }
    expect(
      await found('openai', seen, { messages: [{ role: 'user', content: 'How much?' }, called], functions }),
    ).toEqual([])
  })
})

it('tells once what holds for all rows of a file', async () => {
  const { tools: _, ...row } = openai()
  expect((await found('openai', row, row, row)).map(({ line, field }) => [line, field])).toEqual([
    [1, 'tools'],
  ])
})

it('wants arguments of one kind in all rows, for Arrow', async () => {
  const text = trl()
  text.prompt[1].tool_calls[0].function.arguments = '{"path":"a"}'
  const [fault] = await found('trl', trl(), text)
  expect(fault).toMatchObject({
    line: 2,
    field: 'prompt[1].tool_calls[0].function.arguments',
    reason: 'a string, where the rows before have a object',
  })
})

it.each([
  ['developers.jsonl', false],
  ['device-log.jsonl', false],
  ['test-drive-chats.jsonl', false],
  ['evaluated.jsonl', false],
  ['validator.jsonl', false],
  ['dev.jsonl', true],
  ['set/validation-00000-of-00002.jsonl', true],
  ['my_eval_set.json', true],
  ['chats.valid.jsonl', true],
])('is %s a set for validation? %s', (file, expected) => expect(isValidation(file)).toBe(expected))
