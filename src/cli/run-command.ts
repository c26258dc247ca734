import type { Config } from '../config/settings.js'
import type { Result } from '../record/loop.js'
import { BaseCommand } from './base.js'
import { EXIT } from './exit-codes.js'
import type { FilterFlags } from './filter-flags.js'
import { type ModelFlags, type OpenModel, openModel } from './model.js'
import { Progress } from './progress.js'
import { Tally } from './tally.js'

type ReportFlags = Pick<FilterFlags, 'quiet' | 'no-color' | 'log-format'>

/** A command that works on many things: counts them, shows progress, and sums up on stderr. */
export abstract class RunCommand extends BaseCommand {
  protected readonly tally = new Tally()
  /** What only this command counts, for the summary line. */
  protected extra: () => string[] = () => []

  /** For work that reads no records: progress while it goes on, the summary when it has ended. */
  protected async working(flags: ReportFlags, work: () => Promise<void>): Promise<void> {
    const progress = new Progress(this.world, `strom ${this.id}`, this.tally)
    progress.start(flags)
    try {
      await work()
    } finally {
      progress.stop()
      this.summarize(flags)
    }
    if (this.tally.failed) this.world.exitCode ||= EXIT.someFailed[0]
  }

  protected summarize(flags: ReportFlags): void {
    if (flags.quiet) return
    const { stop, stderr } = this.world
    const notes = this.extra()
    const stopped =
      stop.signal.aborted && stop.signal.reason !== 'EPIPE' ? `stopped by ${stop.signal.reason}: ` : ''
    const summary = { level: 'info', event: 'summary', command: this.id, ...this.tally.json(), notes }
    stderr.write(
      flags['log-format'] === 'json'
        ? `${JSON.stringify(summary)}\n`
        : `strom ${this.id}: ${stopped}${this.tally.text(notes)}\n`,
    )
  }

  /** Settings from flags, environment and files. @throws ConfigError */
  protected async configOf(
    flags: Readonly<Record<string, unknown>> & { config?: string | undefined },
  ): Promise<Config> {
    const { cwd, env } = this.world
    const { loadConfig } = await import('../config/load.js')
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
    let complete = false
    try {
      const done = await work(model)
      complete = !this.world.stop.signal.aborted && !this.world.exitCode
      return done
    } finally {
      await model.close(complete)
    }
  }

  /** Counts how a job of a queue ended. */
  protected count(result: Result, to: 'processed' | 'error' | 'retried'): void {
    this.tally.read++
    if (to === 'processed') this.tally.written++
    else if (to === 'retried') this.tally.failed++
    else this.tally.reject({ [result.class === 'ok' ? 'below the least score' : result.class]: 1 })
  }
}
