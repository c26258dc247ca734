import { card } from './card/card.js'
import type { TrainerExport } from './export.js'
import type { Task, Trainer } from './trainers/trainer.js'

export interface SetOptions {
  name: string
  trainerName: string
  trainer: Trainer
  task: Task
  noise: string
  split: number
  seed: number
  version: string
  inputs: { file: string; bytes: number; sha256: string }[]
}

/** The files of a set beside its rows: the trainer's configuration, the card, the manifest. */
export function setFiles({ facts }: TrainerExport, options: SetOptions): Record<string, string> {
  const { name, trainerName, trainer, task, noise, split, seed, version, inputs } = options
  const validation = facts.rows.validation ? 'validation.jsonl' : undefined
  const config = trainer.config({ task, name, train: 'train.jsonl', validation })
  const files = ['train.jsonl', ...(validation ? [validation] : []), ...Object.keys(config), 'manifest.json']
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
  const manifest = {
    strom: version,
    trainer: trainerName,
    options: { task, noise, split, seed },
    inputs,
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
    approximate_tokens: tokens,
    tokens: facts.histogram(),
    least,
    files,
  }
  return {
    ...config,
    'README.md': card(facts, { name, trainer: trainerName, task, version, noise, split, seed, files }),
    'manifest.json': `${JSON.stringify(manifest, null, 2)}\n`,
  }
}

/** A name that trainers, shells and hubs all take. */
export function setName(folder: string): string {
  return folder.replace(/[^A-Za-z0-9_-]+/g, '_').replace(/^_+|_+$/g, '') || 'strom'
}
