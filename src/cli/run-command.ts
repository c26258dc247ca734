import { join } from 'node:path'
import type { Config } from '../config/settings.js'
import type { Queue } from '../queue/queue.js'
import { StromError } from '../record/errors.js'
import { isMissing, type Result } from '../record/loop.js'
import { Extent } from '../stream/extent.js'
import { BaseCommand } from './base.js'
import { EXIT } from './exit-codes.js'
import type { FilterFlags } from './filter-flags.js'
import { type ModelFlags, type OpenModel, openModel } from './model.js'
import { Progress, progressLine } from './progress.js'
import { Tally } from './tally.js'

type ReportFlags = Pick<FilterFlags, 'quiet' | 'no-color'> & { output?: string }

/** A command that works on many things: counts them, shows progress, and sums up on stderr. */
export abstract class RunCommand extends BaseCommand {
  protected readonly tally = new Tally()
  /** How much of the inputs has been read. */
  protected readonly extent = new Extent()
  /** What only this command counts, for the summary line. */
  protected extra: () => string[] = () => []
  /** A flag, a variable or a file of the user's names the model. */
  #modelIsNamed = false
  /** Whoever asked was told at once of what failed: nothing is left to say at the end. */
  protected told = false
  /** What was wrong with this run as a whole. */
  protected problem: string | undefined

  /** For work that reads no records: progress while it goes on, the summary when it has ended. */
  protected async working(flags: ReportFlags, work: () => Promise<void>): Promise<void> {
    const progress = this.progress()
    progress.start(flags)
    try {
      await work()
    } finally {
      progress.stop()
      this.summarize(flags)
    }
    if (this.tally.failed) this.world.exitCode ||= EXIT.someFailed[0]
  }

  /** What is shown while the command works. */
  protected line: () => string = () => progressLine(`strom ${this.title}`, this.tally, this.extent)

  protected progress(): Progress {
    return new Progress(this.world, () => this.line())
  }

  protected summarize(flags: ReportFlags): void {
    if (flags.quiet) return
    const { stop, stderr } = this.world
    const notes = this.extra()
    const stopped =
      stop.signal.aborted && stop.signal.reason !== 'EPIPE' ? `stopped by ${stop.signal.reason}: ` : ''
    const summary = { level: 'info', event: 'summary', command: this.id, ...this.tally.json(), notes }
    stderr.write(
      stderr.format === 'json'
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
    const { config, origins } = loadConfig({ cwd, env, flags, folder: flags.config })
    this.#modelIsNamed = origins.model.layer !== 'shipped'
    return config
  }

  /** Is there a model to ask? The simulated one is, where it was asked for. @throws AccessError for a wrong key file */
  protected async hasModel({ replay }: ModelFlags, config: Config): Promise<boolean> {
    const { hasModel } = await import('../model/provider.js')
    return hasModel({ ...config, replay, key: this.world.env.OPENAI_API_KEY, asked: this.#modelIsNamed })
  }

  /**
   * Opens the model, for as long as the work goes on; the summary says who answered and what it cost. Where every call
   * failed, that is said, with --quiet too, and is the exit code.
   */
  protected async withModel<T>(
    flags: ModelFlags,
    config: Config,
    work: (model: OpenModel) => Promise<T>,
    stateFolder?: string,
  ): Promise<T> {
    const model = await openModel(flags, config, this.world, this.#modelIsNamed, stateFolder)
    const extra = this.extra
    this.extra = () => [...extra(), ...model.notes()]
    let complete = false
    try {
      const done = await work(model)
      this.#tellFailure(model)
      complete = !this.world.stop.signal.aborted && !this.world.exitCode
      return done
    } finally {
      await model.close(complete)
    }
  }

  /** Says why nothing was answered, unless that ended the run and was said then. */
  #tellFailure({ dispatcher, model }: OpenModel): void {
    const { failure } = dispatcher
    if (!failure || this.told || this.world.exitCode > EXIT.someFailed[0]) return
    const { error, times, jobs } = failure
    const often = jobs === 1 ? '' : times === jobs ? 'each time ' : `${times} times `
    this.problem = `no answer from ${model} at ${dispatcher.baseURL} to ${jobs === 1 ? 'the only request' : `any of ${jobs} requests`}: ${often}${error.class}: ${error.message}`
    this.note(this.problem, error.hint)
    this.world.exitCode = error.exitCode
  }

  /**
   * Opens the model for work on a queue, which is answered by one model; what was wrong with the run is noted there, for
   * `strom queue status`, until one goes well.
   * @throws ConfigError, AccessError where another model answered before
   */
  protected async withQueueModel(
    flags: ModelFlags & { quiet: boolean; 'mix-models': boolean },
    config: Config,
    queue: Queue,
    path: string,
    work: (model: OpenModel) => Promise<void>,
  ): Promise<void> {
    const { admit } = await import('../queue/answerers.js')
    let answers = false
    try {
      await this.withModel(
        flags,
        config,
        async (model) => {
          const standsIn = model.provider === 'simulated' && config.provider === 'auto'
          const remember = await admit(queue, model, { mix: flags['mix-models'], standsIn })
          const answered = async () => {
            answers = true
            await remember()
          }
          await work({ ...model, answered })
          if (flags.quiet && this.tally.failed) this.note(this.tally.failures())
        },
        join(path, 'control'),
      )
    } catch (error) {
      if (error instanceof StromError) this.problem = error.message
      throw error
    } finally {
      if (this.problem !== undefined || answers) await queue.setNote('problem', this.problem)
    }
  }

  /**
   * Counts how one thing that a model was asked for ended, in the one way of all commands: it is good, or it is
   * rejected (answered, and not good enough), or it failed (not answered for a reason of the back end).
   */
  protected count({ class: kind, held }: Pick<Result, 'class' | 'held'>, isGood: boolean): void {
    this.tally.read++
    if (isGood) this.tally.written++
    else if (isMissing(kind)) this.tally.fail(kind, held === true)
    else this.tally.reject({ [kind === 'ok' ? 'below the least score' : kind]: 1 })
  }
}
