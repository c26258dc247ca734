import * as Flags from '@oclif/core/flags'
import { configFlag } from '../cli/config-flag.js'
import { FilterCommand } from '../cli/filter.js'
import { filterFlags } from '../cli/filter-flags.js'
import { amount } from '../cli/flags.js'
import { mixFlag, withQueue } from '../cli/queue.js'
import { Analyzer, refuseMixed } from '../evolution/analyze.js'
import { analyzeQueue } from '../loop/knowledge.js'

export default class Analyze extends FilterCommand {
  static override summary = 'Find out which styles, topics and wrappers pass, and what fails'
  static override description =
    `Reads results, of any number of generations and in any order, and writes one analysis: for each level its effect on the
pass rate with an interval and the probability that it is the best; the fields that fail; jobs to learn from; what to do.
Jobs that ended for a reason of the back end (timeout, rate_limited, ...) are counted, and teach nothing. Answers of
several models are refused, unless --mix-models is given.`
  static override examples = [
    '<%= config.bin %> analyze < results.jsonl > analysis.jsonl',
    {
      description: 'what should be done',
      command: '<%= config.bin %> analyze --verbose < results.jsonl > analysis.jsonl',
    },
    { description: 'all a queue has learned', command: '<%= config.bin %> analyze --queue queue' },
  ]
  static override reads = 'result' as const
  static override baseFlags = { ...filterFlags, ...configFlag }
  static override flags = {
    queue: Flags.string({ description: 'read the results of this queue instead of stdin', helpValue: 'DIR' }),
    ...mixFlag,
    'min-score': amount({ description: 'least score that passes, 0..100 [default: min_score]' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Analyze)
    const { queue: path, 'mix-models': mix } = flags
    const config = await this.configOf(flags)
    const analyzer = new Analyzer(config)
    const find = async () => {
      if (path !== undefined)
        return withQueue(path, this.world, {}, (queue) => analyzeQueue(queue, config, mix))
      if (!analyzer.jobs) return null
      const analysis = analyzer.analysis()
      if (!mix) refuseMixed(analysis)
      return analysis
    }
    await this.filter('result', path === undefined ? flags : { ...flags, input: [] }, {
      step: (result) => analyzer.add(result),
      finish: async (sink) => {
        const analysis = await find()
        if (!analysis) return
        sink.emit(analysis)
        this.extra = () => [
          `${analysis.window.scored} scored, ${analysis.window.passed} passed, evidence ${analysis.evidence}`,
        ]
        if (flags.verbose) for (const advice of analysis.recommendations) this.note(advice)
      },
    })
  }
}
