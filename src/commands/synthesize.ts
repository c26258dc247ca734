import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { fraction } from '../cli/flags.js'
import { step } from '../steps/synthesize.js'

export default class Synthesize extends FilterCommand {
  static override summary = 'Make training examples of patterns'
  static override examples = [
    '<%= config.bin %> mine < scored.jsonl | <%= config.bin %> synthesize > examples.jsonl',
    '<%= config.bin %> synthesize -i patterns.jsonl --min-confidence 0.7 --no-context',
  ]
  static override reads = 'pattern' as const
  static override flags = {
    'min-confidence': fraction({ default: 0.4, description: 'leave out patterns less sure than this' }),
    context: Flags.boolean({ default: true, allowNo: true, description: 'entities and topics as the input' }),
    reasoning: Flags.boolean({
      default: true,
      allowNo: true,
      description: 'steps and reasons in the output',
    }),
    system: Flags.string({
      description: "system text of every example, '' for none [default: You are a helpful assistant.]",
      helpValue: 'TEXT',
    }),
    'keep-system': Flags.boolean({ description: "use the conversation's own system text where it has one" }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Synthesize)
    const { 'min-confidence': minConfidence, 'keep-system': keepSystem, context, reasoning, system } = flags
    const options = { minConfidence, context, reasoning, keepSystem, ...(system !== undefined && { system }) }
    await this.filter('pattern', flags, { step: step(options) })
  }
}
