import * as Args from '@oclif/core/args'
import { loadHelpClass } from '@oclif/core/help'
import { BaseCommand } from '../cli/base.js'
import { TOPICS } from '../cli/topics.js'

export default class HelpCommand extends BaseCommand {
  static override summary = 'Show help for a command or a topic'
  static override description = `Topics:\n${Object.entries(TOPICS)
    .map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`)
    .join('\n')}`
  static override examples = ['<%= config.bin %> help pipes', '<%= config.bin %> help score']
  static override strict = false
  static override args = {
    name: Args.string({ ignoreStdin: true, description: 'a command, or one of the topics above' }),
  }

  async run(): Promise<void> {
    const { argv } = await this.parse(HelpCommand)
    const topic = TOPICS[String(argv[0])]
    if (topic && argv.length === 1) {
      await this.print(topic.text)
      return
    }
    const Help = await loadHelpClass(this.config)
    await new Help(this.config, this.config.pjson.helpOptions).showHelp(argv as string[])
  }
}
