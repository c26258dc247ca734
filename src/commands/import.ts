import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { count } from '../cli/flags.js'
import { type Imported, importTurns, isConversation } from '../conversation/import.js'
import { READERS } from '../conversation/readers/index.js'
import { documents } from '../stream/documents.js'
import { exportSources } from '../stream/export-files.js'
import { JsonLines } from '../stream/json-lines.js'
import { LineBuffer } from '../stream/line-buffer.js'
import { SeenIds } from '../stream/seen.js'
import type { BatchResult } from '../stream/sink.js'

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
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Import)
    const { stdin, stop } = this.world
    const { from, branches, context } = flags
    let conversations = 0
    this.extra = () => [
      `${conversations.toLocaleString('en-US')} conversation${conversations === 1 ? '' : 's'}`,
    ]
    const note = (warning: string) => this.note(warning)
    await this.filterBatches(flags, async function* (options) {
      const lines = new JsonLines()
      const known = new SeenIds()
      const sources = exportSources(flags.input, stdin, stop.signal, note)
      const found = documents(sources, { members: MEMBERS, isDocument: isConversation, stop: stop.signal })
      for await (const imported of importTurns(found, { from, branches, context, known, ...options })) {
        conversations += imported.conversations
        for (const warning of imported.warnings) note(warning)
        yield* batchesOf(imported, lines)
      }
    })
  }
}

/** Where an export that is one object keeps its conversations. */
const MEMBERS = ['conversations']

function* batchesOf({ turns, messages: read, rejected, rejects, bad }: Imported, lines: JsonLines) {
  const file = bad[0]?.file ?? ''
  const nothing = { read: 0, rejected: {}, rejects: new Uint8Array(0), bad: [] }
  for (const turn of turns) {
    lines.add(turn)
    if (lines.full) yield { file, result: { ...nothing, ...lines.take() } satisfies BatchResult }
  }
  const kept = new LineBuffer()
  for (const reject of rejects) kept.line(JSON.stringify(reject))
  const counts = { read: read + bad.length, rejected, rejects: kept.bytes, bad }
  yield { file, result: { ...lines.take(), ...counts } satisfies BatchResult }
}
