import * as Flags from '@oclif/core/flags'
import { linesOf } from './lines-of.js'

const helpGroup = 'SELECTION'
const names = (description: string, helpValue: string) =>
  Flags.string({ multiple: true, multipleNonGreedy: true, description, helpValue, helpGroup })

/** Flags of commands that read exports: which conversations are wanted. */
export const selectionFlags = {
  since: Flags.string({
    description: 'conversations with a turn at or after this day (2026-01-31) or time, UTC',
    helpValue: 'DATE',
    helpGroup,
  }),
  until: Flags.string({
    description: 'conversations with a turn at or before this day or time',
    helpValue: 'DATE',
    helpGroup,
  }),
  project: names('conversations whose project has this in its name; may be repeated', 'NAME'),
  model: names('conversations in which a model with this in its name answered; may be repeated', 'NAME'),
  title: names('conversations with this in their title; may be repeated', 'TEXT'),
  exclude: Flags.string({
    description: 'leave out the conversations that this file names, a line each: id, address or whole title',
    helpValue: 'FILE',
    helpGroup,
  }),
}

/** What was given, with the lines of the file. @throws MissingInputError */
export async function selectionOf<T extends { exclude?: string | undefined }>(flags: T) {
  const exclude = flags.exclude === undefined ? [] : await linesOf(flags.exclude, '--exclude')
  return { ...flags, exclude }
}
