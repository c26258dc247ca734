import { TRAINER_NAMES, TRAINERS, type TrainerName } from '../trainers/index.js'
import type { Trainer } from '../trainers/trainer.js'
import type { CheckedFormat } from './formats.js'

export type Rules = Pick<Trainer, 'shapes' | 'limits' | 'companion' | 'acrossRows'>

const FORMATS = [
  'alpaca',
  'chatml',
  'hermes',
  'raw',
  'sharegpt',
  'prompt-completion',
  'dpo',
  'kto',
] as const satisfies CheckedFormat[]

/** What a file can be checked for: the trainers, and the plain formats. */
export const TARGETS = [...TRAINER_NAMES, ...FORMATS, 'csv'] as const
export type Target = (typeof TARGETS)[number]

/** The rules for rows; undefined for a table, whose checker is another one. */
export async function rulesOf(target: Target): Promise<Rules | undefined> {
  if (target === 'csv') return undefined
  if (target in TRAINERS) return TRAINERS[target as TrainerName].load()
  return (await import('./formats.js')).formatRules(target as CheckedFormat)
}
