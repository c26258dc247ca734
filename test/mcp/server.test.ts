import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js'
import { expect, it, onTestFinished } from 'vitest'
import { answerTo, DIALOGUE, REMEMBERED } from '../chat/dialogue.js'
import { startMock } from '../support/mock-openai.js'
import { parseLines, STROM, scratch, strom } from '../support/strom.js'

/** The server, driven by the SDK's own client over stdio. */
async function connect(args: string[] = [], memory = 'memory.jsonl') {
  const cwd = scratch()
  mkdirSync(join(cwd, 'exports'))
  writeFileSync(join(cwd, 'memory.jsonl'), '')
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [STROM, 'mcp', '--memory', memory, '--export-dir', 'exports', ...args],
    cwd,
    env: { PATH: process.env.PATH ?? '' },
    stderr: 'ignore',
  })
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport)
  onTestFinished(() => client.close())
  const call = async (name: string, input: Record<string, unknown> = {}) => {
    const result = await client.callTool({ name, arguments: input })
    const [content] = result.content as { text: string }[]
    const data = (result.structuredContent ?? {}) as Record<string, unknown>
    if (!result.isError) expect(JSON.parse(content?.text ?? '')).toEqual(data)
    return { data, error: result.isError ? content?.text : undefined }
  }
  const kept = () => parseLines(readFileSync(join(cwd, 'memory.jsonl'), 'utf8'))
  return { client, call, cwd, kept, pid: transport.pid ?? 0 }
}

type Server = Awaited<ReturnType<typeof connect>>
async function holdDialogue({ call }: Pick<Server, 'call'>) {
  const remembered: unknown[] = []
  for (const { user, assistant } of DIALOGUE) {
    const { data } = await call('chat', { user, assistant })
    if (data.remembered) remembered.push(user)
  }
  return remembered
}

it('says who it is and what it can do', async () => {
  const { client } = await connect()
  expect(client.getServerVersion()).toMatchObject({ name: 'strom' })
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toEqual([
    'chat',
    'conversation_stats',
    'recall',
    'mine_training_data',
    'export_training_data',
  ])
  for (const { description, inputSchema } of tools) {
    expect(description).toBeTruthy()
    expect(inputSchema.type).toBe('object')
  }
  expect(tools[0]?.inputSchema).toMatchObject({
    required: ['user'],
    properties: { user: { type: 'string' } },
  })
})

it('remembers, counts, recalls, mines and exports', async () => {
  const server = await connect(['--allow-write'])
  const { call, client, kept, cwd } = server
  expect(await holdDialogue(server)).toEqual(REMEMBERED)
  expect(kept().map(({ user }) => user)).toEqual(REMEMBERED)

  const stats = (await call('conversation_stats')).data
  expect(stats).toMatchObject({ turns: 6, remembered: 3, forgotten: 3, signal_rate: 0.5, in_memory: 3 })
  expect(stats.mean_importance).toBeCloseTo(0.5, 0)

  const { found } = (await call('recall', { query: 'explain thompson sampling', limit: 2 })).data as {
    found: { uri: string; user: string }[]
  }
  expect(found[0]?.user).toBe('How does Thompson Sampling work?')
  expect((await call('recall', { query: 'zebra' })).data.found).toEqual([])

  const { resources } = await client.listResources()
  expect(resources).toHaveLength(3)
  const read = await client.readResource({ uri: found[0]?.uri ?? '' })
  expect(JSON.parse((read.contents[0] as { text: string }).text)).toEqual(kept()[1])
  await expect(client.readResource({ uri: 'memory://t_none' })).rejects.toThrow('there is no memory://t_none')

  const mined = (await call('mine_training_data', { limit: 2 })).data as { total: number; patterns: object[] }
  expect(mined.patterns).toHaveLength(2)
  expect(mined.total).toBeGreaterThan(2)
  expect((await call('mine_training_data', { kinds: ['qa_pair'] })).data.patterns).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ kind: 'qa_pair' })]),
  )

  const { data } = await call('export_training_data', { file: 'train.jsonl', format: 'chatml' })
  const rows = parseLines(readFileSync(join(cwd, 'exports', 'train.jsonl'), 'utf8'))
  expect(rows).toHaveLength(data.rows as number)
  expect(rows[0]).toHaveProperty('messages')
  await call('export_training_data', { file: 'train.csv', format: 'csv' })
  expect(readFileSync(join(cwd, 'exports', 'train.csv'), 'utf8')).toMatch(/^.*instruction/)
})

it('only reads without --allow-write', async () => {
  const server = await connect()
  expect(await holdDialogue(server)).toEqual([])
  expect(server.kept()).toEqual([])
  const { data } = await server.call('chat', DIALOGUE[1])
  expect(data).toMatchObject({
    signal: true,
    remembered: false,
    note: expect.stringContaining('--allow-write'),
  })
  const { error } = await server.call('export_training_data', { file: 'x.jsonl' })
  expect(error).toContain('read-only')
})

