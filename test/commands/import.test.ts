import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as zlib from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { parseLines, scratch, strom, summaryOf } from '../support/strom.js'
import { zip } from '../support/zip.js'

const EXAMPLES = join(import.meta.dirname, '..', '..', 'examples')
const EXPORT = join(EXAMPLES, 'chatgpt-export')
const conversations = readFileSync(join(EXPORT, 'conversations.json'), 'utf8')
const ratings = readFileSync(join(EXPORT, 'message_feedback.json'), 'utf8')

function file(name: string, content: string | Buffer): string {
  const path = join(scratch(), name)
  writeFileSync(path, content)
  return path
}

/** The turns without the name of the file they came from. */
const turnsOf = (stdout: string) => parseLines(stdout).map(({ source: _, ...turn }) => turn)

describe('the same conversations give the same turns', async () => {
  const expected = turnsOf((await strom(['import', '-i', EXPORT])).stdout)
  const values = JSON.parse(conversations) as unknown[]

  it('which are not few', () => expect(expected.length).toBeGreaterThan(20))

  it.each<[string, () => string[]]>([
    [
      'a ZIP',
      () => [
        file(
          'export.zip',
          zip({ 'conversations.json': conversations, 'message_feedback.json': ratings, 'user.json': '{}' }),
        ),
      ],
    ],
    [
      'a ZIP with the conversations in parts',
      () => [
        file(
          'export.zip',
          zip({
            'conversations-001.json': JSON.stringify(values.slice(3)),
            'conversations-000.json': JSON.stringify(values.slice(0, 3)),
            'message_feedback.json': ratings,
          }),
        ),
      ],
    ],
    [
      'the files one by one, ratings last',
      () => [join(EXPORT, 'conversations.json'), join(EXPORT, 'message_feedback.json')],
    ],
    [
      'an object that holds them',
      () => [
        file('c.json', JSON.stringify({ v: 1, conversations: values })),
        join(EXPORT, 'message_feedback.json'),
      ],
    ],
    [
      'lines',
      () => [
        file('c.jsonl', values.map((value) => `${JSON.stringify(value)}\r\n`).join('')),
        join(EXPORT, 'message_feedback.json'),
      ],
    ],
    [
      'an array on many lines',
      () => [file('c.json', JSON.stringify(values, null, 2)), join(EXPORT, 'message_feedback.json')],
    ],
  ])('from %s', async (_, inputs) => {
    const { stdout, code } = await strom(['import', ...inputs().flatMap((path) => ['-i', path])])
    expect(code).toBe(0)
    expect(turnsOf(stdout)).toEqual(expected)
  })

  it('from stdin', async () => {
    const { stdout } = await strom(['import'], { stdin: conversations })
    expect(turnsOf(stdout).map(({ id }) => id)).toEqual(expected.map(({ id }) => id))
  })
})

it('answers for every message, and keeps those that are in no turn', async () => {
  const rejects = join(scratch(), 'rejects.jsonl')
  const run = await strom(['import', '-i', EXPORT, '--rejects', rejects, '--log-format', 'json'])
  const { rejected } = summaryOf(run)
  expect(rejected).toEqual({ hidden: 9, 'other branch': 2 })
  expect(parseLines(readFileSync(rejects, 'utf8'))).toHaveLength(11)
})

it('reads packed sessions where this Node can, and says what to do where it cannot', async () => {
  const path = join(scratch(), 'rollout.jsonl.zst')
  const zstd = zlib as { zstdCompressSync?: (text: string) => Uint8Array }
  writeFileSync(path, zstd.zstdCompressSync?.('{"user":"Q","assistant":"A"}\n') ?? 'packed')
  const { code, stdout, stderr } = await strom(['import', '-i', path])
  if (zstd.zstdCompressSync) expect(turnsOf(stdout)).toMatchObject([{ user: 'Q', assistant: 'A' }])
  else expect({ code, stderr }).toMatchObject({ code: 65, stderr: expect.stringContaining('zstd -d') })
})

it('names the files of an export that it does not read, and says why group chats are none', async () => {
  const folder = scratch()
  for (const [name, value] of Object.entries({
    'conversations.json': [{ uuid: 'c', chat_messages: [] }],
    'memories.json': [],
    'group_chats.json': { chats: [{ id: 'g', title: 'Trip' }] },
  }))
    writeFileSync(join(folder, name), JSON.stringify(value))
  const run = await strom(['import', '-i', folder, '--log-format', 'json'])
  expect(summaryOf(run).rejected).toEqual({ 'empty conversation': 1, 'group chat': 1 })
  expect(run.stderr).toContain('not read: memories.json')
  expect(run.stderr).toContain('several people write there')
})

