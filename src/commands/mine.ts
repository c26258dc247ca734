import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { threadFlags } from '../cli/filter-flags.js'
import { fraction, kinds } from '../cli/flags.js'

export default class Mine extends FilterCommand {
  static override summary =
    'Find patterns worth learning in turns: questions and answers, definitions, causes, ...'
  static override description =
    `A Q&A is a whole exchange: the message and its answer, to the letter, and what was said before them where they do not stand
alone. Its confidence is the share of such exchanges that a strict reader would train on; that of other kinds is the turn's
importance times how sure the extraction is. They are found in what the assistant says for true: in no story, role or quotation.

Left out, with the reason: noise, unless --all; turns with tool calls; questions about a file, page or text that is not there;
answers that answer nothing. Each pattern names its evidence: exact character spans into the turn.`
  static override examples = [
    '<%= config.bin %> score < turns.jsonl | <%= config.bin %> mine > patterns.jsonl',
    '<%= config.bin %> mine --kinds definition,qa -i scored.jsonl',
  ]
  static override reads = 'turn' as const
  static override flags = {
    kinds: kinds({ description: 'which kinds, joined by commas [default: all]' }),
    'min-confidence': fraction({
      description: 'leave out patterns less sure than this [default: 0.5, and 0 for Q&A]',
    }),
    all: Flags.boolean({ description: 'mine noise too' }),
    ...threadFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Mine)
    const { kinds, all, 'min-confidence': minConfidence } = flags
    const options = {
      all,
      ...(minConfidence !== undefined && { minConfidence }),
      ...(kinds?.length && { kinds }),
    }
    await this.filterEach('turn', flags, 'mine', () => import('../steps/mine.js'), options)
  }
}
