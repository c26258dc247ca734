import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { DataError, MissingInputError } from '../../src/record/errors.js'
import { exportSources } from '../../src/stream/export-files.js'
import { pickFiles, unreadFiles } from '../../src/stream/pick-files.js'
import { scratch } from '../support/strom.js'
import { zip } from '../support/zip.js'

describe('the files picked from a folder', () => {
  it.each([
    {
      of: 'an export: its conversations and ratings, and nothing else',
      names: [
        'user.json',
        'conversations.json',
        'message_feedback.json',
        'chat.html',
        'shared_conversations.json',
      ],
      picked: ['conversations.json', 'message_feedback.json'],
    },
    {
      of: 'an export in parts, in the order of the numbers',
      names: ['conversations-10.json', 'conversations-2.json', 'conversations-000.json'],
      picked: ['conversations-000.json', 'conversations-2.json', 'conversations-10.json'],
    },
    {
      of: 'projects of Claude Code: all sessions, no settings',
      names: ['-home-a/s2.jsonl', '-home-a/s1.jsonl', '-home-a/s1/subagents/agent-1.jsonl', 'settings.json'],
      picked: ['-home-a/s1.jsonl', '-home-a/s1/subagents/agent-1.jsonl', '-home-a/s2.jsonl'],
    },
    {
      of: 'tasks of Cline: what was said, and nothing about it',
      names: [
        'tasks/2/api_conversation_history.json',
        'tasks/2/ui_messages.json',
        'tasks/10/api_conversation_history.json',
        'tasks/10/task_metadata.json',
        'sessions/s/s.json',
        'sessions/s/s.messages.json',
        'state/taskHistory.json',
      ],
      picked: [
        'sessions/s/s.messages.json',
        'tasks/2/api_conversation_history.json',
        'tasks/10/api_conversation_history.json',
      ],
    },
    { of: 'plain JSON files', names: ['b.json', 'a.json', 'notes.txt'], picked: ['a.json', 'b.json'] },
    {
      of: 'several exports, without what a system adds',
      names: [
        'x/conversations.json',
        'x/projects.json',
        '__MACOSX/x/conversations.json',
        '.trash/conversations.json',
        'y/a.jsonl',
      ],
      picked: ['x/conversations.json', 'y/a.jsonl'],
    },
    {
      of: 'an export with what belongs to it in folders of its own',
      names: [
        'x/conversations.json',
        'x/design_chats/d1.json',
        'x/users/u/design_chats/d2.json',
        'x/textdocs/t.json',
        'x/group_chats.json',
        'x/memories.json',
        'design_chats/d3.json',
      ],
      picked: [
        'x/conversations.json',
        'x/design_chats/d1.json',
        'x/group_chats.json',
        'x/textdocs/t.json',
        'x/users/u/design_chats/d2.json',
      ],
    },
    { of: 'packed sessions', names: ['a/rollout.jsonl.zst', 'b.json'], picked: ['a/rollout.jsonl.zst'] },
    { of: 'nothing to read', names: ['a.txt', 'b.html'], picked: [] },
  ])('are $of', ({ names, picked }) => {
    expect(pickFiles(names)).toEqual(picked)
  })
})

it('files of an export that are not read are named', () => {
  const names = [
    'x/conversations.json',
    'x/memories.json',
    'x/projects/p1.json',
    'x/users.json',
    'y/memories.json',
  ]
  expect(unreadFiles(names)).toEqual(['x/memories.json', 'x/projects/p1.json', 'y/memories.json'])
})

function folder(files: Record<string, string | Buffer>): string {
  const path = scratch()
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true })
    writeFileSync(join(path, name), content)
  }
  return path
}

async function contents(paths: string[], stdin = Readable.from([])) {
  const found: [string, string][] = []
  for await (const { file, chunks } of exportSources(paths, stdin, new AbortController().signal)) {
    const parts: Uint8Array[] = []
    for await (const chunk of chunks) parts.push(chunk)
    found.push([file, Buffer.concat(parts).toString()])
  }
  return found
}

