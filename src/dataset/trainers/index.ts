import { axolotl } from './axolotl.js'
import { fireworks } from './fireworks.js'
import { llamafactory } from './llamafactory.js'
import { openai } from './openai.js'
import { together } from './together.js'
import type { Trainer } from './trainer.js'
import { trl } from './trl.js'
import { unsloth } from './unsloth.js'

/** The trainers of `strom export --for` and `strom validate --for`. */
export const TRAINERS = { axolotl, llamafactory, trl, unsloth, together, fireworks, openai } satisfies Record<
  string,
  Trainer
>

export type TrainerName = keyof typeof TRAINERS
export const TRAINER_NAMES = Object.keys(TRAINERS) as TrainerName[]
