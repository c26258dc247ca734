import type { Dialogue } from '../dialogue/dialogue.js'
import type { Pair, Rated } from '../dialogue/preferences.js'
import type { Companion } from '../validate/companion.js'
import type { Limits, Shape } from '../validate/shape.js'

/** What a set is for: supervised fine-tuning, preferences of pairs, or single ratings. */
export type Task = 'sft' | 'dpo' | 'kto'

/** What the configuration of a trainer depends on. */
export interface Written {
  task: Task
  /** Name of the set, of letters, digits, - and _. */
  name: string
  train: string
  /** The file with the rows for validation, where there are any. */
  validation?: string | undefined
}

/** How one trainer wants its data, and what it does with data it does not want. */
export interface Trainer {
  /** Can a single answer be kept out of the training? */
  masks: boolean
  /** A dialogue as rows: one, except for trainers that learn one answer a row. */
  rows(dialogue: Dialogue): unknown[]
  pair(pair: Pair): unknown
  /** Missing where the trainer has no such training. */
  rated?: (rated: Rated) => unknown
  /** The files it needs beside the data, by name. */
  config(written: Written): Record<string, string>
  /** What a row may look like; a row is checked as the first shape that fits. */
  shapes: Shape[]
  limits: Limits
  /** What it reads beside the rows, where that can be checked. */
  companion?: Companion
}
