import { describe, expect, it } from 'vitest'
import { TRAINERS as LOADERS, TRAINER_NAMES, type TrainerName } from '../../../src/dataset/trainers/index.js'
import { checkDatasetInfo } from '../../../src/dataset/trainers/llamafactory.js'
import type { Trainer } from '../../../src/dataset/trainers/trainer.js'
import { checkCompanion } from '../../../src/dataset/validate/companion.js'
import { FileChecker, isValidation } from '../../../src/dataset/validate/file.js'

const TRAINERS = Object.fromEntries(
  await Promise.all(TRAINER_NAMES.map(async (name) => [name, await LOADERS[name].load()])),
) as Record<TrainerName, Trainer>

/** Ways to be wrong that every trainer refuses, and ways of its own: a row (or rows), the field, the reason. */
type Case = [name: string, rows: unknown, field: string, reason: RegExp]

const user = { role: 'user', content: 'Was ist ein Strom?' }
const assistant = { role: 'assistant', content: 'A stream of records.' }
const system = { role: 'system', content: 'Be brief.' }
const human = { from: 'human', value: 'Was ist ein Strom?' }
const gpt = { from: 'gpt', value: 'A stream of records.' }
const good = { messages: [system, user, assistant] }
const list = (...messages: unknown[]) => ({ messages })
const talk = (...conversations: unknown[]) => ({ conversations })

