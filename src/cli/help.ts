import type { Command } from '@oclif/core/command'
import { CommandHelp, Help } from '@oclif/core/help'
import { layout } from '../text/layout.js'
import { TOPICS } from './topics.js'

/** What the commands are for, in the order in which they are met. */
export const GROUPS: readonly { title: string; commands: readonly string[] }[] = [
  {
    title: 'DATA: from conversations to training data',
    commands: [
      'make',
      'import',
      'score',
      'redact',
      'enrich',
      'mine',
      'synthesize',
      'augment',
      'judge',
      'dedup',
      'export',
      'validate',
    ],
  },
  {
    title: 'LOOP: prompts that learn from their answers',
    commands: ['loop', 'produce', 'consume', 'analyze', 'learn', 'simulate'],
  },
  { title: 'MODEL: a conversation with a memory', commands: ['chat', 'mcp'] },
  { title: 'LOOK: what is there', commands: ['stats', 'schema', 'wrappers', 'config show', 'help'] },
]
/** The title of the commands that are in no group above. */
const REST = 'LOOK AFTER: queues, configuration, the shell'

/** Help of one command: what it is for, and examples, come before the flags. */
class StromCommandHelp extends CommandHelp {
  protected override sections() {
    const first = ['USAGE', 'EXAMPLES', 'DESCRIPTION']
    const place = ({ header }: { header: string }) => (first.indexOf(header) + first.length) % first.length
    const [early, late] = [true, false].map((is) =>
      super.sections().filter(({ header }) => first.includes(header) === is),
    )
    return [...(early ?? []).sort((a, b) => place(a) - place(b)), ...(late ?? [])]
  }

  protected override description(): string | undefined {
    const { description } = this.command
    return description && layout(this.render(description), this.opts.maxWidth - 2)
  }
}

/** Help of strom as a whole: its commands in groups. */
export default class StromHelp extends Help {
  protected override CommandHelpClass = StromCommandHelp

  protected override async showRootHelp(): Promise<void> {
    const named = new Map(this.sortedCommands.map((command) => [command.id.replaceAll(':', ' '), command]))
    const grouped = GROUPS.map(({ title, commands }) => ({
      title,
      commands: commands.map((name) => named.get(name)).filter((command) => command !== undefined),
    }))
    const shown = new Set(grouped.flatMap(({ commands }) => commands))
    const rest = [...named.values()].filter((command) => !shown.has(command))
    this.log(this.formatRoot())
    for (const { title, commands } of [...grouped, { title: REST, commands: rest }]) {
      this.log('')
      this.log(this.section(title, this.#list(commands)))
    }
    this.log('')
    this.log(this.section('TOPICS', `strom help ${Object.keys(TOPICS).join(', strom help ')}`))
    this.log('')
    this.log(`'strom COMMAND --help' shows the flags of each, examples first.`)
  }

  /** A topic's text, as wide as the terminal. */
  topic(text: string): string {
    return layout(text, this.opts.maxWidth)
  }

  #list(commands: readonly Command.Loadable[]): string {
    return this.renderList(
      commands.map((command) => [command.id.replaceAll(':', ' '), this.summary(command)]),
      { indentation: 2, spacer: '\n', stripAnsi: this.opts.stripAnsi ?? false },
    )
  }
}
