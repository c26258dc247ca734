import { join } from 'node:path'
import * as Flags from '@oclif/core/flags'
import { commonFlags } from '../cli/base.js'
import { amount, count } from '../cli/flags.js'
import { modelFlags } from '../cli/model.js'
import { noteHeld, queueOptions, withQueue } from '../cli/queue.js'
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
run that was stopped is taken up by the next.`
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
      const run = (model: Parameters<typeof runGeneration>[0]['caller']) =>
        this.working(flags, async () => {
          for (let i = 0; i < generations && !stop.signal.aborted; i++) {
            await runGeneration({
              queue,
              config,
              caller: model,
              templates,
              logs,
              seed,
              batchSize: flags.count,
              jobs,
              stop: stop.signal,
              abort: abort.signal,
              // A job that goes back is answered later in the same run, or counted then.
              onResult: (result, to) => {
                if (to !== 'retried') this.count(result, to)
              },
            })
          }
        })
      try {
        await this.withModel(flags, config, run, join(path, 'control'))
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
  return columns(
    ['generation', 'jobs', 'passed', 'yield', ...styles, 'effective styles'],
    rows.map((row) => [
      row.generation,
      row.jobs,
      row.passed,
      row.yield === null ? '-' : `${Math.round(row.yield * 100)} %`,
      ...styles.map((style) => row.styles[style] ?? 0),
      row.effective_styles.toFixed(2),
    ]),
  )
}
