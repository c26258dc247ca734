import * as Flags from '@oclif/core/flags'
import { NearCopies } from '../calibration/near-copy.js'
import { filterFlags } from '../cli/filter-flags.js'
import { count } from '../cli/flags.js'
import type { OpenModel } from '../cli/model.js'
import { modelFlags } from '../cli/model.js'
import { ModelCommand } from '../cli/model-command.js'
import { mixFlag, noteHeld, queueOptions, withQueue } from '../cli/queue.js'
import { learn } from '../evolution/learn.js'
import { copiesIn, keeperOf, keepInQueue, keepLeftOver } from '../loop/keep.js'
import { roomIn } from '../loop/level.js'
import { Logs } from '../loop/logs.js'
import { planOptions } from '../loop/plan.js'
import { producePrompt, textsOf } from '../loop/produce.js'
import type { DirectoryQueue } from '../queue/directory.js'
import { type Brief, isMissing } from '../record/loop.js'
import type { Sink } from '../stream/sink.js'

export default class Produce extends ModelCommand {
  static override summary = 'Have the model write a prompt for each slot of a plan'
  static override description =
    `Reads the plan that 'learn' prints. Without input it makes a first plan of its own, spread evenly over topics and styles.
With --queue the prompts are put into the queue, as many as its level asks for: 20 where none wait, fewer where some do.`
  static override examples = [
    '<%= config.bin %> produce -n 4 > prompts.jsonl < /dev/null',
    {
      description: 'the next generation',
      command:
        '<%= config.bin %> analyze < results.jsonl | <%= config.bin %> learn -n 4 | <%= config.bin %> produce',
    },
    { description: 'fill a queue', command: '<%= config.bin %> produce --queue queue < /dev/null' },
  ]
  static override reads = 'brief' as const
  static override baseFlags = { ...filterFlags, ...modelFlags }
  static override flags = {
    count: count({
      char: 'n',
      description: 'at most so many prompts [default: batch_size, or what the queue asks for]',
    }),
    seed: count({ default: 1, description: 'of a first plan; the same seed gives the same plan' }),
    queue: Flags.string({ description: 'put the prompts into this queue', helpValue: 'DIR' }),
    ...mixFlag,
    force: Flags.boolean({ description: 'whatever the level of the queue', dependsOn: ['queue'] }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Produce)
    const { queue: path, seed, jobs } = flags
    const config = await this.configOf(flags)
    const { stdin, abort } = this.world
    const input = stdin.isTTY ? flags.input.filter((name) => name !== '-') : flags.input

    const produce = async (limit: number | undefined, queue?: DirectoryQueue) => {
      const logs = new Logs(config)
      const copies = queue ? await copiesIn(queue) : new NearCopies()
      const leftOver = queue && !flags['dry-run'] ? await keepLeftOver(queue, () => copies, logs) : new Set()
      const keep = queue && keeperOf(queue)
      const held = new Set(await queue?.held())
      const firstPlan = () => learn(null, planOptions(config, { seed, batchSize: limit })).briefs
      let taken = 0
      const work = (model: OpenModel) => async (brief: Brief) => {
        if (limit !== undefined && taken++ >= limit)
          return (sink: Sink) =>
            sink.reject(flags.count === limit ? 'over --count' : 'the queue is full enough')
        if (leftOver.has(brief.id)) return () => void this.tally.written++ // by a run that died; it is in the queue now
        if (held.has(brief.id)) return (sink: Sink) => sink.reject('held')
        const options = { signal: abort.signal, ...(keep && { keep }) }
        const decide = await producePrompt(brief, model, textsOf(brief, config), options)
        return async (sink: Sink) => {
          const written = decide(copies)
          const kept = queue && (await keepInQueue(brief, written, queue, logs))
          if ('prompt' in written) {
            if (queue) this.tally.written++
            else sink.emit(written.prompt)
            return
          }
          const { class: kind, error } = written.rejected
          if (!isMissing(kind)) return sink.reject(kind)
          if (kept?.to === 'error') this.tally.held++
          sink.fail(kind, error?.message ?? '')
        }
      }
      const run = (model: OpenModel) =>
        this.filterAsync('brief', { ...flags, input }, work(model), { jobs }, () =>
          firstPlan().map((brief) => JSON.stringify(brief)),
        )
      if (!queue || path === undefined || flags['dry-run']) return this.withModel(flags, config, run)
      await this.withQueueModel(flags, config, queue, path, run)
      await noteHeld(queue, (message) => this.note(message))
    }

    if (path === undefined) return produce(flags.count)
    await withQueue(path, this.world, { create: true, ...queueOptions(config) }, async (queue) => {
      const room = flags.force
        ? flags.count
        : Math.min(await roomIn(queue, config), flags.count ?? Number.POSITIVE_INFINITY)
      await produce(room, queue)
    })
  }
}
