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
  /** The files in which rows have tools. */
  tools?: { train: boolean; validation: boolean }
  /** A row holds one turn, or one step of it. */
  by?: RowsBy
}

/** What a row of a trainer that learns one part of a dialogue a row is trained on. */
export type RowsBy = 'turn' | 'step'

/** What a trainer, or a plain format, can hold of a dialogue. */
export interface Can {
  /** What can be kept out of the training: one message, all before the last turn, or nothing. */
  mask: 'message' | 'turn' | 'none'
  /** Calls of tools: also before an answer to compare, or only in supervised fine-tuning. */
  calls: 'all' | 'sft'
  /** Thoughts: in a key of their own, inside the text, or nowhere. */
  reasoning: 'key' | 'think' | 'none'
}

/** How one trainer wants its data, and what it does with data it does not want. */
export interface Trainer {
  can: Can
  /** A dialogue as those of its rows, where it is more than one. */
  split?(dialogue: Dialogue, by: RowsBy): Dialogue[]
  row(dialogue: Dialogue): unknown
  pair(pair: Pair): unknown
  /** Missing where the trainer has no such training. */
  rated?: (rated: Rated) => unknown
  /** The files it needs beside the data, by name. */
  config(written: Written): Record<string, string>
  /** What a row may look like; a row is checked as the first shape that fits. */
  shapes: Shape[]
  limits: Limits
  /** Looks at what must be alike in all rows: a check for one file. */
  acrossRows?(): Shape['check']
  /** What it reads beside the rows, where that can be checked. */
  companion?: Companion
}
