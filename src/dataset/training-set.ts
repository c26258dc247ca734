import { UsageError } from '../record/errors.js'
import type { Tool } from '../record/step.js'
import type { Noise } from './dialogue/noise.js'
import { STEP_OPTIONS, type StepOptions } from './dialogue/steps.js'
import { TrainerExport, type TrainerSink } from './export.js'
import { type SetRun, setFiles, setName } from './set-files.js'
import { tokenCounter } from './stats/tokens.js'
import { TRAINERS, type TrainerName } from './trainers/index.js'
import type { RowsBy, Task, Trainer } from './trainers/trainer.js'

export interface SetRequest {
  trainer: TrainerName
  /** The name of the folder it is written to. */
  folder: string
  /** Preferences instead of conversations. */
  format?: string | undefined
  /** By default noise is masked where the trainer can, and left out where it cannot. */
  noise?: Noise | undefined
  /** What of an agent's work goes into a row; what is left open has its default. */
  steps?: { [K in keyof StepOptions]?: StepOptions[K] | undefined }
  by?: RowsBy | undefined
  /** Most tokens of a row; 0: not cut. */
  maxLength?: number | undefined
  /** Least outcome that makes a preference, 0..1. */
  minEvidence?: number | undefined
  subagents?: 'keep' | 'drop' | undefined
  /** Tools that calls may name without declaring them. */
  tools?: readonly Tool[]
  split: number
  seed: number
  version: string
  /** Is this row new? Rows are told apart by a content id. */
  isNew: (key: string) => boolean
}

/** Rows of one step each would grow with the square of the conversation. */
const STEP_ROWS_LENGTH = 32_768

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
  const masks = trainer.can.mask !== 'none' || task !== 'sft'
  const noise = request.noise ?? (masks ? 'mask' : 'drop')
  if (noise === 'mask' && !masks)
    throw new UsageError(`${request.trainer} trains on every answer of a row`, 'use --noise drop')
  const { calls, parallel, reasoning, failed = masks ? 'mask' : 'keep', maxResult } = request.steps ?? {}
  if (failed === 'mask' && !masks)
    throw new UsageError(`${request.trainer} trains on every answer of a row`, 'use --failed keep or drop')
  const { by = 'turn', subagents = 'keep', tools = [] } = request
  if (by === 'step' && trainer.can.mask !== 'turn')
    throw new UsageError(
      `--rows step is for trainers that learn the end of a row, and ${request.trainer} learns all of it`,
      'leave --rows out',
    )
  const maxLength = request.maxLength ?? (by === 'step' ? STEP_ROWS_LENGTH : 0)
  const rows = new TrainerExport({
    trainer,
    task,
    noise,
    split,
    seed,
    isNew,
    countTokens: await tokenCounter(),
    steps: {
      calls: calls ?? STEP_OPTIONS.calls,
      parallel: parallel ?? STEP_OPTIONS.parallel,
      reasoning: reasoning ?? STEP_OPTIONS.reasoning,
      failed,
      maxResult: maxResult ?? STEP_OPTIONS.maxResult,
    },
    by,
    maxLength: maxLength || undefined,
    minEvidence: request.minEvidence,
    subagents,
    library: new Map(tools.map((tool) => [tool.name, tool])),
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
  close(): {
    /** The files with rows; all rows of validation are those of train where it would have none. */
    data: { file: string; of: string }[]
    notes: string[]
    files: ((run: SetRun) => Record<string, string>) | undefined
  } {
    const { request, trainer } = this
    const { rows, withTools } = this.rows.facts
    if (rows.train + rows.validation === 0) return { data: [], notes: ['no rows'], files: undefined }
    const onlyValidation = rows.train === 0
    if (onlyValidation)
      for (const counts of [rows, withTools])
        Object.assign(counts, { train: counts.validation, validation: 0 })
    const least = trainer.limits.minRows ?? 1
    const few = rows.train < least
    const { version } = request
    const named = { name: setName(request.folder), trainerName: request.trainer, version }
    return {
      data: onlyValidation
        ? [{ file: 'train.jsonl', of: 'validation.jsonl' }]
        : (['train', 'validation'] as const)
            .filter((of) => rows[of] > 0)
            .map((of) => ({ file: `${of}.jsonl`, of: `${of}.jsonl` })),
      notes: few ? [`${request.trainer} wants at least ${least} rows, and train has ${rows.train}`] : [],
      files: (run) => setFiles(this.rows, { ...this.rows.options, ...named }, run),
    }
  }
}
