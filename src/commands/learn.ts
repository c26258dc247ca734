import * as Flags from '@oclif/core/flags'
import { configFlag } from '../cli/config-flag.js'
import { FilterCommand } from '../cli/filter.js'
import { filterFlags } from '../cli/filter-flags.js'
import { amount, count } from '../cli/flags.js'
import { mixFlag, withQueue } from '../cli/queue.js'
import { explain } from '../evolution/explain.js'
import { learn } from '../evolution/learn.js'
import { OBJECTIVES, POLICIES } from '../evolution/plan.js'
import { learnFromQueue } from '../loop/knowledge.js'
import { planOptions } from '../loop/plan.js'
import type { Analysis } from '../record/analysis.js'
import type { Sink } from '../stream/sink.js'

export default class Learn extends FilterCommand {
  static override summary = 'Plan the next generation from what was learned'
  static override description =
    `Reads an analysis and writes a plan, one brief a line, for 'produce'. What passes gets more slots, what is uncertain is
tried, what is known least gets a floor; --explain says why. Without input the plan is a cold start, spread evenly. The same
analysis, configuration and seed give the same plan, byte for byte. With --queue, the plan is noted in evolution.jsonl, and
the jobs it was learned from are archived.`
  static override examples = [
    '<%= config.bin %> analyze < results.jsonl | <%= config.bin %> learn > plan.jsonl',
    '<%= config.bin %> analyze < results.jsonl | <%= config.bin %> learn --explain',
    '<%= config.bin %> learn --queue queue > plan.jsonl',
  ]
  static override reads = 'analysis' as const
  static override baseFlags = { ...filterFlags, ...configFlag }
  static override flags = {
    count: count({ char: 'n', description: 'number of slots [default: batch_size]' }),
    seed: count({ default: 1, description: 'same analysis and seed, same plan' }),
    policy: Flags.option({ options: POLICIES })({
      default: 'strom',
      description: 'how levels are chosen; count is the rule of the original, uniform a control',
    }),
    objective: Flags.option({ options: OBJECTIVES })({
      default: 'coverage',
      description: 'all topics in their turn, or more of those that pass',
    }),
    explain: Flags.boolean({ description: 'print the reasons instead of the plan' }),
    queue: Flags.string({ description: 'learn from this queue instead of stdin', helpValue: 'DIR' }),
    ...mixFlag,
    'min-score': amount({
      description: 'least score that passes, 0..100 [default: min_score]',
      dependsOn: ['queue'],
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Learn)
    const { queue: path, seed, policy, objective, count: batchSize } = flags
    const config = await this.configOf(flags)
    const options = planOptions(config, { seed, policy, objective, batchSize })
    this.world.publishes &&= !flags.explain
    let lessons = 0
    const teach = (analysis: Analysis | null, sink: Sink, queued?: typeof options.queued) => {
      const models = Object.keys(analysis?.models ?? {})
      if (models.length > 1 && !flags['mix-models'])
        this.note(`the analysis is of answers of several models: ${models.join(', ')}`)
      const lesson = learn(analysis, { ...options, queued })
      lessons++
      if (flags.explain) sink.write(explain(analysis, lesson, options))
      else for (const brief of lesson.briefs) sink.emit(brief)
      return lesson
    }
    const input =
      path !== undefined ? [] : flags.input.filter((name) => name !== '-' || !this.world.stdin.isTTY)
    await this.filter(
      'analysis',
      { ...flags, input },
      {
        step: (analysis, sink) => void teach(analysis, sink),
        finish: async (sink) => {
          if (path === undefined) return lessons ? undefined : void teach(null, sink)
          const look = flags.explain || flags['dry-run']
          await withQueue(path, this.world, {}, (queue) =>
            learnFromQueue(
              queue,
              config,
              { ...options, look, mix: flags['mix-models'] },
              (analysis, queued) => teach(analysis, sink, queued),
            ),
          )
        },
      },
    )
  }
}
