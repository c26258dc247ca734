import { createHash } from 'node:crypto'
import type { SetManifest } from '../record/set.js'
import { card } from './card/card.js'
import type { TrainerExport } from './export.js'
import type { RowsBy, Task, Trainer } from './trainers/trainer.js'

export type FileHash = { file: string; sha256: string }

export interface SetOptions {
  name: string
  trainerName: string
  trainer: Trainer
  task: Task
  noise: string
  split: number
  seed: number
  by?: RowsBy
  maxLength?: number | undefined
  version: string
}

/** What the run knows of itself and of the files. */
export interface SetRun {
  /** The command line. */
  command: string
  date: Date
  inputs: (FileHash & { bytes: number })[]
  /** Of the files with rows, and of lineage.jsonl. */
  outputs: FileHash[]
  /** The steps before the export, where one run did them all. */
  before?: SetManifest['steps']
}

/** The files of a set beside its rows: the trainer's configuration, the card, the manifest. */
export function setFiles({ facts }: TrainerExport, options: SetOptions, run: SetRun): Record<string, string> {
  const { name, trainerName, trainer, task, noise, split, seed, by = 'turn', maxLength, version } = options
  const validation = facts.rows.validation ? 'validation.jsonl' : undefined
  const { withTools } = facts
  const tools = { train: withTools.train > 0, validation: withTools.validation > 0 }
  const hasTools = tools.train || tools.validation
  const config = trainer.config({
    task,
    name,
    train: 'train.jsonl',
    validation,
    ...(hasTools && { tools, by }),
  })
  const files = [
    'train.jsonl',
    ...(validation ? [validation] : []),
    'lineage.jsonl',
    ...Object.keys(config),
    'manifest.json',
  ]
  const texts = {
    ...config,
    'README.md': card(facts, {
      name,
      trainer: trainerName,
      task,
      version,
      noise,
      split,
      seed,
      files,
      maxLength,
    }),
  }
  const {
    records,
    rows,
    rejected,
    kinds,
    origins,
    languages,
    models,
    generated,
    masked,
    repeated,
    tokens,
    least,
  } = facts
  const manifest: SetManifest = {
    schema: 'strom.set/1',
    command: run.command,
    date: run.date.toISOString(),
    version,
    inputs: run.inputs,
    outputs: [
      ...run.outputs,
      ...Object.entries(texts).map(([file, text]) => ({
        file,
        sha256: createHash('sha256').update(text).digest('hex'),
      })),
    ],
    steps: [
      ...(run.before ?? []),
      {
        command: 'export',
        in: Object.values(records).reduce((sum, count) => sum + count, 0),
        out: rows.train + rows.validation,
        rejected,
      },
    ],
    redacted: facts.redacted,
    split_key: 'conversation',
    max_length: maxLength ?? null,
    trainer: trainerName,
    options: { task, noise, split, seed, ...(by === 'step' && { rows: by }) },
    records,
    rejected,
    rows,
    masked,
    repeated,
    kinds,
    origins,
    languages,
    models,
    generated,
    agents: facts.steps,
    approximate_tokens: tokens,
    tokens: facts.histogram(),
    least,
    files,
  }
  return { ...texts, 'manifest.json': `${JSON.stringify(manifest, null, 2)}\n` }
}

/** A name that trainers, shells and hubs all take. */
export function setName(folder: string): string {
  return folder.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'strom'
}
