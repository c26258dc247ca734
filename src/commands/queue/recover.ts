import * as Flags from '@oclif/core/flags'
import { QueueCommand } from '../../cli/queue-command.js'

export default class QueueRecover extends QueueCommand {
  static override summary = 'Give back the jobs of consumers that died'
  static override description =
    'Every consumer does this when it starts, and now and then when it has nothing to do. Nothing is taken from a consumer that lives, however slow it is. A job that took its consumer with it too often ends in error/.'
  static override examples = [
    '<%= config.bin %> queue recover --queue queue',
    {
      description: 'keep jobs in error/ whose call may have been paid for',
      command: '<%= config.bin %> queue recover --queue queue --on-unknown hold',
    },
  ]
  static override flags = {
    'on-unknown': Flags.option({ options: ['retry', 'hold'] as const })({
      description:
        'a call had begun and its answer is unknown: call again, or keep the job in error/ [default: on_unknown of queue.yaml]',
    }),
    orphans: Flags.boolean({
      description: 'take consumers for dead of which there is no proof either way; only if you know it',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueRecover)
    const { orphans, 'on-unknown': onUnknown } = flags
    await this.onQueue(
      flags,
      async (queue) => {
        const { unknown, maybePaid, ...done } = await queue.recover({ orphans })
        await this.show({ ...done, maybe_paid: maybePaid, unknown: unknown.length }, flags)
      },
      onUnknown && { onUnknown },
    )
  }
}
