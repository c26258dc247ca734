import { UsageError } from '../record/errors.js'
import type { Noise } from './dialogue/noise.js'
import { TrainerExport, type TrainerSink } from './export.js'
import { setFiles, setName } from './set-files.js'
import { tokenCounter } from './stats/tokens.js'
import { TRAINERS, type TrainerName } from './trainers/index.js'
import type { Task, Trainer } from './trainers/trainer.js'

export interface SetRequest {
  trainer: TrainerName
  /** The name of the folder it is written to. */
  folder: string
  /** Preferences instead of conversations. */
  format?: string | undefined
  /** By default noise is masked where the trainer can, and left out where it cannot. */
  noise?: Noise | undefined
  split: number
  seed: number
  version: string
  /** Is this row new? Rows are told apart by a content id. */
  isNew: (key: string) => boolean
}

/** Opens a set for a trainer. @throws UsageError where the trainer cannot do what is asked for */
export async function openSet(request: SetRequest): Promise<TrainingSet> {
  const { format, split, seed, isNew } = request
  const trainer: Trainer = await TRAINERS[request.trainer].load()
  const task: Task = format === 'dpo' || format === 'kto' ? format : 'sft'
  if (format && task === 'sft')
    throw new UsageError(
      `--for ${request.trainer} chooses its own format`,
      'leave --format out, or ask for dpo or kto',
    )
  if (task === 'kto' && !trainer.rated)
    throw new UsageError(`${request.trainer} has no training on single ratings`, 'use --format dpo')
  // What comes before an answer to compare is trained on by nobody.
  const masks = trainer.masks || task !== 'sft'
  const noise = request.noise ?? (masks ? 'mask' : 'drop')
  if (noise === 'mask' && !masks)
    throw new UsageError(`${request.trainer} trains on every answer of a row`, 'use --noise drop')
  const rows = new TrainerExport({
    trainer,
    task,
    noise,
    split,
    seed,
    isNew,
    countTokens: await tokenCounter(),
  })
  return new TrainingSet(request, trainer, rows)
}

/** A set for a trainer: its rows as they come, and what belongs beside them at the end. */
export class TrainingSet {
  constructor(
    private readonly request: SetRequest,
    private readonly trainer: Trainer,
    private readonly rows: TrainerExport,
  ) {}

  /** Rows that are left out because an equal one is there. */
  get repeated(): number {
    return this.rows.facts.repeated
  }

  /** @throws BadRecord where it is neither turn nor example */
  add(record: Record<string, unknown>, sink: TrainerSink): void {
    this.rows.add(record, sink)
  }

  /** Call after the last record. */
  end(sink: TrainerSink): void {
    this.rows.end(sink)
  }

  /**
   * What is to be done when all rows are written: a file to be named otherwise, what to tell a person, and the other
   * files; none where the set has no rows.
   */
  close(inputs: { file: string; bytes: number; sha256: string }[]): {
    rename?: [from: string, to: string]
    notes: string[]
    files: Record<string, string> | undefined
  } {
    const { request, trainer } = this
    const { rows } = this.rows.facts
    if (rows.train + rows.validation === 0) return { notes: ['no rows'], files: undefined }
    const onlyValidation = rows.train === 0
    if (onlyValidation) Object.assign(rows, { train: rows.validation, validation: 0 })
    const least = trainer.limits.minRows ?? 1
    const few = rows.train < least
    return {
      ...(onlyValidation && { rename: ['validation.jsonl', 'train.jsonl'] }),
      notes: few ? [`${request.trainer} wants at least ${least} rows, and train has ${rows.train}`] : [],
      files: setFiles(this.rows, {
        ...this.rows.options,
        name: setName(request.folder),
        trainerName: request.trainer,
        version: request.version,
        inputs,
      }),
    }
  }
}
