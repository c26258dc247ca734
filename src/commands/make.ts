import * as Flags from '@oclif/core/flags'
import type { InferredFlags } from '@oclif/core/interfaces'
import { configFlag } from '../cli/config-flag.js'
import type { Handle } from '../cli/filter.js'
import { type FilterFlags, filterFlags } from '../cli/filter-flags.js'
import { FolderCommand } from '../cli/folder-command.js'
import { figure } from '../cli/progress.js'
import { selectionOf } from '../cli/selection-flags.js'
import { Stages, type StepCounts } from '../cli/stages.js'
import { leftOut, stepsTable } from '../cli/steps-report.js'
import { selector } from '../conversation/select.js'
import { TRAINER_NAMES } from '../dataset/trainers/index.js'
import { UsageError } from '../record/errors.js'
import { type ImportRun, importBatches } from '../steps/import.js'
import { type PrivateCounts, partsOf } from '../steps/make.js'
import type { Filter } from '../stream/batch.js'
import type { LineBlock } from '../stream/lines.js'
import Dedup, { openDedup } from './dedup.js'
import Export, { type SetRun, setFilter } from './export.js'
import Import from './import.js'
import Redact, { openTokens } from './redact.js'
import Score, { scoreOptions } from './score.js'

const { append: _append, max: _max, 'min-confidence': _least, ...setFlags } = Export.flags
const { keep: _keep, jobs: _jobs, ...scoreFlags } = Score.flags
const { jobs: _threads, ...dedupFlags } = Dedup.flags
const { names, salt } = Redact.flags

const step = <T extends object>(flags: T, helpGroup: string): T =>
  Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, { helpGroup, ...flag }])) as T

export default class Make extends FolderCommand {
  static override summary = 'Make a training set of your chats: from exports to the folder of a trainer'
  static override description =
    `Reads exports (files, folders, ZIP archives) and writes a folder for a trainer. It does in one go what a pipe does:

  whole conversations  import | redact | score | dedup | export
  with --examples      import | redact | score | mine | synthesize | dedup | export

(redact only with --redact). In whole conversations noise is context that is not trained on. The report says what each step left out and why, and without --redact how many secrets and addresses the set holds.`
  static override examples = [
    '<%= config.bin %> make examples/chatgpt-export --for axolotl --out set',
    {
      description: 'what would come out; nothing is written',
      command:
        '<%= config.bin %> make examples/chatgpt-export examples/claude-export --for trl --out set --dry-run',
    },
    {
      description: 'the conversations since a day, without secrets and addresses',
      command:
        '<%= config.bin %> make examples/chatgpt-export --for trl --out set --since 2024-01-01 --redact',
    },
    {
      description: 'short examples, mined of the conversations',
      command: '<%= config.bin %> make examples/chatgpt-export --for llamafactory --out set --examples',
    },
  ]
  static override reads = 'any' as const
  static override baseFlags = { ...filterFlags, ...configFlag }
  static override writesRecords = false
  static override flags = {
    ...setFlags,
    for: Flags.option({ options: TRAINER_NAMES })({
      required: true,
      description: 'the trainer that the set is for',
      helpValue: 'TRAINER',
    }),
    out: Flags.string({
      required: true,
      description: 'the folder, made whole or not at all; one that strom made before is replaced',
      helpValue: 'DIR',
    }),
    examples: Flags.boolean({ description: 'mine short examples instead of taking whole conversations' }),
    redact: Flags.boolean({
      description: 'put tokens in the place of secrets and personal data',
      helpGroup: 'REDACT',
    }),
    ...step({ names, salt }, 'REDACT'),
    ...step(Import.flags, 'IMPORT'),
    ...step(scoreFlags, 'SCORE'),
    ...step(dedupFlags, 'DEDUP'),
  }

  #stages: Stages | undefined
  #conversations = 0
  readonly #private: PrivateCounts = {}
  #given: MakeFlags | undefined

  async run(): Promise<void> {
    const { flags } = await this.parse(Make)
    if (flags.input.includes('-') && this.world.stdin.isTTY)
      throw new UsageError('make reads exports', 'name them: strom make FILE... --for TRAINER --out DIR')
    this.#given = flags
    flags.redact ||= flags.names !== undefined || flags.salt !== undefined
    const redact = flags.redact ? await openTokens(flags) : undefined
    const { exact, decontaminate = [] } = flags
    const parts = await partsOf(
      {
        score: await scoreOptions({ ...flags, keep: 'all' }, await this.configOf(flags)),
        redact,
        dedup: await openDedup(flags),
        sight: { near: !exact, texts: decontaminate.length > 0 },
        examples: flags.examples,
      },
      this.#private,
    )
    this.#stages = new Stages('import', parts, this.batchOptions(flags))
    const run: SetRun = {
      version: this.config.version,
      command: ['strom', 'make', ...this.argv].join(' '),
      tally: this.tally,
      note: (text) => this.note(text),
      before: () => this.#steps(),
    }
    await this.filterToFolder('any', flags, flags.out, await setFilter(flags, run))
  }

  /** What export reads here: what the commands before it made of the sources. */
  protected override async *blocks(
    flags: FilterFlags,
    handle: Handle,
    tap?: Filter['tap'],
  ): AsyncGenerator<LineBlock> {
    const { stdin, stop } = this.world
    const { from, branches, context, ...given } = this.#given as MakeFlags
    const run: ImportRun = {
      inputs: flags.input,
      stdin,
      stop: stop.signal,
      extent: this.extent,
      tap,
      onConversations: (count) => {
        this.#conversations += count
      },
      onWarning: (warning) => this.note(warning),
    }
    const select = selector(await selectionOf(given))
    const options = { from, branches, context, select, ...this.batchOptions(flags) }
    yield* (this.#stages as Stages).through(importBatches(run, options), handle)
  }

  #steps(): StepCounts[] {
    return this.#stages?.steps.filter(({ command }) => command !== 'look') ?? []
  }

  protected override summarize(flags: Parameters<FolderCommand['summarize']>[0]): void {
    if (flags.quiet || !this.#stages || !this.#given) return
    const { out, for: trainer, redact, 'dry-run': dry } = this.#given
    const { tally, world } = this
    const { read, written, rejected, repeated } = tally
    const last = { ...rejected, ...(repeated && { repeated }) }
    const steps: StepCounts[] = [
      ...this.#steps(),
      { command: 'export', in: read, out: written, rejected: last },
    ]
    if (world.stderr.format === 'json') {
      const summary = { conversations: this.#conversations, steps, rows: written, private: this.#private }
      world.stderr.write(
        `${JSON.stringify({ level: 'info', event: 'summary', command: this.id, ...summary })}\n`,
      )
      return
    }
    const rows = `${figure(written)} row${written === 1 ? '' : 's'} for ${trainer}`
    const of = `${figure(this.#conversations)} conversations, ${tally.seconds.toFixed(1)} s`
    const found = leftOut(this.#private)
    const kept = redact
      ? ''
      : `  secrets and addresses in it: ${found ? `${found}; --redact puts tokens in their place` : 'none found'}\n`
    world.stderr.write(
      `strom make: ${dry ? `would write ${rows} to` : `${rows} in`} ${out}, of ${of}\n${stepsTable(steps)}\n${kept}`,
    )
  }
}

type MakeFlags = InferredFlags<typeof Make.flags> & InferredFlags<typeof Make.baseFlags>
