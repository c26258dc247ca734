import * as Flags from '@oclif/core/flags'
import { UsageError } from '../record/errors.js'
import type { Reads } from '../record/parse.js'
import { rowsOf } from '../stream/append.js'
import { type BatchResult, type Filter, finishBatch, runBatch } from '../stream/batch.js'
import { sources } from '../stream/input.js'
import { lines } from '../stream/lines.js'
import { DownstreamClosed, fileOutput, type Output } from '../stream/output.js'
import { Seen } from '../stream/seen.js'
import { badLineError } from './bad-line.js'
import { BaseCommand, commonFlags } from './base.js'
import { EXIT } from './exit-codes.js'
import { Progress } from './progress.js'
import { Tally } from './tally.js'

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
    char: 'n',
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

/** A command that reads records of one kind and writes records: the contract of `strom help pipes`. */
export abstract class FilterCommand extends BaseCommand {
  /** The kind of record on stdin. Shown by `strom help pipes`; the contract tests walk it. */
  static reads: Reads
  static override baseFlags = filterFlags

  protected readonly tally = new Tally()
  /** What only this command counts, for the summary line. */
  protected readonly extra: string[] = []

  /** Reads all inputs, runs the filter over every record, writes what it makes, and sums up. */
  protected async filter<K extends Reads>(kind: K, flags: FilterFlags, filter: Filter<K>): Promise<void> {
    this.refuseTerminal(flags)
    const onError = flags.errors ? 'emit' : flags['on-error']
    if (onError === 'emit' && !flags.errors)
      throw new UsageError('--on-error emit needs a place for the errors', 'add --errors FILE')
    const known = filter.appendTo && (await rowsOf(flags.output, filter.appendTo.quoted))
    const outputs = await openOutputs(flags, this.world.stdout, known !== undefined)
    const writer = new ResultWriter(outputs, this.tally, known)
    if (filter.header && !known) await outputs.main.write(`${filter.header}\n`)
    const progress = new Progress(this.world, `strom ${this.id}`, this.tally)
    progress.start(flags)
    try {
      const options = { stopAtBad: onError === 'fail', keepRejects: outputs.rejects !== undefined }
      for await (const source of sources(flags.input, this.world.stdin, this.world.stop.signal)) {
        for await (const batch of lines(source.file, source.chunks)) {
          const result = runBatch(kind, filter.step, batch, options)
          await writer.write(result)
          for (const bad of result.bad) {
            const error = await badLineError(source.file, bad)
            if (onError === 'fail') throw error
            this.#noteBad(error.message)
            await outputs.errors?.write(
              `${JSON.stringify({ schema: 'strom.error/1', error: { message: error.message }, record: bad.text })}\n`,
            )
          }
        }
      }
      await writer.write(await finishBatch(kind, filter))
      const partial = this.world.stop.signal.aborted
      await Promise.all(outputs.all.map((output) => (partial ? output.keepPartial() : output.close())))
    } catch (error) {
      if (error instanceof DownstreamClosed) this.world.stop.abort('EPIPE')
      await Promise.all(outputs.all.map((output) => output.keepPartial().catch(() => {})))
      throw error
    } finally {
      progress.stop()
      this.summarize(flags)
    }
    if (this.tally.failed) this.world.exitCode ||= EXIT.someFailed[0]
  }

  /** Without a file and with a terminal as stdin a filter would wait for ever: say what it needs instead. */
  protected refuseTerminal(flags: { input: string[] }): void {
    if (!flags.input.includes('-') || !this.world.stdin.isTTY) return
    const { examples = [], summary } = this.ctor
    const example = typeof examples[0] === 'string' ? examples[0] : (examples[0]?.command ?? '')
    throw new UsageError(
      `${this.id}: ${summary ?? ''}. It reads records from a pipe or a file, and stdin is a terminal`,
      `for example: ${example.replaceAll('<%= config.bin %>', 'strom').replaceAll('<%= command.id %>', this.id ?? '')}\n  'strom ${this.id} --help' shows more`,
    )
  }

  protected summarize(flags: Pick<FilterFlags, 'quiet' | 'log-format'>): void {
    if (flags.quiet) return
    const { stop, stderr } = this.world
    const stopped =
      stop.signal.aborted && stop.signal.reason !== 'EPIPE' ? `stopped by ${stop.signal.reason}: ` : ''
    stderr.write(
      flags['log-format'] === 'json'
        ? `${JSON.stringify({ level: 'info', event: 'summary', command: this.id, ...this.tally.json(), notes: this.extra })}\n`
        : `strom ${this.id}: ${stopped}${this.tally.text(this.extra)}\n`,
    )
  }

  #noteBad(message: string): void {
    this.tally.failed++
    if (this.tally.failed <= MAX_WARNINGS) this.world.stderr.write(`strom ${this.id}: ${message}\n`)
    if (this.tally.failed === MAX_WARNINGS)
      this.world.stderr.write('  (further bad lines are only counted)\n')
  }
}

const MAX_WARNINGS = 10

interface Outputs {
  main: Output
  rejects: Output | undefined
  errors: Output | undefined
  all: Output[]
}

async function openOutputs(flags: FilterFlags, stdout: Output, append: boolean): Promise<Outputs> {
  const open = async (path: string | undefined, keep = false) => {
    if (path === undefined) return undefined
    if (flags['dry-run']) return NOWHERE
    return path === '-' ? stdout : fileOutput(path, keep)
  }
  const main = (await open(flags.output, append)) ?? stdout
  const rejects = await open(flags.rejects)
  const errors = await open(flags.errors)
  return { main, rejects, errors, all: [main, rejects, errors].filter((output) => output !== undefined) }
}

const NOWHERE: Output = { async write() {}, async close() {}, async keepPartial() {} }

/** Writes batch results: one write a batch, repeated keys left out, everything counted. */
class ResultWriter {
  constructor(
    private readonly outputs: Outputs,
    private readonly tally: Tally,
    private readonly seen = new Seen(),
  ) {}

  async write(result: BatchResult): Promise<void> {
    const { tally, outputs } = this
    const out = result.keys ? result.out.filter((_, i) => this.#isNew(result.keys?.[i] ?? '')) : result.out
    tally.read += result.read
    tally.written += out.length
    tally.reject(result.rejected)
    if (result.rejects.length) await outputs.rejects?.write(`${result.rejects.join('\n')}\n`)
    if (out.length) await outputs.main.write(`${out.join('\n')}\n`)
  }

  #isNew(key: string): boolean {
    if (!key || this.seen.add(key)) return true
    this.tally.repeated++
    return false
  }
}
