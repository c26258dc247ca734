import * as Flags from '@oclif/core/flags'
import { BaseCommand } from '../cli/base.js'
import { configFlag } from '../cli/config-flag.js'
import { columns } from '../cli/table.js'
import { loadConfig } from '../config/load.js'
import { loadWrappers } from '../config/wrappers.js'
import { visible } from '../text/visible.js'

export default class Wrappers extends BaseCommand {
  static override summary = 'List the wrappers: the templates that prompts are put into'
  static override description =
    'Every .md or .txt file in the wrappers folder is one, under the name of the file. {{prompt}} and {{fields}} in its text are replaced.'
  static override examples = ['<%= config.bin %> wrappers', '<%= config.bin %> wrappers --format json']
  static override flags = {
    ...configFlag,
    format: Flags.option({ options: ['table', 'json'] as const })({
      default: 'table',
      description: 'a table to read, or one JSON object a line',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Wrappers)
    const { cwd, env } = this.world
    const { config } = loadConfig({ cwd, env, folder: flags.config })
    const wrappers = loadWrappers(config.wrappers)
    if (flags.format === 'json')
      return this.print(wrappers.map((wrapper) => JSON.stringify(wrapper)).join('\n'))
    const rows = wrappers.map(({ name, format, language = '', description = '' }) =>
      [name, format, language, description].map(visible),
    )
    await this.print(columns(['WRAPPER', 'FORMAT', 'LANGUAGE', 'DESCRIPTION'], rows))
  }
}