const MISTAKES: [name: string, input: Record<string, unknown>, message: string][] = [
  ['export_training_data', { file: '../x.jsonl' }, 'is not a file name'],
  ['export_training_data', { file: '.bashrc' }, 'is not a file name'],
  ['export_training_data', { file: 'x\n.jsonl' }, 'is not a file name'],
  ['export_training_data', { file: 'taken.jsonl' }, 'exists; name another file'],
  ['export_training_data', { file: 'x.jsonl', format: 'pdf' }, 'format'],
  ['chat', {}, 'user'],
  ['chat', { user: 'What is HoloLoom?' }, 'no model is configured'],
  ['chat', { user: 7, assistant: 'x' }, 'expected string'],
  ['recall', { query: 'x', limit: 1e9 }, 'limit'],
  ['mine_training_data', { kinds: ['nothing'] }, 'kinds'],
  ['__proto__', {}, '__proto__'],
  ['chat', { user: 'x'.repeat(1e7), assistant: 'y' }, 'at most 1000000 characters'],
]

it('tells mistakes, refuses messages of 10 and 20 MB, and lives on', async () => {
  const { call, cwd } = await connect(['--allow-write'])
  writeFileSync(join(cwd, 'exports', 'taken.jsonl'), 'kept')
  for (const [name, input, message] of MISTAKES) expect((await call(name, input)).error).toContain(message)
  await expect(call('chat', { user: 'x'.repeat(2e7), assistant: 'y' })).rejects.toThrow(/too long/)
  expect((await call('conversation_stats')).data).toMatchObject({ turns: 0 })
  expect(readFileSync(join(cwd, 'exports', 'taken.jsonl'), 'utf8')).toBe('kept')
})

it('answers calls at once, and keeps each exchange', async () => {
  const { call, kept } = await connect(['--allow-write'])
  const exchange = (n: number) => ({
    user: `What is queue ${n}?`,
    assistant: `Queue ${n} is a durable list of jobs that survives a crash.`,
  })
  const results = await Promise.all(Array.from({ length: 50 }, (_, n) => call('chat', exchange(n))))
  expect(results.every(({ data }) => data.remembered)).toBe(true)
  expect(
    kept()
      .map(({ user }) => user)
      .sort(),
  ).toEqual(Array.from({ length: 50 }, (_, n) => exchange(n).user).sort())
  const exports = await Promise.all([1, 2].map(() => call('export_training_data', { file: 'one.jsonl' })))
  expect(exports.map(({ error }) => error === undefined)).toEqual([true, false])
})

it('has the model answer where one is configured, with what it remembers', async () => {
  const mock = await startMock({ text: answerTo })
  onTestFinished(() => mock.close())
  const { call } = await connect(['--allow-write', '--base-url', mock.url])
  const { data } = await call('chat', { user: 'How does Thompson Sampling work?' })
  expect(data).toMatchObject({ assistant: DIALOGUE[3]?.assistant, remembered: true })
})

it('gives the passages that belong to a question where no model is configured, marked as such', async () => {
  const server = await connect(['--allow-write'])
  const nothing = await server.call('chat', { user: 'Why is Thompson Sampling popular?' })
  expect(nothing.error).toMatch(/no model is configured.*OPENAI_API_KEY/)
  await holdDialogue(server)
  const { data } = await server.call('chat', { user: 'Why is Thompson Sampling popular?' })
  expect(data).toMatchObject({ signal: false, remembered: false })
  expect(data.assistant).toMatch(/^No model answered\.[\s\S]*draws a value from the posterior/)
  expect(server.kept()).toHaveLength(REMEMBERED.length)
})

it('loses nothing to kill -9, and two servers share one file', async () => {
  const one = await connect(['--allow-write'])
  const two = await connect(['--allow-write'], join(one.cwd, 'memory.jsonl'))
  await one.call('chat', DIALOGUE[1])
  await two.call('chat', DIALOGUE[3])
  process.kill(one.pid, 'SIGKILL')
  const { data } = await two.call('recall', { query: 'HoloLoom' })
  expect(data.found).toMatchObject([{ user: 'What is HoloLoom?' }])
  expect(one.kept()).toHaveLength(2)
})

it('writes the protocol only on stdout, and ends with its input', async () => {
  const initialize = {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: '2025-03-26', capabilities: {}, clientInfo: { name: 'x', version: '1' } },
  }
  const call = {
    jsonrpc: '2.0',
    id: 2,
    method: 'tools/call',
    params: { name: 'conversation_stats', arguments: {} },
  }
  const stdin = `${JSON.stringify(initialize)}\nnonsense\n${JSON.stringify(call)}\n`
  const { code, stdout, stderr } = await strom(['mcp'], { stdin })
  expect(code).toBe(0)
  expect(parseLines(stdout).map(({ id }) => id)).toEqual([1, 2])
  expect(stderr).toContain('strom mcp: ')
  expect((await strom(['mcp'])).code).toBe(0)
  expect((await strom(['mcp', '--memory', '/nowhere/m.jsonl'])).code).toBe(66)
  expect((await strom(['mcp', '--export-dir', '/nowhere'])).code).toBe(66)
})
