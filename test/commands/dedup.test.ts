import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseLines, scratch, strom, summaryOf } from '../support/strom.js'

const jsonl = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')

it('keeps the first of each, and says of the others what they repeat', async () => {
  const folder = scratch()
  const [old, rejects] = [join(folder, 'old.jsonl'), join(folder, 'rejects.jsonl')]
  writeFileSync(old, jsonl({ user: 'Was ist ein Strom?', assistant: 'Eine Folge von Datensätzen.' }))
  const stdin = jsonl(
    { id: 't_1', user: 'What is strom?', assistant: 'A toolkit.' },
    { id: 't_2', user: 'What is strom?', assistant: 'A toolkit.', __proto__x: 1 },
    { id: 't_3', user: 'Was ist ein Strom?', assistant: 'Eine Folge von Datensätzen.' },
  )
  const run = await strom(['dedup', '--against', old, '--rejects', rejects, '--log-format', 'json'], {
    stdin,
  })
  expect(run.code).toBe(0)
  expect(run.stdout).toBe(stdin.split('\n').slice(0, 1).concat('').join('\n'))
  const summary = summaryOf(run)
  expect(summary).toMatchObject({ in: 3, out: 1, rejected: { duplicate: 1, 'in the other set': 1 } })
  expect(parseLines(readFileSync(rejects, 'utf8'))).toMatchObject([
    { id: 't_2', rejected: 'duplicate', twin: 't_1', similarity: 1 },
    { id: 't_3', rejected: 'in the other set', twin: `${old}:1` },
  ])
})

it('names the place of a bad line in the other set', async () => {
  const old = join(scratch(), 'old.jsonl')
  writeFileSync(old, '{"text":"a"}\n{"text": oops}\n')
  const run = await strom(['dedup', '--against', old])
  expect(run.code).toBe(65)
  expect(run.stderr).toContain(`${old}:2:10: not JSON`)
})

it('keeps what a new turn follows, and counts what it holds back', async () => {
  const rejects = join(scratch(), 'rejects.jsonl')
  const turn = (conversation: string, index: number, user: string, assistant: string) => ({
    id: `${conversation}${index}`,
    conversation,
    index,
    user,
    assistant,
  })
  const stdin = jsonl(
    turn('a', 0, 'What is a delta?', 'The fan of arms at the mouth of a river.'),
    turn('b', 0, 'What is a delta?', 'The fan of arms at the mouth of a river.'),
    turn('b', 1, 'Name one.', 'That of the Danube.'),
    turn('c', 0, 'What is a delta?', 'The fan of arms at the mouth of a river.'),
  )
  for (const jobs of ['1', '2']) {
    const run = await strom(['dedup', '--rejects', rejects, '--jobs', jobs, '--log-format', 'json'], {
      stdin,
    })
    expect(parseLines(run.stdout)).toMatchObject([
      { id: 'a0' },
      { id: 'b0', signal: false, repeats: 'a0' },
      { id: 'b1' },
    ])
    expect(summaryOf(run)).toMatchObject({ in: 4, out: 3, rejected: { duplicate: 1 } })
    expect(parseLines(readFileSync(rejects, 'utf8'))).toMatchObject([{ id: 'c0', twin: 'a0' }])
  }
})
