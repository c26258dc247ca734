import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { threadFlags } from '../cli/filter-flags.js'
import { fraction, names } from '../cli/flags.js'
import { PATTERN_KINDS } from '../record/pattern-kinds.js'

export default class Mine extends FilterCommand {
  static override summary =
    'Find patterns worth learning in turns: questions and answers, definitions, causes, ...'
  static override description =
    `A pattern's confidence is the turn's importance times how sure the extraction is. Turns that 'score' called noise are
skipped, unless --all. Each pattern names its evidence: exact character spans into the turn.`
  static override examples = [
    '<%= config.bin %> score < turns.jsonl | <%= config.bin %> mine > patterns.jsonl',
    '<%= config.bin %> mine --kinds definition,qa_pair --min-confidence 0.7 -i scored.jsonl',
  ]
  static override reads = 'turn' as const
  static override flags = {
    kinds: names(PATTERN_KINDS)({ description: 'which kinds, joined by commas [default: all]' }),
    'min-confidence': fraction({ default: 0.5, description: 'leave out patterns less sure than this' }),
    all: Flags.boolean({ description: 'mine noise too' }),
    ...threadFlags,
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Mine)
    const { kinds, all, 'min-confidence': minConfidence } = flags
    const options = { minConfidence, all, ...(kinds?.length && { kinds }) }
    await this.filterEach('turn', flags, 'mine', () => import('../steps/mine.js'), options)
  }
}
