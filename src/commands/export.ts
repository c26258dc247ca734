import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { FORMATS, type FormatName } from '../dataset/formats/index.js'
import { UsageError } from '../record/errors.js'
import { rowKey } from '../stream/append.js'

export default class Export extends FilterCommand {
  static override summary = 'Write examples in the format of a trainer'
  static override description = `Formats:\n${Object.entries(FORMATS)
    .map(([name, { summary }]) => `  ${name.padEnd(18)}${summary}`)
    .join('\n')}`
  static override examples = [
    '<%= config.bin %> synthesize < patterns.jsonl | <%= config.bin %> export --format chatml -o train.jsonl',
    {
      description: 'add what the file does not hold yet (for a scheduled run)',
      command: '<%= config.bin %> export -i examples.jsonl --format alpaca -o train.jsonl --append',
    },
  ]
  static override reads = 'example' as const
  static override flags = {
    format: Flags.option({ options: Object.keys(FORMATS) as FormatName[] })({
      default: 'alpaca',
      description: 'the shape of a row',
    }),
    append: Flags.boolean({
      description: 'keep the rows of --output and add only those it does not hold',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Export)
    if (flags.append && flags.output === '-')
      throw new UsageError('--append needs the file to add to', 'name it with --output FILE')
    const format = await FORMATS[flags.format].load()
    const header = 'header' in format ? format.header : undefined
    await this.filter('example', flags, {
      ...(header && { header }),
      ...(flags.append && { appendTo: { quoted: flags.format === 'csv' } }),
      step: (example, sink) => {
        const row = format.row(example)
        sink.write(row, flags.append ? rowKey(row) : undefined)
      },
    })
  }
}
