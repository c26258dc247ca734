import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { UsageError } from '../record/errors.js'
import { nearest } from '../text/nearest.js'
import { visible } from '../text/visible.js'
import { type Runtime, runtime } from './runtime.js'

/** Flags that every command has. */
export const commonFlags = {
  quiet: Flags.boolean({
    char: 'q',
    description: 'print errors only: no summary, no progress',
    helpGroup: 'COMMON',
  }),
  verbose: Flags.boolean({ char: 'v', description: 'say more on stderr', helpGroup: 'COMMON' }),
  'log-format': Flags.option({ options: ['text', 'json'] as const })({
    default: 'text',
    description: 'how the summary and warnings are written on stderr',
    env: 'STROM_LOG_FORMAT',
    helpGroup: 'COMMON',
  }),
  'no-color': Flags.boolean({ description: 'no colours or motion on stderr', helpGroup: 'COMMON' }),
}

/** A command of strom: the world it runs in, and errors that say what to do. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = false
  static override baseFlags = commonFlags

  protected get world(): Runtime {
    return runtime()
  }

  protected override async init(): Promise<void> {
    await super.init()
    this.world.stdout.own() // oclif listens too, and throws
  }

  /** Writes text to stdout; for commands whose output is not records. */
  protected async print(text: string): Promise<void> {
    await this.world.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  /** Writes a warning to stderr, with whatever came from outside made harmless. */
  protected note(message: string, hint?: string): void {
    this.world.stderr.write(`strom ${this.id}: ${visible(message)}\n${hint ? `  ${visible(hint)}\n` : ''}`)
  }

  /** Mistakes on the command line become usage errors that name the nearest flag. */
  protected override async catch(error: Error & { parse?: unknown; flags?: string[] }): Promise<never> {
    error.message = plain(error.message)
    if (!error.parse) throw error
    const known = Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags })
    const unknown = error.flags?.find((flag) => flag.startsWith('--'))
    const guess = unknown && nearest(unknown.slice(2).split('=')[0] ?? '', known)
    const message = error.message.replace(/^Nonexistent flag/, 'unknown flag')
    throw new UsageError(
      message,
      `${guess ? `did you mean --${guess}? ` : ''}'strom ${this.id} --help' shows the flags, with examples`,
    )
  }
}

function plain(message: string): string {
  return message
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/\nSee more help with --help$/, '')
    .replace(/^The following error occurred:\s*/, '')
    .replace(/^Parsing --\S+ \n\t/, '') // put before what a flag's own parser says, which names the flag
    .trim()
}
