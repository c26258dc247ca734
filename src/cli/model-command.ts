import { loadConfig } from '../config/load.js'
import type { Config } from '../config/settings.js'
import { ModelError } from '../model/errors.js'
import type { Result } from '../record/loop.js'
import type { Reads, RecordOf } from '../record/parse.js'
import type { Act } from '../stream/batch.js'
import type { OrderedOptions } from '../stream/ordered.js'
import { FilterCommand } from './filter.js'
import { type FilterFlags, filterFlags } from './filter-flags.js'
import { type ModelFlags, modelFlags, type OpenModel, openModel } from './model.js'

/** A filter that calls a model for each record. */
export abstract class ModelCommand extends FilterCommand {
  static override baseFlags = { ...filterFlags, ...modelFlags }

  /** Settings from flags, environment and files. @throws ConfigError */
  protected configOf(flags: Readonly<Record<string, unknown>> & { config?: string | undefined }): Config {
    const { cwd, env } = this.world
    return loadConfig({ cwd, env, flags, folder: flags.config }).config
  }

  /** Opens the model, for as long as the work goes on; the summary says who answered and what it cost. */
  protected async withModel<T>(
    flags: ModelFlags,
    config: Config,
    work: (model: OpenModel) => Promise<T>,
    stateFolder?: string,
  ): Promise<T> {
    const model = await openModel(flags, config, this.world, stateFolder)
    const extra = this.extra
    this.extra = () => [...extra(), ...model.notes()]
    try {
      return await work(model)
    } finally {
      await model.close()
    }
  }

  /** Counts how a job of a queue ended. */
  protected count(result: Result, to: 'processed' | 'error' | 'retried'): void {
    this.tally.read++
    if (to === 'processed') this.tally.written++
    else if (to === 'retried') this.tally.failed++
    else this.tally.reject({ [result.class === 'ok' ? 'below the least score' : result.class]: 1 })
  }

  protected override async filterAsync<K extends Reads>(
    kind: K,
    flags: FilterFlags,
    work: (record: RecordOf<K>) => Promise<Act>,
    ordered: OrderedOptions,
    ifEmpty?: () => string[],
  ): Promise<void> {
    const guarded = (record: RecordOf<K>) => work(record).catch((error) => this.#failed(error))
    await super.filterAsync(kind, flags, guarded, ordered, ifEmpty)
  }

  /**
   * Turns the failure of one record into an answer for it. One that all records would share (a refused key, a used-up
   * budget) ends the reading; what is under way is finished and written.
   */
  #failed(error: unknown): Act {
    if (!(error instanceof ModelError)) throw error
    const { stop } = this.world
    if (error.fatal || error.class === 'budget') {
      if (!stop.signal.aborted) {
        this.world.stderr.write(
          `strom ${this.id}: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ''}`,
        )
        this.world.exitCode ||= error.exitCode
        stop.abort(error.class)
      }
    }
    if (error.class === 'budget' || error.class === 'cancelled') return (sink) => sink.reject(error.class)
    return (sink) => sink.fail(`${error.class}: ${error.message}`)
  }
}
