import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { count } from '../cli/flags.js'
import { selectionFlags, selectionOf } from '../cli/selection-flags.js'
import { READERS } from '../conversation/readers/index.js'
import { selector } from '../conversation/select.js'
import { type ImportRun, importBatches } from '../steps/import.js'

export default class Import extends FilterCommand {
  static override summary = 'Read exported conversations and write them as turns'
  static override description = `Reads files, folders and ZIP archives:
${READERS.map(({ name, title }) => `  ${name.padEnd(17)}${title}`).join('\n')}
Follows the branch that was shown. Answers that were generated again, and thumbs up or down, are kept with their turn.
In the summary "in" counts messages and "out" turns; every message is in a turn or rejected with a reason.`
  static override examples = [
    '<%= config.bin %> import -i examples/chatgpt-export > turns.jsonl',
    {
      description: 'several exports at once, and every branch of their conversations',
      command:
        '<%= config.bin %> import -i examples/claude-export -i examples/claude-code --branches all > turns.jsonl',
    },
    {
      description: 'from a pipe, with the format named',
      command: '<%= config.bin %> import --from memories < examples/memories.jsonl',
    },
  ]
  static override reads = 'turn' as const
  static override flags = {
    from: Flags.option({ options: READERS.map(({ name }) => name) })({
      description: 'the format, where it is not to be recognized',
      helpValue: 'FORMAT',
    }),
    branches: Flags.option({ options: ['active', 'all'] as const })({
      default: 'active',
      description: 'the branch that was shown, or also edited questions and what followed them',
    }),
    context: count({ default: 4, description: 'most texts before a turn that it carries as context' }),
    ...selectionFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Import)
    const { stdin, stop } = this.world
    const { from, branches, context } = flags
    const select = selector(await selectionOf(flags))
    let conversations = 0
    this.extra = () => [
      `${conversations.toLocaleString('en-US')} conversation${conversations === 1 ? '' : 's'}`,
    ]
    const run: ImportRun = {
      inputs: flags.input,
      stdin,
      stop: stop.signal,
      extent: this.extent,
      onConversations: (count) => {
        conversations += count
      },
      onWarning: (warning) => this.note(warning),
    }
    await this.filterBatches(flags, (options) =>
      importBatches(run, { from, branches, context, select, ...options }),
    )
  }
}