const MESSAGES: Case[] = [
  ['not an object', [[good]], '', /not an object/],
  ['a number', 7, '', /not an object/],
  ['no known field', { foo: 1 }, '', /no shape/],
  ['messages are a text', { messages: 'hi' }, 'messages', /list of messages/],
  ['no messages', list(), 'messages', /no messages/],
  ['a message is a text', list(user, 'answer'), 'messages[1]', /a string where a message/],
  ['no role', list(user, { content: 'x' }), 'messages[1].role', /missing/],
  ['unknown role', list(user, { role: 'bot', content: 'x' }), 'messages[1].role', /unknown role "bot"/],
  [
    'a role from the prototype',
    list(user, { role: 'constructor', content: 'x' }),
    'messages[1].role',
    /unknown role/,
  ],
  ['no content', list(user, { role: 'assistant' }), 'messages[1].content', /missing/],
  ['content is null', list(user, { role: 'assistant', content: null }), 'messages[1].content', /null/],
  ['empty content', list(user, { role: 'assistant', content: ' \n' }), 'messages[1].content', /empty/],
  [
    'half a character',
    list(user, { role: 'assistant', content: '\ud83d' }),
    'messages[1].content',
    /surrogate/,
  ],
  ['no answer', list(system, user), 'messages', /no answer/],
  ['ends with a question', list(user, assistant, user), 'messages[2]', /ends with a user/],
  [
    'system in the middle',
    list(user, system, assistant),
    'messages[1]',
    /system message that is not the first/,
  ],
  ['mixed shapes', [good, { text: 'x' }], '', /row in a file that began with|no shape/],
]
const HOSTED: Case[] = [
  ...MESSAGES,
  ['two users in a row', list(user, user, assistant), 'messages[1]', /two user messages/],
  ['two answers in a row', list(user, assistant, assistant), 'messages[2]', /two assistant messages/],
  ['begins with an answer', list(assistant, user, assistant), 'messages[0]', /begins with an answer/],
  ['weight is a text', list(user, { ...assistant, weight: '0' }), 'messages[1].weight', /not 0 or 1/],
  ['weight of a question', list({ ...user, weight: 0 }, assistant), 'messages[0].weight', /only answers/],
  ['nothing to train on', list(user, { ...assistant, weight: 0 }), 'messages', /every answer is masked/],
  [
    'preference without messages',
    { input: 'q', preferred_output: [assistant], non_preferred_output: [{ ...assistant, content: 'b' }] },
    'input',
    /object is expected/,
  ],
  [
    'preference that ends with an answer',
    { input: good, preferred_output: [assistant], non_preferred_output: [{ ...assistant, content: 'b' }] },
    'input.messages[2]',
    /ends with a assistant/,
  ],
  [
    'two better answers',
    {
      input: list(user),
      preferred_output: [assistant, assistant],
      non_preferred_output: [{ ...assistant, content: 'b' }],
    },
    'preferred_output',
    /exactly one/,
  ],
  [
    'the same answers',
    { input: list(user), preferred_output: [assistant], non_preferred_output: [assistant] },
    'non_preferred_output',
    /the same/,
  ],
  [
    'the worse one is a question',
    { input: list(user), preferred_output: [assistant], non_preferred_output: [user] },
    'non_preferred_output[0].role',
    /not a message of the assistant/,
  ],
]
const CASES: Record<TrainerName, Case[]> = {
  axolotl: [
    ...MESSAGES,
    [
      'train is a text',
      list(user, { ...assistant, train: 'false' }),
      'messages[1].train',
      /not true or false/,
    ],
    ['nothing to train on', list(user, { ...assistant, train: false }), 'messages', /every answer is masked/],
    ['sharegpt', talk(human, gpt), 'conversations', /removed from Axolotl/],
    ['weight', list(user, { ...assistant, weight: 0 }), 'messages[1].weight', /does not look at a weight/],
    [
      'arguments as an object',
      list(
        user,
        { role: 'assistant', content: null, tool_calls: [{ function: { arguments: {} } }] },
        assistant,
      ),
      'messages[1].tool_calls[0].function.arguments',
      /Arrow/,
    ],
    [
      'a preference without a role',
      { messages: [user], chosen: { content: 'a' }, rejected: assistant },
      'chosen',
      /not a message of the assistant/,
    ],
    [
      'a preference of the same',
      { messages: [user], chosen: assistant, rejected: assistant },
      'rejected',
      /the same/,
    ],
    [
      'a preference after an answer',
      { messages: [user, assistant], chosen: assistant, rejected: { ...assistant, content: 'b' } },
      'messages[1]',
      /ends with a assistant/,
    ],
    ['a label that is a text', { prompt: 'p', completion: 'c', label: 'true' }, 'label', /true or false/],
    ['alpaca without output', { instruction: 'i', output: '' }, 'output', /empty/],
    ['text that is none', { text: 3 }, 'text', /a number/],
  ],
  llamafactory: [
    ['not an object', 'x', '', /not an object/],
    ['no known field', { question: 'q' }, '', /no shape/],
    ['no messages', talk(), 'conversations', /no messages/],
    [
      'user instead of human',
      talk({ from: 'user', value: 'q' }, gpt),
      'conversations[0].from',
      /unknown role "user"/,
    ],
    ['role instead of from', talk(user, assistant), 'conversations[0].from', /missing/],
    ['empty value', talk(human, { from: 'gpt', value: '' }), 'conversations[1].value', /empty/],
    ['begins with an answer', talk(gpt, human, gpt), 'conversations[0]', /begins with an answer/],
    ['does not alternate', talk(human, human, gpt), 'conversations', /drops the row/],
    [
      'tool result in the place of an answer',
      talk(human, { from: 'observation', value: 'x' }, gpt),
      'conversations',
      /drops the row/,
    ],
    ['odd number', talk(human, gpt, human), 'conversations[2]', /ends with a user/],
    [
      'system in the middle',
      talk(human, { from: 'system', value: 's' }, gpt),
      'conversations[1]',
      /not the first/,
    ],
    ['tools as a list', { ...talk(human, gpt), tools: [{}] }, 'tools', /not a text/],
    ['system that is a list', { ...talk(human, gpt), system: [] }, 'system', /a list/],
    ['kto_tag as a text', { ...talk(human, gpt), kto_tag: 'true' }, 'kto_tag', /true or false/],
    [
      'ranking after an answer',
      { ...talk(human, gpt), chosen: gpt, rejected: { from: 'gpt', value: 'b' } },
      'conversations[1]',
      /ends with a assistant/,
    ],
    ['ranking with a text', { ...talk(human), chosen: 'a', rejected: gpt }, 'chosen', /not a message/],
    ['ranking of the same', { ...talk(human), chosen: gpt, rejected: gpt }, 'rejected', /the same/],
    ['openai format without system', list(user, assistant), 'messages', /detailed thinking off/],
    [
      'history that is no pairs',
      { instruction: 'i', output: 'o', history: [['q']] },
      'history[0]',
      /pair of texts/,
    ],
    ['mixed shapes', [talk(human, gpt), { instruction: 'i', output: 'o' }], '', /began with/],
    [
      'half a character',
      talk(human, { from: 'gpt', value: '\udc00' }),
      'conversations[1].value',
      /surrogate/,
    ],
  ],
  trl: [
    ...MESSAGES,
    ['trains on the user', good, 'messages', /the user included/],
    ['conversations', talk(human, gpt), 'conversations', /human and gpt stay/],
    ['prompt and text mixed', { prompt: [user], completion: 'x' }, 'completion', /a text and a list/],
    [
      'completion of the user',
      { prompt: [user], completion: [user] },
      'completion[0].role',
      /not a message of the assistant/,
    ],
    ['empty completion', { prompt: 'q', completion: ' ' }, 'completion', /empty/],
    ['no completion message', { prompt: [user], completion: [] }, 'completion', /no message/],
    [
      'prompt ends with system',
      { prompt: [system], completion: [assistant] },
      'prompt',
      /ends with a system/,
    ],
    ['label as a number', { prompt: 'q', completion: 'a', label: 1 }, 'label', /true or false/],
    ['the same twice', { prompt: 'q', chosen: 'a', rejected: 'a' }, 'rejected', /the same/],
    ['mixed first row', [{ prompt: 'q', completion: 'a' }, good], '', /began with prompt-completion/],
  ],
  unsloth: [
    ['not an object', null, '', /not an object/],
    ['no known field', { foo: [] }, '', /no shape/],
    ['a third key', talk(human, { ...gpt, weight: 0 }), 'conversations[1].weight', /refuses/],
    ['tool calls', list(user, { ...assistant, tool_calls: [] }), 'messages[1].tool_calls', /refuses/],
    [
      'a tool role',
      talk(human, { from: 'observation', value: 'x' }, gpt),
      'conversations[1].from',
      /unknown role/,
    ],
    ['both spellings', talk(human, assistant), 'conversations[1].from', /missing/],
    ['value is a number', talk(human, { from: 'gpt', value: 3 }), 'conversations[1].value', /a number/],
    ['empty value', talk({ from: 'human', value: '' }, gpt), 'conversations[0].value', /empty/],
    ['no messages', talk(), 'conversations', /no messages/],
    ['no answer', talk(human), 'conversations', /no answer/],
    ['ends with a question', talk(human, gpt, human), 'conversations[2]', /ends with a user/],
    ['two in a row', talk(human, human, gpt), 'conversations[1]', /two user messages/],
    ['label as a text', { prompt: [user], completion: [assistant], label: 'yes' }, 'label', /true or false/],
  ],
  together: [
    ...HOSTED,
    ['two formats at once', { ...good, text: 'x' }, '', /two formats at once/],
    ['a key of its own', { ...good, id: 3 }, 'id', /refuses/],
    [
      'an unknown key in a message',
      list(user, { ...assistant, train: true }),
      'messages[1].train',
      /does not look at/,
    ],
    ['prompt is a list', { prompt: [user], completion: 'x' }, 'prompt', /a list/],
  ],
  fireworks: [
    ...HOSTED,
    [
      'an unknown key in a message',
      list(user, { ...assistant, train: true }),
      'messages[1].train',
      /does not look at/,
    ],
  ],
  openai: [
    ...HOSTED,
    ['a key of its own', { ...good, metadata: {} }, 'metadata', /refuses/],
    ['an unknown key in a message', list(user, { ...assistant, id: 1 }), 'messages[1].id', /refuses/],
    [
      'arguments as an object',
      list(user, { role: 'assistant', content: null, tool_calls: [{ function: { arguments: {} } }] }),
      'messages[1].tool_calls[0].function.arguments',
      /not a text/,
    ],
    ['too long', list(user, { role: 'assistant', content: 'word '.repeat(60_000) }), '', /is cut off/],
  ],
}

