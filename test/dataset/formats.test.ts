import { expect, it } from 'vitest'
import { FORMATS, type FormatName } from '../../src/dataset/formats/index.js'
import { plainExport } from '../../src/dataset/plain-export.js'
import type { Example } from '../../src/record/example.js'

const EXAMPLE: Example = {
  id: 'e_1',
  instruction: 'What is Thompson Sampling?',
  input: 'Entities: Thompson, Sampling, Bayesian\nTopics: policy\n',
  output: 'A method for\nthe "bandit" problem, \u{1F3B0} ü.',
  system: 'You are a helpful assistant.',
  meta: { pattern: 'qa_pair', confidence: 0.9, sources: ['t_1', 't_2'] },
}
const ASKED = 'What is Thompson Sampling?\n\nEntities: Thompson, Sampling, Bayesian\nTopics: policy'
const { instruction, input, output, system } = EXAMPLE

const ROWS: Partial<Record<FormatName, unknown>> = {
  alpaca: { instruction, input, output },
  chatml: {
    messages: [
      { role: 'system', content: system },
      { role: 'user', content: ASKED },
      { role: 'assistant', content: output },
    ],
  },
  raw: {
    instruction,
    input,
    output,
    system,
    metadata: { pattern_type: 'qa_pair', confidence: 0.9, source: 't_1,t_2' },
  },
  sharegpt: {
    conversations: [
      { from: 'human', value: ASKED },
      { from: 'gpt', value: output },
    ],
    system,
  },
  'prompt-completion': { prompt: ASKED, completion: output },
}

async function rowOf(name: FormatName, example: Example): Promise<string> {
  const rows: string[] = []
  const { step } = await plainExport(name)
  step(example, { write: (row) => rows.push(row), reject: (reason) => rows.push(reason) })
  return rows.join('\n')
}

it.each(Object.entries(ROWS))('%s has exactly its keys', async (name, row) => {
  const line = await rowOf(name as FormatName, EXAMPLE)
  expect(JSON.parse(line)).toEqual(row)
  expect(line).not.toContain('\n')
})

it('leaves the system message out where there is none', async () => {
  const { system: _, ...bare } = EXAMPLE
  const { messages } = JSON.parse(await rowOf('chatml', bare))
  expect(messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant'])
})

it('keeps the turns of a whole conversation', async () => {
  const messages = ['user', 'assistant', 'user', 'assistant'].map((role, i) => ({ role, content: `${i}` }))
  const row = JSON.parse(await rowOf('sharegpt', { ...EXAMPLE, messages } as Example))
  expect(row.conversations.map(({ from }: { from: string }) => from)).toEqual([
    'human',
    'gpt',
    'human',
    'gpt',
  ])
})

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'csv never starts a cell with a formula: %j',
  async (text) => {
    const { row } = await FORMATS.csv.load()
    const cell = row({ ...EXAMPLE, instruction: text, input: '' })
    expect(cell.replace(/^"/, '')).toMatch(/^'/)
  },
)

it('csv quotes line breaks and quotes (RFC 4180)', async () => {
  const { row, header } = await FORMATS.csv.load()
  expect(header?.split(',')).toHaveLength(7)
  expect(row(EXAMPLE)).toContain('"A method for\nthe ""bandit"" problem, \u{1F3B0} ü."')
})
