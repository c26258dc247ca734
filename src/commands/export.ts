import { basename, resolve } from 'node:path'
import * as Flags from '@oclif/core/flags'
import type { InferredFlags } from '@oclif/core/interfaces'
import type { filterFlags } from '../cli/filter-flags.js'
import { count, fraction } from '../cli/flags.js'
import { FolderCommand, type FolderFilter, type Put } from '../cli/folder-command.js'
import { linesOf } from '../cli/lines-of.js'
import { stepFlags } from '../cli/step-flags.js'
import type { RowOfSet } from '../dataset/export.js'
import { FORMATS, type FormatName } from '../dataset/formats/index.js'
import { toolsIn } from '../dataset/formats/tool-file.js'
import { Harmless } from '../dataset/harmless.js'
import { fewShotExport, plainExport } from '../dataset/plain-export.js'
import { TRAINER_NAMES, TRAINERS, type TrainerName } from '../dataset/trainers/index.js'
import { UsageError } from '../record/errors.js'
import type { SetManifest } from '../record/set.js'
import { rowKey } from '../stream/append.js'
import { Seen } from '../stream/seen.js'
import type { Sink } from '../stream/sink.js'

const list = (items: Record<string, { summary: string }>) =>
  Object.entries(items)
    .map(([name, { summary }]) => `  ${name.padEnd(18)}${summary}`)
    .join('\n')

export default class Export extends FolderCommand {
  static override summary = 'Write examples or turns in the format of a trainer'
  static override description =
    `With --for, a folder with the rows, the trainer's configuration, a dataset card and a manifest; turns become whole
conversations. With --format, rows on stdout.

Trainers:\n${list(TRAINERS)}\n\nFormats:\n${list(FORMATS)}
  ${'fewshot'.padEnd(18)}a prompt with the best examples that are unlike one another`
  static override examples = [
    '<%= config.bin %> synthesize < patterns.jsonl | <%= config.bin %> export --format chatml -o train.jsonl',
    {
      description: 'a folder that LLaMA-Factory takes as it is',
      command: '<%= config.bin %> export -i examples.jsonl --for llamafactory --out set',
    },
    {
      description: 'whole conversations, with the noise as context that is not trained on',
      command: '<%= config.bin %> export -i scored.jsonl --for axolotl --out set',
    },
    {
      description: 'preferences from retries, thumbs, and answers that were corrected and then accepted',
      command: '<%= config.bin %> export -i scored.jsonl --format dpo',
    },
    {
      description: 'a prompt with the three best examples',
      command: '<%= config.bin %> export -i examples.jsonl --format fewshot --min-confidence 0.8 --max 3',
    },
    {
      description: 'add what the file does not hold yet (for a scheduled run)',
      command: '<%= config.bin %> export -i examples.jsonl --format alpaca -o train.jsonl --append',
    },
  ]
  static override reads = 'any' as const
  static override writesRecords = false
  static override flags = {
    format: Flags.option({ options: [...(Object.keys(FORMATS) as FormatName[]), 'fewshot'] as const })({
      description: 'the shape of a row [default: alpaca]; with --for: dpo or kto for preferences',
    }),
    append: Flags.boolean({
      description: 'keep the rows of --output and add only those it does not hold',
      exclusive: ['for'],
    }),
    for: Flags.option({ options: TRAINER_NAMES })({
      description: 'write a folder for this trainer',
      dependsOn: ['out'],
      helpValue: 'TRAINER',
    }),
    out: Flags.string({
      description: 'the folder, made whole or not at all; one that strom made before is replaced',
      helpValue: 'DIR',
      dependsOn: ['for'],
    }),
    split: fraction({
      default: 0.9,
      description: 'share of the conversations in train; the rest is validation',
    }),
    seed: count({ default: 0, description: 'another seed splits in another way' }),
    noise: Flags.option({ options: ['mask', 'drop'] as const })({
      description:
        'answers that are noise: context that is not trained on, or left out [default: mask where the trainer can]',
      dependsOn: ['for'],
    }),
    'keep-template-tokens': Flags.boolean({
      description: 'leave tokens such as <|im_end|> in texts, which tokenizers take for the end of a turn',
    }),
    'min-evidence': fraction({
      default: 0.6,
      description: 'dpo, kto: least outcome, of what became of an answer, that makes a preference',
    }),
    'min-confidence': fraction({ default: 0.8, description: 'fewshot: least confidence' }),
    max: count({ default: 5, description: 'fewshot: most examples' }),
    ...stepFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Export)
    const { append, format: name = 'alpaca', output, max, 'min-confidence': minConfidence } = flags
    if (flags.for) {
      const { for: trainer, out = '' } = flags
      const { version } = this.config
      const command = ['strom', 'export', ...this.argv].join(' ')
      const run = { version, command, tally: this.tally, note: (message: string) => this.note(message) }
      return this.filterToFolder('any', flags, out, await setFilter({ ...flags, for: trainer, out }, run))
    }
    if (append && output === '-')
      throw new UsageError('--append needs the file to add to', 'name it with --output FILE')
    // The same preference may come of several records: of an example, and of what was made of it.
    const keyOf = append || name === 'dpo' || name === 'kto' ? rowKey : undefined
    const { subagents } = flags
    const tools = await toolsOf(flags.tools)
    const filter =
      name === 'fewshot'
        ? await fewShotExport({ max, minConfidence })
        : await plainExport(name, {
            keyOf,
            steps: { ...stepsOf(flags), failed: flags.failed ?? 'mask' },
            subagents,
            minEvidence: flags['min-evidence'],
            library: new Map(tools.map((tool) => [tool.name, tool])),
          })
    const harmless = new Harmless(flags['keep-template-tokens'])
    await this.filter('any', flags, {
      ...filter,
      step: (record, sink) => filter.step(harmless.of(record, sink.text), sink),
      ...(append && { appendTo: { quoted: name === 'csv' } }),
    })
    if (harmless.note && !flags.quiet) this.note(harmless.note)
  }
}

