import { relative, resolve } from 'node:path'
import { BaseCommand } from '../cli/base.js'
import { configFlag } from '../cli/config-flag.js'
import { copyDefaults } from '../config/init.js'

export default class Init extends BaseCommand {
  static override summary = 'Copy the commented default configuration into your project'
  static override description =
    'Writes generator, queue, evolution, system and prices (YAML), the wrappers and the formats. Files that are there stay as they are.'
  static override examples = ['<%= config.bin %> init', '<%= config.bin %> init --config my-strom']
  static override flags = configFlag

  async run(): Promise<void> {
    const { flags } = await this.parse(Init)
    const { cwd, env } = this.world
    const folder = resolve(cwd, flags.config || env.STROM_CONFIG || 'strom')
    const { written, kept } = copyDefaults(folder)
    const shown = relative(cwd, folder) || '.'
    await this.print(
      [
        ...written.map((file) => `wrote ${shown}/${file}`),
        ...kept.map((file) => `kept ${shown}/${file}`),
      ].join('\n'),
    )
  }
}
