import * as Flags from '@oclif/core/flags'
import { amount, count } from '../cli/flags.js'
import { ModelCommand } from '../cli/model-command.js'
import { mixFlag, noteHeld, queueOptions, withQueue } from '../cli/queue.js'
import { consumePrompt, Templates } from '../loop/consume.js'
import { drain } from '../loop/drain.js'
import { copiesIn } from '../loop/keep.js'
import { Logs } from '../loop/logs.js'
import { textsOf } from '../loop/produce.js'
import { UsageError } from '../record/errors.js'
import { isMissing } from '../record/loop.js'

export default class Consume extends ModelCommand {
  static override summary = 'Put prompts into a wrapper, ask the model, score the answers'
  static override description =
    `Without --queue: prompts on stdin, results on stdout. With --queue: takes jobs from the queue and ends each in processed/
(score at or above --min-score) or error/. Any number of consumers may work on one queue.`
  static override examples = [
    '<%= config.bin %> produce -n 4 | <%= config.bin %> consume > results.jsonl',
    {
      description: 'work off a queue, two calls at once',
      command: '<%= config.bin %> consume --queue queue --jobs 2',
    },
    {
      description: 'with wrappers of your choice',
      command: '<%= config.bin %> consume --wrapper sigma --wrapper plain_en -i prompts.jsonl',
    },
  ]
  static override reads = 'prompt' as const
  static override flags = {
    wrapper: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: "wrapper to use [default: the prompt's]; may be repeated",
      helpValue: 'NAME',
    }),
    queue: Flags.string({ description: 'take the prompts from this queue', helpValue: 'DIR' }),
    limit: count({ description: 'end after so many jobs of the queue', dependsOn: ['queue'] }),
    watch: Flags.boolean({ description: 'wait for more jobs in the queue', dependsOn: ['queue'] }),
    judge: Flags.string({
      description: 'have this model judge whole answers, besides their score: one more call each',
      helpValue: 'MODEL',
    }),
    ...mixFlag,
    'min-score': amount({ description: 'least score that passes, 0..100' }),
    unordered: Flags.boolean({ description: 'write results as they are ready' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Consume)
    const { queue, wrapper: wrappers, limit, watch, jobs, unordered } = flags
    const config = await this.configOf(flags)
    const { stop, abort } = this.world
    const templates = new Templates(config)
    for (const name of wrappers ?? []) templates.of(name)

    if (queue === undefined) {
      await this.withModel(flags, config, (model) => {
        const judge = flags.judge && model.named(flags.judge)
        return this.filterAsync(
          'prompt',
          flags,
          async (prompt) => {
            const chosen = wrappers?.map((name) => templates.of(name)) ?? [templates.named(prompt)]
            const results = await Promise.all(
              chosen.map((template) =>
                consumePrompt(prompt, template, model, { signal: abort.signal, judge }),
              ),
            )
            return (sink) => {
              for (const result of results) sink.emit(result)
              const failure = results.find((result) => isMissing(result.class))
              if (failure) sink.fail(failure.class, failure.error?.message ?? '')
            }
          },
          { jobs, unordered },
        )
      })
      return
    }
    if (flags['dry-run'])
      throw new UsageError(
        '--dry-run looks at prompts on stdin',
        "'strom queue status' shows what waits in a queue",
      )
    const logs = new Logs(config)
    await withQueue(queue, this.world, queueOptions(config), (opened) =>
      this.withQueueModel(flags, config, opened, queue, (model) =>
        this.working(flags, async () => {
          if (!watch) this.extent.total = Math.min((await opened.list('incoming')).length, limit ?? Infinity)
          await drain({
            queue: opened,
            caller: model,
            templates,
            textsOf: (brief) => textsOf(brief, config),
            copies: () => copiesIn(opened),
            wrappers,
            judge: flags.judge && model.named(flags.judge),
            jobs,
            limit,
            wait: watch ? 'forever' : 'no',
            minScore: config.minScore,
            stop: stop.signal,
            abort: abort.signal,
            onResult: (result, to) => {
              logs.answered(result)
              if (to !== 'retried') this.extent.done++
              this.count(result, to === 'processed')
            },
          })
          await noteHeld(opened, (message) => this.note(message))
        }),
      ),
    )
  }
}