/** What a set is made in. */
export interface SetRun {
  version: string
  /** The command line. */
  command: string
  tally: { repeated: number }
  note: (message: string) => void
  /** What the steps before the export read, wrote and left out, once they are done. */
  before?: () => SetManifest['steps']
}

/** Writes a trainer's set of turns or examples. @throws UsageError where the trainer cannot do what is asked for */
export async function setFilter(flags: SetFlags, run: SetRun): Promise<FolderFilter<'any'>> {
  const { for: trainer, out, output, format, noise, split, seed, rows: by, subagents } = flags
  const { version, command, tally, note, before } = run
  if (output !== '-') throw new UsageError('--for writes a folder', 'name it with --out DIR')
  const { openSet } = await import('../dataset/training-set.js')
  const seen = new Seen()
  const isNew = (key: string) => seen.add(key)
  const folder = basename(resolve(out))
  const harmless = new Harmless(flags['keep-template-tokens'])
  const set = await openSet({
    ...{ trainer, folder, format, noise, split, seed, version, isNew, by, subagents },
    steps: stepsOf(flags),
    maxLength: flags['max-length'],
    minEvidence: flags['min-evidence'],
    tools: await toolsOf(flags.tools),
  })
  return {
    step: (record, sink, put) => set.add(harmless.of(record, sink.text), to(sink, put)),
    finish: (sink, put) => {
      set.end(to(sink, put))
      tally.repeated += set.repeated
    },
    close: async (inputs, folder) => {
      const { data, notes, files } = set.close()
      for (const text of notes) note(`${out}: ${text}`)
      if (harmless.note && !flags.quiet) note(harmless.note)
      const outputs = []
      for (const { file, of } of [...data, { file: LINEAGE, of: LINEAGE }]) {
        const sha256 = await folder.join([`${FULL}${of}`, of], file)
        if (sha256) outputs.push({ file, sha256 })
      }
      return files?.({ command, date: new Date(), inputs, outputs, before: before?.() ?? [] })
    },
  }
}

const LINEAGE = 'lineage.jsonl'

/** Rows with all columns are put before the others in the end, because loaders take the columns from the first row. */
const FULL = 'full-'

type Given = InferredFlags<typeof filterFlags> & InferredFlags<typeof Export.flags>
type SetFlags = Omit<Given, NotOfSets | 'for' | 'out'> & { for: TrainerName; out: string }

/** Flags of plain formats. */
export type NotOfSets = 'append' | 'max' | 'min-confidence'

const to = (sink: Sink, put: Put) => ({
  row: ({ split, text, full, lineage }: RowOfSet) => {
    put(`${full ? FULL : ''}${split}.jsonl`, text)
    put(LINEAGE, JSON.stringify(lineage), false)
  },
  reject: (reason: string, record?: Record<string, unknown>) => sink.reject(reason, {}, record),
})

interface GivenSteps {
  calls: 'keep' | 'drop'
  parallel: 'keep' | 'split'
  reasoning: 'keep' | 'drop' | 'last'
  failed: 'keep' | 'mask' | 'drop' | undefined
  'max-result': number
}

const stepsOf = ({ calls, parallel, reasoning, failed, 'max-result': maxResult }: GivenSteps) => ({
  calls,
  parallel,
  reasoning,
  failed,
  maxResult,
})

const toolsOf = async (file: string | undefined) =>
  file === undefined ? [] : toolsIn((await linesOf(file, '--tools')).join('\n'), file)