describe.each(Object.entries(CASES) as [TrainerName, Case[]][])('%s', (name, cases) => {
  it('has at least ten ways to be wrong', () => expect(cases.length).toBeGreaterThanOrEqual(10))

  it.each(cases)('%s', (_, rows, field, reason) => {
    const checker = new FileChecker(TRAINERS[name])
    const all = Array.isArray(rows) ? rows : [rows]
    const found = all.flatMap((value, i) =>
      checker.document({ file: 'f', at: i + 1, line: i + 1, column: 1, value }),
    )
    const match = found.find((fault) => fault.field === field && reason.test(fault.reason))
    expect(match, JSON.stringify(found)).toBeDefined()
    expect(match?.line).toBe(all.length)
    expect(match?.fix).not.toBe('')
  })

  it('takes what it writes itself', () => {
    const { split, row, pair, rated, shapes, limits } = TRAINERS[name]
    const prompt = [system, user] as never
    const dialogue = { conversation: 'c', messages: [system, user, assistant, user, assistant] as never }
    for (const made of [
      (split?.(dialogue, 'turn') ?? [dialogue]).map(row),
      [pair({ conversation: 'c', prompt, chosen: 'good', rejected: 'bad' })],
      rated ? [rated({ conversation: 'c', prompt, completion: 'good', label: true })] : [],
    ]) {
      const checker = new FileChecker({ shapes, limits })
      for (const value of made)
        expect(checker.document({ file: 'f', at: 1, line: 1, column: 1, value })).toEqual([])
    }
  })
})

