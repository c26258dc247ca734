import { ModelError } from '../model/errors.js'
import type { Reads, RecordOf } from '../record/parse.js'
import type { Act } from '../stream/batch.js'
import type { OrderedOptions } from '../stream/ordered.js'
import { FilterCommand } from './filter.js'
import { type FilterFlags, filterFlags } from './filter-flags.js'
import { modelFlags } from './model.js'

/** A filter that calls a model for each record. */
export abstract class ModelCommand extends FilterCommand {
  static override baseFlags = { ...filterFlags, ...modelFlags }

  protected override async filterAsync<K extends Reads>(
    kind: K,
    flags: FilterFlags,
    work: (record: RecordOf<K>, text: string) => Promise<Act>,
    ordered: OrderedOptions,
    ifEmpty?: () => string[],
  ): Promise<void> {
    const guarded = async (record: RecordOf<K>, text: string): Promise<Act> => {
      if (!flags['dry-run']) return work(record, text).catch((error) => this.#failed(error))
      await work(record, text).catch(ignoreCancelled) // up to its first call, which is not made
      return () => {}
    }
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
        const { message, hint, exitCode: exit } = error
        this.world.stderr.say({ level: 'error', command: this.id, message, hint, exit })
        this.world.exitCode ||= exit
        this.world.failure ??= message
        stop.abort(error.class)
      }
    }
    if (error.class === 'budget' || error.class === 'cancelled') return (sink) => sink.reject(error.class)
    return (sink) => sink.fail(error.class, error.message)
  }
}

function ignoreCancelled(error: unknown): void {
  if (!(error instanceof ModelError) || error.class !== 'cancelled') throw error
}
