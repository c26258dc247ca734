import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { FORMATS, type FormatName } from '../../../src/dataset/formats/index.js'
import { fewShotExport, plainExport } from '../../../src/dataset/plain-export.js'
import { CsvChecker } from '../../../src/dataset/validate/csv.js'
import { FileChecker, type Found } from '../../../src/dataset/validate/file.js'
import { rulesOf, TARGETS, type Target } from '../../../src/dataset/validate/targets.js'

type Case = [name: string, rows: unknown[] | string, field: string, reason: string]
const CASES: Record<string, Case[]> = parse(
  readFileSync(join(import.meta.dirname, 'formats.yaml'), 'utf8'),
  (_, value) => (value === 'HALF' ? '\ud83d' : value),
)

async function foundIn(format: string, rows: unknown[] | string): Promise<Found[]> {
  const rules = await rulesOf(format as Target)
  const found: Found[] = []
  const text = typeof rows === 'string' ? rows : ''
  // One byte at a time: a table may be cut anywhere.
  const bytes = (async function* () {
    for (const byte of Buffer.from(text)) yield new Uint8Array([byte])
  })()
  const read = async function* () {
    if (typeof rows !== 'string')
      yield rows.map((value, i) => ({ file: 'f', at: i + 1, line: i + 1, column: 1, value }))
  }
  const checker = rules ? new FileChecker(rules, 'f') : new CsvChecker()
  for await (const faults of checker.check(bytes, read)) found.push(...faults)
  return found
}

it('knows every format of rows', () => {
  // ATIF is a standard for traces, and no trainer's.
  const formats = Object.keys(FORMATS).filter((name) => name !== 'atif')
  expect(Object.keys(CASES).sort()).toEqual(formats.sort())
  expect(TARGETS).toEqual(expect.arrayContaining(formats))
})

describe.each(Object.entries(CASES))('%s', (format, cases) => {
  it('has at least ten ways to be wrong', () => expect(cases.length).toBeGreaterThanOrEqual(10))

  it.each(cases)('%s', async (_, rows, field, reason) => {
    const found = await foundIn(format, rows)
    const match = found.find((fault) => fault.field === field && fault.reason.includes(reason))
    expect(match, JSON.stringify(found)).toBeDefined()
    expect(match?.fix).not.toBe('')
  })

  it('is written as the golden file has it, and validates', async () => {
    const { header, step, finish } = await plainExport(format as FormatName)
    const lines = header ? [header] : []
    const rejected: string[] = []
    const sink = {
      write: (row: string) => lines.push(row),
      reject: (reason: string) => rejected.push(`rejected ${reason}`),
    }
    for (const record of RECORDS) step(record, sink)
    finish?.(sink)
    await expect(`${[...lines, ...rejected].join('\n')}\n`).toMatchFileSnapshot(
      `./golden/${format}.golden.txt`,
    )
    const text = `${lines.join('\n')}\n`
    const found = await foundIn(format, format === 'csv' ? text : lines.map((line) => JSON.parse(line)))
    expect(found.filter(({ reason }) => !reason.includes('10 are needed'))).toEqual([])
  })
})

it('fewshot is written as the golden file has it', async () => {
  const { step, finish } = await fewShotExport({ max: 2, minConfidence: 0.5 })
  const lines: string[] = []
  const sink = {
    write: (row: string) => lines.push(row),
    reject: (reason: string) => lines.push(`rejected ${reason}`),
  }
  for (const record of RECORDS) step(record, sink)
  finish?.(sink)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./golden/fewshot.golden.txt')
})

/** Examples and turns, with what is hard to write. */
const RECORDS: Record<string, unknown>[] = [
  {
    id: 'e_1',
    instruction: 'What is Thompson Sampling?',
    input: 'Entities: Thompson, Sampling\nTopics: policy\n',
    output: 'A method for\nthe "bandit" problem, \u{1F3B0} ü.',
    system: 'You are a helpful assistant.',
    meta: { pattern: 'qa_pair', confidence: 0.9, sources: ['t_1', 't_2'] },
  },
  { id: 'e_2', instruction: '=1+1', input: '', output: '-2, "two"\r\n', rejected: '3', meta: {} },
  { id: 'e_3', instruction: 'again', input: '', output: 'the same', meta: { use: 'preference' } },
  { id: 't_1', conversation: 'c', index: 0, user: 'hi', assistant: 'Hello!', signal: false },
  {
    id: 't_2',
    conversation: 'c',
    index: 1,
    user: 'Was ist „Strom“?',
    assistant: 'Eine Folge von Datensätzen.',
    feedback: 'up',
    alternatives: [{ assistant: 'Elektrizität.' }],
    importance: 0.8,
  },
  { id: 't_3', user: ' ', assistant: 'nothing was asked' },
]
