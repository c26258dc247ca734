import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import type { Input, ParserOutput } from '@oclif/core/interfaces'

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
    description: 'how summary, warnings and errors are written on stderr',
    env: 'STROM_LOG_FORMAT',
    helpGroup: 'COMMON',
  }),
  'no-color': Flags.boolean({ description: 'no colours or motion on stderr', helpGroup: 'COMMON' }),
}

type Values = Record<string, unknown>

/** A mistake on the command line, as oclif throws it. */
interface ParseError extends Error {
  parse?: unknown
  flags?: string[]
}

/** A command of strom: the world it runs in, and errors that say what to do. */
export abstract class BaseCommand extends Command {
  static override enableJsonFlag = false
  static override baseFlags = commonFlags
  /** Does it write records of strom on stdout? Then it says there, in a last line, that it failed. */
  static writesRecords = false

  protected get world(): Runtime {
    return runtime()
  }

  /** As it is typed. */
  protected get title(): string {
    return (this.id ?? '').replaceAll(':', ' ')
  }

  protected override async init(): Promise<void> {
    await super.init()
    this.world.stdout.own() // oclif listens too, and throws
    this.world.publishes = (this.ctor as typeof BaseCommand).writesRecords
  }

  /** Files may be named without --input. */
  protected override async parse<F extends Values, B extends Values, A extends Values>(
    options?: Input<F, B, A>,
    argv?: string[],
  ): Promise<ParserOutput<F, B, A>> {
    // oclif takes the class's own properties only, and arguments are those of a class above
    const { flags, baseFlags, args } = options ?? {}
    const parsed = await super.parse<F, B, A>({ ...options, flags, baseFlags, args } as Input<F, B, A>, argv)
    const { files } = parsed.args as { files?: string[] }
    if (!files?.length) return parsed
    const { input, ...others } = parsed.flags as typeof parsed.flags & { input: string[] }
    const named = parsed.metadata.flags.input?.setFromDefault ? [] : input
    return { ...parsed, flags: { ...others, input: [...named, ...files] } as unknown as typeof parsed.flags }
  }

  /** Writes text to stdout; for commands whose output is not records. */
  protected async print(text: string): Promise<void> {
    await this.world.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  }

  /** Writes a warning to stderr, with whatever came from outside made harmless. */
  protected note(message: string, hint?: string): void {
    this.warning(visible(message), hint && visible(hint))
  }

  /** As `note`, for a message of several lines. */
  protected warning(message: string, hint?: string): void {
    this.world.stderr.say({ level: 'warning', command: this.title, message, hint })
  }

  /** Mistakes on the command line become usage errors that name the nearest flag or value. */
  protected override async catch(error: ParseError): Promise<never> {
    error.message = plain(error.message)
    if (!error.parse) throw error
    const message = error.message
      .replace(/^Nonexistent flags?/, 'unknown flag')
      .replace(/^The following errors? occurred:\s*/, '')
      .replace(/^\s*Missing required flag (\S+)$/gm, '--$1 is missing')
      .replace(/\n\s*/g, '; ')
    const guess = this.#flagMeant(error) ?? valueMeant(error)
    throw new UsageError(
      message,
      `${guess ? `${guess} ` : ''}'strom ${this.title} --help' shows the flags, with examples`,
    )
  }

  #flagMeant({ flags }: ParseError): string | undefined {
    const known = Object.keys({ ...this.ctor.baseFlags, ...this.ctor.flags })
    if (flags?.includes('-n') && known.includes('dry-run'))
      return '-n is --count where there is one; did you mean --dry-run?'
    const unknown = flags?.find((flag) => flag.startsWith('--'))
    const guess = unknown && nearest(unknown.slice(2).split('=')[0] ?? '', known)
    return guess ? `did you mean --${guess}?` : undefined
  }
}

/** The value nearest to one that is not on the list. */
function valueMeant({ message }: Error): string | undefined {
  const [, flag = '', given = '', known = ''] =
    /^Expected (--[\w-]+=)?(.*) to be one of: (.*)$/s.exec(message) ?? []
  const guess = nearest(given, known.split(', '))
  return guess ? `did you mean ${flag}${guess}?` : undefined
}

function plain(message: string): string {
  return message
    .replace(/\u001b\[[0-9;]*m/g, '')
    .replace(/\nSee more help with --help$/, '')
    .replace(/^The following error occurred:\s*/, '')
    .replace(/^Parsing --\S+ \n\t/, '') // put before what a flag's own parser says, which names the flag
    .trim()
}
