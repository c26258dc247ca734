import * as Flags from '@oclif/core/flags'
import { BaseCommand } from '../../cli/base.js'
import { configFlag } from '../../cli/config-flag.js'
import { loadConfig } from '../../config/load.js'
import { configFields, showConfig } from '../../config/show.js'

export default class ConfigShow extends BaseCommand {
  static override summary = 'Print the configuration that is in force, and where each value comes from'
  static override description =
    'A flag comes before a STROM_* variable, a variable before the project (strom/, or --config DIR), the project before the user ($XDG_CONFIG_HOME/strom), the user before the shipped defaults.'
  static override examples = [
    '<%= config.bin %> config show',
    '<%= config.bin %> config show --origin',
    'STROM_MIN_SCORE=80 <%= config.bin %> config show --origin | grep min_score',
  ]
  static override flags = {
    ...configFlag,
    format: Flags.option({ options: ['text', 'json'] as const })({
      default: 'text',
      description: 'YAML to read, or one JSON object',
    }),
    origin: Flags.boolean({ description: 'say where each value comes from: layer, file, line, column' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(ConfigShow)
    const { cwd, env } = this.world
    const loaded = loadConfig({ cwd, env, folder: flags.config })
    await this.print(
      flags.format === 'json'
        ? JSON.stringify(configFields(loaded, flags.origin))
        : showConfig(loaded, flags.origin),
    )
  }
}
