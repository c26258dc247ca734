import { basename, resolve } from 'node:path'
import * as Flags from '@oclif/core/flags'
import { count, fraction } from '../cli/flags.js'
import { FolderCommand, type Put } from '../cli/folder-command.js'
import { FORMATS, type FormatName } from '../dataset/formats/index.js'
import { Harmless } from '../dataset/harmless.js'
import { fewShotExport, plainExport } from '../dataset/plain-export.js'
import { TRAINER_NAMES, TRAINERS, type TrainerName } from '../dataset/trainers/index.js'
import { UsageError } from '../record/errors.js'
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
      description: 'preferences from retries and thumbs',
      command: '<%= config.bin %> export -i turns.jsonl --format dpo',
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
    'min-confidence': fraction({ default: 0.8, description: 'fewshot: least confidence' }),
    max: count({ default: 5, description: 'fewshot: most examples' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Export)
    const { append, format: name = 'alpaca', output, max, 'min-confidence': minConfidence } = flags
    if (flags.for) return this.#set(flags.for)
    if (append && output === '-')
      throw new UsageError('--append needs the file to add to', 'name it with --output FILE')
    // The same preference may come of several records: of an example, and of what was made of it.
    const keyOf = append || name === 'dpo' || name === 'kto' ? rowKey : undefined
    const filter =
      name === 'fewshot' ? await fewShotExport({ max, minConfidence }) : await plainExport(name, keyOf)
    const harmless = new Harmless(flags['keep-template-tokens'])
    await this.filter('any', flags, {
      ...filter,
      step: (record, sink) => filter.step(harmless.of(record, sink.text), sink),
      ...(append && { appendTo: { quoted: name === 'csv' } }),
    })
    if (harmless.note && !flags.quiet) this.note(harmless.note)
  }

  async #set(trainer: TrainerName): Promise<void> {
    const { flags } = await this.parse(Export)
    const { out = '', output, format, noise, split, seed } = flags
    if (output !== '-') throw new UsageError('--for writes a folder', 'name it with --out DIR')
    const { openSet } = await import('../dataset/training-set.js')
    const { version } = this.config
    const seen = new Seen()
    const isNew = (key: string) => seen.add(key)
    const folder = basename(resolve(out))
    const harmless = new Harmless(flags['keep-template-tokens'])
    const set = await openSet({ trainer, folder, format, noise, split, seed, version, isNew })
    await this.filterToFolder('any', flags, out, {
      step: (record, sink, put) => set.add(harmless.of(record, sink.text), to(sink, put)),
      finish: (sink, put) => {
        set.end(to(sink, put))
        this.tally.repeated += set.repeated
      },
      close: async (inputs, folder) => {
        const { rename, notes, files } = set.close(inputs)
        if (rename) await folder.rename(...rename)
        for (const note of notes) this.note(`${out}: ${note}`)
        if (harmless.note && !flags.quiet) this.note(harmless.note)
        return files
      },
    })
  }
}

const to = (sink: Sink, put: Put) => ({
  row: (split: string, text: string) => put(`${split}.jsonl`, text),
  reject: (reason: string, record?: Record<string, unknown>) => sink.reject(reason, {}, record),
})
