import { basename, resolve } from 'node:path'
import * as Flags from '@oclif/core/flags'
import { count, fraction } from '../cli/flags.js'
import { FolderCommand } from '../cli/folder-command.js'
import { TrainerExport } from '../dataset/export.js'
import { FewShot } from '../dataset/formats/fewshot.js'
import { FORMATS, type FormatName } from '../dataset/formats/index.js'
import { offer, plainRows } from '../dataset/plain-export.js'
import { setFiles, setName } from '../dataset/set-files.js'
import { tokenCounter } from '../dataset/stats/tokens.js'
import { TRAINER_NAMES, TRAINERS, type TrainerName } from '../dataset/trainers/index.js'
import { UsageError } from '../record/errors.js'
import { rowKey } from '../stream/append.js'
import { Seen } from '../stream/seen.js'

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
    'min-confidence': fraction({ default: 0.8, description: 'fewshot: least confidence' }),
    max: count({ default: 5, description: 'fewshot: most examples' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Export)
    const { append, format: name = 'alpaca' } = flags
    if (flags.for) return this.#forTrainer(flags.for)
    if (append && flags.output === '-')
      throw new UsageError('--append needs the file to add to', 'name it with --output FILE')
    if (name === 'fewshot') {
      const shots = new FewShot({ max: flags.max, minConfidence: flags['min-confidence'] })
      return this.filter('any', flags, {
        step: (record, sink) => {
          const reason = offer(record, shots)
          if (reason) sink.reject(reason)
        },
        finish: (sink) => {
          const prompt = shots.prompt()
          if (prompt) sink.write(prompt)
        },
      })
    }
    const format = await FORMATS[name].load()
    const header = 'header' in format ? format.header : undefined
    await this.filter('any', flags, {
      ...(header && { header }),
      ...(append && { appendTo: { quoted: name === 'csv' } }),
      step: (record, sink) => {
        const rows = plainRows(record, format)
        if (typeof rows === 'string') sink.reject(rows)
        else for (const row of rows) sink.write(row, append ? rowKey(row) : undefined)
      },
    })
  }

  async #forTrainer(trainerName: TrainerName): Promise<void> {
    const { flags } = await this.parse(Export)
    const { out = '', format, split, seed } = flags
    const trainer = TRAINERS[trainerName]
    // What comes before an answer to compare is trained on by nobody.
    const masks = trainer.masks || format !== undefined
    const noise = flags.noise ?? (masks ? 'mask' : 'drop')
    if (flags.output !== '-') throw new UsageError('--for writes a folder', 'name it with --out DIR')
    if (format && format !== 'dpo' && format !== 'kto')
      throw new UsageError(
        `--for ${trainerName} chooses its own format`,
        'leave --format out, or ask for dpo or kto',
      )
    if (noise === 'mask' && !masks)
      throw new UsageError(`${trainerName} trains on every answer of a row`, 'use --noise drop')
    if (format === 'kto' && !('rated' in trainer))
      throw new UsageError(`${trainerName} has no training on single ratings`, 'use --format dpo')
    const seen = new Seen()
    const task = format ?? 'sft'
    const isNew = (key: string) => seen.add(key)
    const set = new TrainerExport({
      trainer,
      task,
      noise,
      split,
      seed,
      countTokens: await tokenCounter(),
      isNew,
    })
    await this.filterToFolder('any', flags, out, {
      step: (record, sink, put) => set.add(record, to(sink, put)),
      finish: (sink, put) => set.end(to(sink, put)),
      close: async (inputs, folder) => {
        const { rows } = set.facts
        if (rows.train + rows.validation === 0) {
          this.note(`no rows: ${out} is left as it is`)
          return undefined
        }
        if (rows.train === 0) {
          await folder.rename('validation.jsonl', 'train.jsonl')
          Object.assign(rows, { train: rows.validation, validation: 0 })
        }
        const name = setName(basename(resolve(out)))
        const least = trainer.limits.minRows ?? 1
        if (rows.train < least)
          this.note(`${trainerName} wants at least ${least} rows, and train has ${rows.train}`)
        return setFiles(set, {
          name,
          trainerName,
          trainer,
          task,
          noise,
          split,
          seed,
          version: this.config.version,
          inputs,
        })
      },
    })
  }
}

function to(sink: import('../stream/batch.js').Sink, put: (file: string, line: string) => void) {
  return {
    row: (split: string, text: string) => put(`${split}.jsonl`, text),
    reject: (reason: string, record?: Record<string, unknown>) => sink.reject(reason, {}, record),
  }
}