it('checks the file as a whole', async () => {
  const row = (n: number) => ({ file: 'f', at: n, line: n, column: 1, value: good })
  const reasons = async (name: TrainerName, rows: number, bytes = 1, file = 'train.jsonl') => {
    const checker = new FileChecker(TRAINERS[name], file)
    const found: string[] = []
    const read = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const _ of chunks);
      yield Array.from({ length: rows }, (_, n) => row(n + 1))
    }
    for await (const faults of checker.check(sizes(bytes), read))
      found.push(...faults.map(({ reason }) => reason))
    return found.filter((reason) => /rows|bytes|needed/.test(reason))
  }
  expect(await reasons('openai', 9)).toEqual(['9 rows; at least 10 are needed'])
  expect(await reasons('openai', 9, 1, 'set/validation.jsonl')).toEqual([])
  expect((await reasons('openai', 10, 513 * 1024 * 1024))[0]).toMatch(/bytes; at most/)
  expect(await reasons('fireworks', 2)).toEqual(['2 rows; at least 3 are needed'])
  expect(await reasons('trl', 0)).toEqual(['0 rows; at least 1 is needed'])
  expect(['set/validation.jsonl', 'a/test.jsonl', 'x_eval.jsonl'].map(isValidation)).toEqual([
    true,
    true,
    true,
  ])
  expect(['set/train.jsonl', 'contest.jsonl', 'test/train.jsonl'].map(isValidation)).toEqual([
    false,
    false,
    false,
  ])
})

/** So many bytes in pieces of at most a megabyte. */
async function* sizes(bytes: number) {
  const piece = new Uint8Array(2 ** 20)
  for (let left = bytes; left > 0; left -= piece.length) yield piece.subarray(0, Math.min(left, piece.length))
}

it('tells JSON Lines from one array, where the trainer does', () => {
  const element = { file: 'f', at: '[0]', line: 1, column: 2, value: good }
  expect(new FileChecker(TRAINERS.openai).document(element)[0]?.reason).toMatch(/one JSON array/)
  expect(new FileChecker(TRAINERS.axolotl).document(element)).toEqual([])
})

it.each([
  [[], '', /not an object/],
  [{ set: {} }, 'set', /names no file/],
  [{ set: { file_name: 'y' } }, '', /names no x/],
  [{ set: { file_name: 'x', formatting: 'sharegpt' } }, 'set.columns', /no column/],
  [
    {
      set: { file_name: 'x', formatting: 'sharegpt', columns: { messages: 'c' }, tags: { role_tag: 'role' } },
    },
    'set.tags.user_tag',
    /means none/,
  ],
  [
    {
      set: { file_name: 'x', formatting: 'sharegpt', ranking: true, columns: { messages: 'c', chosen: 'a' } },
    },
    'set.columns.rejected',
    /missing/,
  ],
])('checks dataset_info.json %#', (value, field, reason) => {
  const found: [string, string][] = []
  checkDatasetInfo(value, 'x', (at, why) => found.push([at, why]))
  expect(
    found.find(([at, why]) => at === field && reason.test(why)),
    JSON.stringify(found),
  ).toBeDefined()
})

it.each([
  [undefined, /missing/],
  ['{', /not JSON/],
  ['{"set":{"file_name":"train.jsonl"}}', undefined],
])('reads the file beside the rows: %j', (text, reason) => {
  const [found] = checkCompanion(TRAINERS.llamafactory.companion!, text, 'set/train.jsonl')
  if (reason) expect(found?.reason).toMatch(reason)
  else expect(found).toBeUndefined()
})
