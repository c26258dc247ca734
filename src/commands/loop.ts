import * as Flags from '@oclif/core/flags'
import { commonFlags } from '../cli/base.js'
import { amount, count } from '../cli/flags.js'
import { LoopProgress } from '../cli/loop-progress.js'
import { modelFlags, type OpenModel } from '../cli/model.js'
import { mixFlag, noteHeld, queueOptions, withQueue } from '../cli/queue.js'
import { RunCommand } from '../cli/run-command.js'
import { columns } from '../cli/table.js'
import { History, type HistoryRow } from '../evolution/history.js'
import { Templates } from '../loop/consume.js'
import { runGeneration } from '../loop/generation.js'
import { Logs } from '../loop/logs.js'
import { TryLaterError } from '../record/errors.js'
import type { Result } from '../record/loop.js'

export default class Loop extends RunCommand {
  static override summary = 'Run whole generations: learn, produce, consume, again'
  static override description =
    `One generation works off what still waits in the queue, learns from all results so far, has the model write the prompts
of the next plan, and answers them. Safe under cron: a second loop on the same queue ends at once with exit code 75, and a
run that was stopped is taken up by the next. A queue is answered by one model. A generation in which nothing passes is said,
also with --quiet and by 'strom queue status', and the next plan is spread evenly.`
  static override examples = [
    '<%= config.bin %> loop --queue queue --generations 2',
    {
      description: 'from cron, without a word unless something is wrong',
      command: '<%= config.bin %> loop --queue queue -q',
    },
  ]
  static override baseFlags = { ...commonFlags, ...modelFlags }
  static override flags = {
    queue: Flags.string({
      description: 'the queue; made where it is missing',
      helpValue: 'DIR',
      defaultHelp: async () => 'queue.path of the configuration',
    }),
    generations: count({ default: 1, description: 'how many' }),
    count: count({ char: 'n', description: 'prompts a generation [default: batch_size]' }),
    seed: count({ default: 1, description: 'same results and seed, same plan' }),
    ...mixFlag,
    'min-score': amount({ description: 'least score that passes, 0..100' }),
    format: Flags.option({ options: ['table', 'json'] as const })({
      default: 'table',
      description: 'how generations are shown',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Loop)
    const { generations, seed, jobs } = flags
    const config = await this.configOf(flags)
    const path = config.queue
    const { stop, abort } = this.world
    const templates = new Templates(config)
    const logs = new Logs(config)
    await withQueue(path, this.world, { create: true, ...queueOptions(config) }, async (queue) => {
      const lock = await queue.lock('loop')
      if (!lock)
        throw new TryLaterError(`a loop is running on ${path}`, 'wait for it, or start this one later')
      const run = (model: OpenModel) =>
        this.working(flags, async () => {
          const at = new LoopProgress(generations)
          this.line = () => at.line(model.dispatcher.stats())
          // Where nothing at all is answered, no further generation is spent.
          for (let i = 0; i < generations && !stop.signal.aborted && !model.dispatcher.failure; i++) {
            at.generation()
            const ran = await runGeneration({
              queue,
              config,
              caller: model,
              templates,
              logs,
              seed,
              batchSize: flags.count,
              mix: flags['mix-models'],
              jobs,
              stop: stop.signal,
              abort: abort.signal,
              onStage: (stage, total) => at.stage(stage, total),
              onDone: () => at.done(),
              // A job that goes back is answered later in the same run, or counted then.
              onResult: (result, to) => {
                if (to !== 'retried') this.count(result, to === 'processed')
              },
            })
            this.problem = ran?.nothing
            if (ran?.nothing && !model.dispatcher.failure) this.note(ran.nothing)
          }
        })
      try {
        await this.withQueueModel(flags, config, queue, path, run)
        await noteHeld(queue, (message) => this.note(message))
        const history = new History(config.minScore)
        for await (const result of queue.results()) history.add(result as Result)
        if (!flags.quiet)
          await this.print(flags.format === 'json' ? lines(history.rows()) : tableOf(history.rows()))
      } finally {
        lock.release()
      }
    })
  }
}

function lines(rows: readonly HistoryRow[]): string {
  return rows.map((row) => JSON.stringify(row)).join('\n')
}

function tableOf(rows: readonly HistoryRow[]): string {
  const styles = [...new Set(rows.flatMap((row) => Object.keys(row.styles)))].sort()
  const lost = (row: HistoryRow) => row.jobs - row.scored
  const failed = rows.some(lost)
  return columns(
    ['generation', 'jobs', ...(failed ? ['failed'] : []), 'passed', 'yield', ...styles, 'effective styles'],
    rows.map((row) => [
      row.generation,
      row.jobs,
      ...(failed ? [lost(row)] : []),
      row.passed,
      row.yield === null ? '-' : `${Math.round(row.yield * 100)} %`,
      ...styles.map((style) => row.styles[style] ?? 0),
      row.effective_styles.toFixed(2),
    ]),
  )
}
