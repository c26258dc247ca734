import * as Flags from '@oclif/core/flags'
import { FilterCommand } from '../cli/filter.js'
import { fraction, kinds } from '../cli/flags.js'
import { step } from '../steps/synthesize.js'

export default class Synthesize extends FilterCommand {
  static override summary = 'Make training examples of patterns'
  static override description =
    `An example is a whole exchange, to the letter: the message and its answer. One that needs what was said before it has that
in messages, where only the last answer is trained on. The system text is the conversation's own, and input is empty.

Other kinds come with --kinds. Their requests are made up, and sentences of the assistant answer them. Of what is made of public
chats a strict reader would train on these shares (the number read in brackets): definition .70 (40), code .45 (22), causal .33
(40), comparison .25 (8), procedure 4 of 5, reasoning_chain 1 of 4; analogy, decision and correction are too rare to tell.
Read them before you train.`
  static override examples = [
    '<%= config.bin %> mine < scored.jsonl | <%= config.bin %> synthesize > examples.jsonl',
    {
      description: 'definitions and code as well',
      command: '<%= config.bin %> synthesize -i patterns.jsonl --kinds qa,definition,code',
    },
  ]
  static override reads = 'pattern' as const
  static override flags = {
    kinds: kinds({ default: ['qa_pair'], description: 'which kinds, joined by commas; qa is qa_pair' }),
    'min-confidence': fraction({
      description: 'leave out patterns less sure than this [default: 0.4, and 0 for Q&A]',
    }),
    context: Flags.boolean({
      default: false,
      allowNo: true,
      description:
        'entities and topics as the input: half of them come from the answer, and a model learns to wait for such hints',
    }),
    steps: Flags.boolean({
      default: true,
      allowNo: true,
      aliases: ['reasoning'],
      description: 'steps and reasons in the output of reasoning chains and decisions',
    }),
    system: Flags.string({
      description: "system text of every example, '' for none [default: the conversation's own, else none]",
      helpValue: 'TEXT',
    }),
    'keep-system': Flags.boolean({
      description: "with --system: keep the conversation's own system text where it has one",
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(Synthesize)
    const {
      'min-confidence': minConfidence,
      'keep-system': keepSystem,
      kinds,
      context,
      steps,
      system,
    } = flags
    const options = {
      minConfidence,
      kinds,
      context,
      steps,
      keepSystem,
      ...(system !== undefined && { system }),
    }
    await this.filter('pattern', flags, { step: step(options) })
  }
}
