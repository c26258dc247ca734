import { describe, expect, it } from 'vitest'
import { type RowOfSet, TrainerExport } from '../../../src/dataset/export.js'
import { setFiles } from '../../../src/dataset/set-files.js'
import { TRAINERS, type TrainerName } from '../../../src/dataset/trainers/index.js'
import type { Task, Trainer } from '../../../src/dataset/trainers/trainer.js'

/** A conversation with noise inside and at its end, retries and thumbs, a correction, and what is hard to write. */
const RECORDS: Record<string, unknown>[] = [
  {
    id: 't_1',
    conversation: 'c_1',
    index: 0,
    user: 'hi',
    assistant: 'Hello!',
    system: 'Be brief.',
    signal: false,
    importance: 0,
  },
  {
    id: 't_2',
    conversation: 'c_1',
    index: 1,
    user: 'Was ist „Strom“?\nIn einem Satz.',
    assistant: 'Eine Folge von Datensätzen. \u{1F30A}',
    feedback: 'up',
    alternatives: [{ assistant: 'Elektrizität.', feedback: 'down' }, { assistant: 'Ein Fluss.' }],
    signal: true,
    importance: 0.9,
    origin: 'chatgpt',
  },
  { id: 't_3', conversation: 'c_1', index: 2, user: 'thanks', assistant: 'You are welcome!', signal: false },
  {
    id: 't_4',
    conversation: 'c_2',
    index: 0,
    user: '=1+1 \ud800',
    assistant: '"quoted"\r\n__proto__',
    signal: true,
  },
  { id: 't_5', conversation: 'c_3', index: 0, user: 'again?', assistant: 'Yes.', feedback: 'down' },
  {
    id: 'e_1',
    instruction: 'How many bits has a byte?',
    input: '',
    output: 'A byte has 8 bits.',
    rejected: 'A byte has 7 bits.',
    meta: { pattern: 'correction', confidence: 0.8, conversation: 'c_4' },
  },
]

const TASKS: Task[] = ['sft', 'dpo', 'kto']

describe.each(Object.keys(TRAINERS) as TrainerName[])('%s', (name) => {
  it.each(TASKS)('%s', async (task) => {
    const trainer: Trainer = await TRAINERS[name].load()
    if (task === 'kto' && !('rated' in trainer)) return
    const noise = trainer.can.mask !== 'none' || task !== 'sft' ? 'mask' : 'drop'
    const seen = new Set<string>()
    const lines: string[] = []
    const set = new TrainerExport({
      trainer,
      task,
      noise,
      split: 0.7,
      seed: 0,
      countTokens: (text) => Math.ceil(text.length / 4),
      isNew: (key) => !seen.has(key) && Boolean(seen.add(key)),
    })
    const sink = {
      row: ({ split, text }: RowOfSet) => lines.push(`${split}.jsonl ${text}`),
      reject: (reason: string, record?: Record<string, unknown>) =>
        lines.push(`rejected ${reason} ${record?.id ?? ''}`.trimEnd()),
    }
    for (const record of RECORDS) set.add(record, sink)
    set.end(sink)
    const { config } = {
      config: setFiles(
        set,
        { name: 'set', trainerName: name, trainer, task, noise, split: 0.7, seed: 0, version: '0.0.0' },
        { command: 'strom export', date: new Date(0), inputs: [], outputs: [] },
      ),
    }
    const files = Object.entries(config).map(([file, text]) => `--- ${file}\n${text}`)
    await expect(`${lines.join('\n')}\n${files.join('')}`).toMatchFileSnapshot(
      `./golden/${name}.${task}.golden.txt`,
    )
  })
})
