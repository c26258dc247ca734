import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT, run } from './program.js'

const example = (path) => readFileSync(join(ROOT, 'examples', path), 'utf8')
const jsonLines = (text) => text.split('\n').filter(Boolean)
const SIMULATED = ['--provider', 'simulated']

async function made(id, args, lines) {
  const { code, stdout, stderr } = await run(id, ['-q', ...args], [Buffer.from(lines.join('\n'))])
  if (code !== 0 || stdout === '') throw new Error(`${id} makes no records to begin with: ${stderr}`)
  return jsonLines(stdout)
}

const unlike = (line, n) => JSON.stringify({ ...JSON.parse(line), conversation: `c_${n}` })

/** How good records of each kind come about: the commands make them for each other. */
const MAKERS = {
  turn: async () =>
    (await made('import', ['--from', 'chatgpt'], [example('chatgpt-export/conversations.json')]))
      .slice(0, 8)
      .map(unlike),
  pattern: async () => made('mine', ['--all'], await good('turn')),
  example: async () => made('synthesize', [], await good('pattern')),
  brief: () => made('learn', ['-n', '6'], []),
  prompt: async () => made('produce', SIMULATED, await good('brief')),
  result: async () => made('consume', SIMULATED, await good('prompt')),
  analysis: async () => made('analyze', [], await good('result')),
  any: async () => [...(await good('turn')), ...(await good('example'))],
}
const known = new Map()

/** Good lines of a kind of record. */
export function good(kind) {
  if (!MAKERS[kind]) throw new Error(`no good records of the kind ${kind}: add them to test/fuzz/goods.js`)
  if (!known.has(kind)) known.set(kind, MAKERS[kind]())
  return known.get(kind)
}

/** Good conversations, by the reader that knows them. */
export const EXPORTS = {
  chatgpt: JSON.parse(example('chatgpt-export/conversations.json')),
  claude: JSON.parse(example('claude-export/conversations.json')),
  memories: jsonLines(example('memories.jsonl')).map((line) => JSON.parse(line)),
  turns: jsonLines(example('turns.jsonl')).map((line) => JSON.parse(line)),
  sharegpt: ['one', 'two'].map((id) => ({
    id,
    conversations: [
      { from: 'human', value: `What is a queue, ${id}?` },
      { from: 'gpt', value: 'A list of jobs in which the first to come is the first to go.' },
    ],
  })),
  'openai-messages': ['one', 'two'].map((id) => ({
    messages: [
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: `What is a log, ${id}?` },
      { role: 'assistant', content: [{ type: 'text', text: 'A file to which lines are only appended.' }] },
    ],
  })),
}
export const SESSION = jsonLines(example('claude-code/session.jsonl')).map((line) => JSON.parse(line))
