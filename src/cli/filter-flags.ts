import * as Args from '@oclif/core/args'
import * as Flags from '@oclif/core/flags'
import { commonFlags } from './base.js'
import { positive } from './flags.js'

/** Flags that every command has that reads records and writes records. */
export const filterFlags = {
  ...commonFlags,
  input: Flags.string({
    char: 'i',
    multiple: true,
    default: ['-'],
    description: 'file to read, - for stdin; may be repeated',
    helpValue: 'FILE',
    helpGroup: 'STREAM',
  }),
  output: Flags.string({
    char: 'o',
    default: '-',
    description: 'file to write, whole or not at all; - for stdout',
    helpValue: 'FILE',
    helpGroup: 'STREAM',
  }),
  'on-error': Flags.option({ options: ['fail', 'skip', 'emit'] as const })({
    default: 'fail',
    description: 'a bad line: stop (65), skip it (exit 1 at the end), or emit it to --errors',
    helpGroup: 'STREAM',
  }),
  errors: Flags.string({
    description: 'keep bad lines here as strom.error/1 records; implies --on-error emit',
    helpValue: 'FILE',
    helpGroup: 'STREAM',
  }),
  rejects: Flags.string({
    description: 'keep dropped records here, with the reason',
    helpValue: 'FILE',
    helpGroup: 'STREAM',
  }),
  'dry-run': Flags.boolean({
    description: 'read and check everything, print the counts, write nothing',
    helpGroup: 'STREAM',
  }),
}

export interface FilterFlags {
  input: string[]
  output: string
  'on-error': 'fail' | 'skip' | 'emit'
  errors?: string | undefined
  rejects?: string | undefined
  'dry-run': boolean
  quiet: boolean
  verbose: boolean
  'log-format': 'text' | 'json'
  'no-color': boolean
}

/** Files to read may stand without --input. They never take stdin, which would swallow the records. */
export const fileArgs = {
  files: Args.string({ multiple: true, ignoreStdin: true, description: 'files to read, as with --input' }),
}

/** For a command whose work several threads can share. */
export const threadFlags = {
  jobs: positive({
    char: 'j',
    default: 1,
    description: 'threads to work with; the output is the same whatever their number',
    helpGroup: 'STREAM',
  }),
}
