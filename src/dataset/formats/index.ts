import type { Example } from '../../record/example.js'
import type { Turn } from '../../record/turn.js'
import type { Dialogue } from '../dialogue/dialogue.js'
import type { Can } from '../trainers/trainer.js'
import { alpaca } from './alpaca.js'
import { chatml } from './chatml.js'
import { hermes } from './hermes.js'
import { openai } from './openai.js'
import { promptCompletion } from './prompt-completion.js'
import { raw } from './raw.js'
import { sharegpt } from './sharegpt.js'

/** How an example is written for a trainer. */
export interface Format {
  /** The first line of a file, where the format has one. */
  header?: string
  /** It holds one question and one answer: no conversation, no calls of tools. */
  twoTexts?: true
  /** One line, or several where a cell holds line breaks; without the last newline. */
  row(example: Example): string
}

/** A format of messages, which can hold what an agent did. */
export interface ChatFormat {
  can: Can
  /** A row is a whole conversation; else each record has its own. */
  whole?: true
  /** A dialogue as those of its rows, where it is more than one. */
  split?(dialogue: Dialogue): Dialogue[]
  row(dialogue: Dialogue): unknown
}

/** A format that makes any number of rows of a turn or an example, with what it knows of those before. */
export interface RecordFormat {
  rows(record: Turn | Example): string[] | string
  /** Why a record gives no row. */
  none: string
}

/** A format of whole conversations as they are, turn by turn. */
export interface TurnsFormat {
  /** @param subagents what was made of the conversations that this one started */
  conversation(turns: readonly Turn[], subagents: readonly unknown[]): unknown
}

/** The formats of `strom export --format`. What a format needs is loaded when it is asked for, for one run. */
export const FORMATS = {
  alpaca: { summary: 'instruction, input, output', load: async () => alpaca },
  chatml: { summary: 'messages with role and content', load: async () => chatml },
  openai: {
    summary: 'whole conversations: messages and tools, as the API logs them',
    load: async () => openai,
  },
  raw: { summary: 'instruction, input, output, system and metadata', load: async () => raw },
  sharegpt: { summary: 'conversations with from and value', load: async () => sharegpt },
  hermes: { summary: 'whole conversations, calls and tools as marked text', load: async () => hermes },
  'prompt-completion': { summary: 'prompt and completion', load: async () => promptCompletion },
  atif: {
    summary: 'whole conversations as agent trajectories, ATIF 1.8',
    load: async () => (await import('./atif.js')).atif,
  },
  csv: {
    summary: 'a table for spreadsheets, safe against formulas',
    load: async () => (await import('./csv.js')).csv,
  },
  dpo: {
    summary: 'prompt, chosen, rejected: of retries, thumbs and corrections',
    load: async (minEvidence?: number) => (await import('./preference.js')).dpo(minEvidence),
  },
  kto: {
    summary: 'prompt, completion, label: of thumbs and corrections',
    load: async (minEvidence?: number) => (await import('./preference.js')).kto(minEvidence),
  },
} satisfies Record<
  string,
  {
    summary: string
    load: (minEvidence?: number) => Promise<Format | RecordFormat | ChatFormat | TurnsFormat>
  }
>

export type FormatName = keyof typeof FORMATS
