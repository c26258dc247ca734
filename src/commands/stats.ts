import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { table } from '../cli/table.js'
import { Stats } from '../dataset/stats/stats.js'
import { tokenCounter } from '../dataset/stats/tokens.js'

export default class StatsCommand extends FilterCommand {
  static override summary = 'Count and measure records of any kind'
  static override examples = [
    '<%= config.bin %> stats < scored.jsonl',
    '<%= config.bin %> stats --format json -i examples.jsonl',
  ]
  static override reads = 'any' as const
  static override writesRecords = false
  static override flags = {
    format: Flags.option({ options: ['table', 'json'] as const })({
      default: 'table',
      description: 'a table to read, or one JSON object',
    }),
    tokens: Flags.boolean({ default: true, allowNo: true, description: 'estimate the tokens of examples' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(StatsCommand)
    const stats = new Stats()
    await this.filter('any', flags, {
      step: (record) => stats.add(record),
      finish: async (sink) => {
        const report = stats.report(flags.tokens && stats.hasExamples ? await tokenCounter() : undefined)
        if (flags.format === 'json') sink.emit(report)
        else sink.write(table(report))
      },
    })
  }
}
