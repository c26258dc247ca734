import { describe, expect, it } from 'vitest'
import { STEP_OPTIONS } from '../../../src/dataset/dialogue/steps.js'
import { TrainerExport } from '../../../src/dataset/export.js'
import { plainExport } from '../../../src/dataset/plain-export.js'
import { TRAINER_NAMES, TRAINERS, type TrainerName } from '../../../src/dataset/trainers/index.js'
import type { RowsBy, Trainer } from '../../../src/dataset/trainers/trainer.js'
import { FileChecker } from '../../../src/dataset/validate/file.js'
import { rulesOf } from '../../../src/dataset/validate/targets.js'
import type { Turn } from '../../../src/record/turn.js'
import { agentTurns } from '../../support/agent-turns.js'
import fc from '../../support/property.js'

async function rowsOf(name: TrainerName, turns: readonly Turn[], by: RowsBy = 'turn') {
  const trainer: Trainer = await TRAINERS[name].load()
  const masks = trainer.can.mask !== 'none'
  const rows: Record<string, unknown>[] = []
  const rejected: string[] = []
  const set = new TrainerExport({
    ...{ trainer, task: 'sft', split: 1, seed: 0, by, countTokens: (text) => text.length, isNew: () => true },
    noise: masks ? 'mask' : 'drop',
    steps: { ...STEP_OPTIONS, failed: masks ? 'mask' : 'keep' },
  })
  const sink = {
    row: ({ text }: { text: string }) => rows.push(JSON.parse(text)),
    reject: (_: string, record?: Record<string, unknown>) => rejected.push(String(record?.id)),
  }
  for (const turn of turns) set.add(turn, sink)
  set.end(sink)
  return { rows, rejected, facts: set.facts }
}

const faultsOf = async (target: TrainerName | 'chatml' | 'sharegpt' | 'hermes', rows: readonly unknown[]) => {
  const checker = new FileChecker((await rulesOf(target))!, 'validation.jsonl')
  return rows
    .flatMap((value, i) => checker.document({ file: 'f', at: i + 1, line: i + 1, column: 1, value }))
    .filter(({ warning }) => !warning)
}

/** What is trained on, as text; of calls their JSON. */
type Said = Record<string, unknown> & { role: string; tool_calls?: { function: { arguments: unknown } }[] }
const shown = ({ content, tool_calls: calls, reasoning_content: thought }: Said) =>
  JSON.stringify([
    content,
    thought,
    calls?.map(({ function: { arguments: given } }) =>
      typeof given === 'string' ? JSON.parse(given) : given,
    ),
  ])

describe.each(TRAINER_NAMES)('%s', (name) => {
  it('gets rows that it takes, with every call at its result', async () => {
    await fc.assert(
      fc.asyncProperty(agentTurns, async (turns) => {
        const { rows, rejected } = await rowsOf(name, turns)
        expect(await faultsOf(name, rows)).toEqual([])
        if (rows.length === 0) expect(rejected.length).toBe(turns.length)
      }),
      { numRuns: 60 },
    )
  })

  it('is never to learn what nobody said', async () => {
    await fc.assert(
      fc.asyncProperty(agentTurns, async (turns) => {
        const trained = (await rowsOf(name, turns)).rows.flatMap(answersOf)
        for (const answer of trained) expect(answer).not.toMatch(/(?<!arg)(?:result|remark|question)\d/)
      }),
      { numRuns: 60 },
    )
  })
})

/** The answers of a row that are trained on, whatever its shape. */
function answersOf(row: Record<string, unknown>): string[] {
  const list = (row.completion ?? row.messages ?? row.conversations) as Said[]
  return list
    .filter(({ role, from }) => role === 'assistant' || from === 'gpt' || from === 'function_call')
    .filter(({ weight, train }) => weight !== 0 && train !== false)
    .map((said) => JSON.stringify(said))
}

it('trains the same answers by turn, by step, and by message', async () => {
  await fc.assert(
    fc.asyncProperty(agentTurns, async (turns) => {
      const completions = async (by: RowsBy) =>
        (await rowsOf('trl', turns, by)).rows
          .flatMap(({ completion }) => completion as Said[])
          .filter(({ role }) => role === 'assistant')
          .map(shown)
          .sort()
      const byTurn = await completions('turn')
      expect(await completions('step')).toEqual(byTurn)
      const messages = (await rowsOf('axolotl', turns)).rows.flatMap(({ messages }) => messages as Said[])
      expect(
        messages
          .filter(({ train }) => train === true)
          .map(shown)
          .sort(),
      ).toEqual(byTurn)
    }),
    { numRuns: 100 },
  )
})

it.each(['chatml', 'sharegpt', 'openai', 'hermes'] as const)(
  '--format %s is what validate takes',
  async (name) => {
    const { step, finish } = await plainExport(name)
    await fc.assert(
      fc.asyncProperty(agentTurns, async (turns) => {
        const rows: unknown[] = []
        const sink = { write: (row: string) => rows.push(JSON.parse(row)), reject: () => {} }
        for (const turn of turns) step(turn, sink)
        finish?.(sink)
        expect(await faultsOf(name, rows)).toEqual([])
      }),
      { numRuns: 60 },
    )
  },
)
