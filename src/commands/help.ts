import * as Args from '@oclif/core/args'
import { BaseCommand } from '../cli/base.js'
import StromHelp from '../cli/help.js'
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
    const help = new StromHelp(this.config, this.config.pjson.oclif.helpOptions)
    if (topic && argv.length === 1) await this.print(help.topic(topic.text))
    else await help.showHelp(argv as string[])
  }
}