it('says where in an array something is wrong, and goes on without it if it may', async () => {
  const path = file(
    'c.json',
    '[{"user":"Q","assistant":"A"},\n {"user":"Q",oops},\n {"user":"Q","assistant":"B"}]',
  )
  const stopped = await strom(['import', '-i', path])
  expect(stopped.code).toBe(65)
  expect(stopped.stderr).toContain(`${path}:2:14 ([1]): not JSON`)
  expect(stopped.stderr).toContain('{"user":"Q",oops}')
  expect(parseLines(stopped.stdout).map(({ schema }) => schema)).toEqual(['strom.turn/1', 'strom.error/1'])
  const skipped = await strom(['import', '-i', path, '--on-error', 'skip'])
  expect(skipped.code).toBe(1)
  expect(parseLines(skipped.stdout)).toHaveLength(2)
})

it.each([
  ['a shape it does not know', '{"foo": 1, "bar": 2}', 'unknown shape: an object with the fields foo, bar'],
  ['a text', 'Hello there', ':1:1: not JSON'],
  [
    'messages that keep their text where it does not look',
    '{"chat_messages": [{"sender": "human", "words": "Where?"}]}',
    'one of them is an object with the fields sender, words',
  ],
  ['an export that is cut', conversations.slice(0, 5000), 'the file ends before this is complete'],
])('refuses %s, and never takes it for text', async (_, content, message) => {
  const { code, stdout, stderr } = await strom(['import', '-i', file('x.txt', content)])
  expect(code).toBe(65)
  expect(parseLines(stdout)).toMatchObject([{ schema: 'strom.error/1', error: { exit: 65 } }])
  expect(stderr).toContain(message)
})

it('says what a side is called that no format knows', async () => {
  const line = {
    conversations: [
      { from: 'human', value: 'Where?' },
      { from: 'oracle', value: 'There.' },
    ],
  }
  const { code, stdout, stderr } = await strom(['import'], { stdin: JSON.stringify(line) })
  expect({ code, stdout }).toEqual({ code: 0, stdout: '' })
  expect(stderr).toContain('no format calls a side "oracle"')
})

it('reads a folder of tasks, and keeps what is in no turn with its text', async () => {
  const folder = scratch()
  const said = (text: string) => [{ type: 'text', text }]
  const task = (words: string) => [
    { role: 'user', content: said(`<task>${words}</task>`), ts: 1_760_000_000_000 },
    { role: 'assistant', content: [{ type: 'tool_use', id: 't', name: 'read_file', input: { path: 'a' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'gone', content: 'lost' }] },
    { role: 'assistant', content: said('Done.') },
  ]
  for (const name of ['1', '2']) {
    mkdirSync(join(folder, name))
    writeFileSync(join(folder, name, 'api_conversation_history.json'), JSON.stringify(task(`Task ${name}`)))
    writeFileSync(join(folder, name, 'ui_messages.json'), '[{"type":"say"}]')
  }
  const rejects = join(folder, 'rejects.jsonl')
  const { code, stdout } = await strom(['import', '-i', folder, '--rejects', rejects])
  expect(code).toBe(0)
  expect(parseLines(stdout)).toMatchObject(
    ['1', '2'].map((name) => ({
      user: `Task ${name}`,
      assistant: 'Done.',
      steps: [{ calls: [{ id: 't', name: 'read_file' }] }, { text: 'Done.' }],
      origin: 'cline',
      time: '2025-10-09T08:53:20.000Z',
    })),
  )
  const lost = { rejected: 'orphan result', text: 'lost' }
  expect(parseLines(readFileSync(rejects, 'utf8'))).toMatchObject([lost, lost])
})

it('warns of a session whose last line is half written, and takes the rest', async () => {
  const session = readFileSync(join(EXAMPLES, 'claude-code', 'session.jsonl'), 'utf8')
  const path = file('session.jsonl', session.trimEnd().slice(0, -30))
  const { code, stdout, stderr } = await strom(['import', '-i', path])
  expect(code).toBe(0)
  expect(parseLines(stdout)).toHaveLength(2)
  expect(stderr).toContain('the last line is half written')
})