describe('sources', () => {
  it('are stdin, files, folders and archives, in the order given', async () => {
    const path = folder({
      'a.jsonl': 'A',
      'more/conversations.json': 'B',
      'x.zip': zip({ 'b/conversations.json': 'C' }),
    })
    const stdin = Readable.from([Buffer.from('S')])
    expect(await contents([`${path}/x.zip`, '-', `${path}/a.jsonl`, `${path}/more`], stdin)).toEqual([
      [`${path}/x.zip/b/conversations.json`, 'C'],
      ['<stdin>', 'S'],
      [`${path}/a.jsonl`, 'A'],
      [`${path}/more/conversations.json`, 'B'],
    ])
  })

  it('give ratings first, so that they are known when their conversations come', async () => {
    const path = folder({
      'x.zip': zip({ 'conversations.json': 'C', 'message_feedback.json': 'F', 'user.json': '{}' }),
    })
    expect((await contents([`${path}/x.zip`])).map(([, text]) => text)).toEqual(['F', 'C'])
  })

  it('know an archive by its content, not by its name', async () => {
    const path = folder({ export: zip({ 'conversations.json': '[]' }), 'not.zip': '{"a":1}' })
    expect((await contents([`${path}/export`, `${path}/not.zip`])).map(([, text]) => text)).toEqual([
      '[]',
      '{"a":1}',
    ])
  })

  it('never write to disk, whatever the names in an archive are', async () => {
    const path = folder({ 'x.zip': zip({ '../../escaped.jsonl': 'x' }) })
    await expect(contents([`${path}/x.zip`])).rejects.toThrow(DataError)
  })

  it.each([
    ['a path that is not there', MissingInputError, () => '/nowhere/export.zip', 'no such file'],
    [
      'a folder without conversations',
      MissingInputError,
      () => folder({ 'a.txt': '' }),
      'holds no conversations',
    ],
    [
      'an archive without any',
      MissingInputError,
      () => `${folder({ 'x.zip': zip({ 'a.txt': '' }) })}/x.zip`,
      'holds no',
    ],
    [
      'an archive that is cut',
      DataError,
      () => `${folder({ 'x.zip': zip({ 'conversations.json': '[]' }).subarray(0, 60) })}/x.zip`,
      'x.zip: ',
    ],
    [
      'an archive that is damaged',
      DataError,
      () => {
        const archive = zip({
          'conversations.json': JSON.stringify(Array.from({ length: 500 }, (_, n) => n)),
        })
        archive.fill(0xff, 60, 90)
        return `${folder({ 'x.zip': archive })}/x.zip`
      },
      'x.zip/conversations.json: ',
    ],
  ])('say what is wrong with %s', async (_, error, path, message) => {
    const run = contents([path()])
    await expect(run).rejects.toThrow(error)
    await expect(run).rejects.toThrow(message)
  })
})

it('reads the archives of a folder, and names the files beside exports that it does not read', async () => {
  const folder = scratch()
  const turn = (n: number) => `[{"chat_messages":[],"uuid":"${n}"}]`
  writeFileSync(join(folder, 'a.zip'), zip({ 'conversations.json': turn(1) }))
  mkdirSync(join(folder, 'b'))
  writeFileSync(join(folder, 'b', 'conversations.json'), turn(2))
  writeFileSync(join(folder, 'loose.json'), turn(3))
  const notes: string[] = []
  const read: string[] = []
  for await (const { file, chunks } of exportSources(
    [folder],
    Readable.from([]),
    new AbortController().signal,
    (note) => notes.push(note),
  )) {
    for await (const _ of chunks);
    read.push(relative(folder, file))
  }
  expect(read).toEqual(['b/conversations.json', 'a.zip/conversations.json'])
  expect(notes).toEqual([`${folder}: not read: loose.json`])
})
