import { expect, it } from 'vitest'
import type { FormatName } from '../../src/dataset/formats/index.js'
import { fewShotExport, plainExport } from '../../src/dataset/plain-export.js'
import { synthesize } from '../../src/dataset/synthesize.js'
import type { Example } from '../../src/record/example.js'
import type { Turn } from '../../src/record/turn.js'

const BEARS = ['What does a bear eat?', 'Berries.']
const FOLLOW_UP: Turn = { user: 'And in winter?', assistant: 'Then it sleeps.', context: BEARS }
const CALLS: Turn = {
  user: 'Make the test pass.',
  assistant: 'Done.',
  steps: [{ text: 'Done.', calls: [{ id: '1', name: 'Bash', arguments: {} }] }],
}
const EXAMPLE = synthesize({
  id: 'p',
  kind: 'qa_pair',
  content: { question: FOLLOW_UP.user, answer: FOLLOW_UP.assistant },
  confidence: 1,
  sources: ['t'],
  evidence: [],
  context: BEARS,
}) as Example

/** The rows of a record, or why it has none. */
async function exported(name: FormatName | 'fewshot', record: object): Promise<unknown[] | string> {
  const rows: unknown[] = []
  let why = ''
  const options = { max: 1, minConfidence: 0 }
  const { step } = await (name === 'fewshot' ? fewShotExport(options) : plainExport(name))
  step(record as Record<string, unknown>, {
    write: (row) => rows.push(name === 'csv' ? row : JSON.parse(row)),
    reject: (reason) => {
      why = reason
    },
  })
  return why || rows
}

const TWO_TEXTS = ['alpaca', 'raw', 'prompt-completion', 'csv', 'fewshot'] as const

it.each(TWO_TEXTS)('%s holds what stands alone, and says why it does not hold the rest', async (name) => {
  expect(await exported(name, EXAMPLE)).toBe('needs its history')
  expect(await exported(name, FOLLOW_UP)).toBe('needs its history')
  expect(await exported(name, { ...FOLLOW_UP, index: 4, context: [] })).toBe('needs its history')
  expect(await exported(name, CALLS)).toBe('tool calls')
  const alone = { ...FOLLOW_UP, user: 'How many moons does the planet Mars have?', assistant: 'Two.' }
  expect(typeof (await exported(name, alone))).not.toBe('string')
})

it.each([EXAMPLE, FOLLOW_UP])(
  'formats of messages hold the history, and only the last answer counts',
  async (record) => {
    expect(await exported('chatml', record)).toEqual([
      {
        messages: [
          { role: 'user', content: BEARS[0] },
          { role: 'assistant', content: BEARS[1], weight: 0 },
          { role: 'user', content: 'And in winter?' },
          { role: 'assistant', content: 'Then it sleeps.' },
        ],
      },
    ])
    expect(await exported('sharegpt', record)).toEqual([
      {
        conversations: [
          { from: 'human', value: BEARS[0] },
          { from: 'gpt', value: BEARS[1], weight: 0 },
          { from: 'human', value: 'And in winter?' },
          { from: 'gpt', value: 'Then it sleeps.' },
        ],
        system: '',
      },
    ])
  },
)
