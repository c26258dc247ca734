import * as Flags from '@oclif/core/flags'
import { QueueCommand } from '../../cli/queue-command.js'

export default class QueueRecover extends QueueCommand {
  static override summary = 'Give back the jobs of consumers that died'
  static override description =
    'Every consumer does this when it starts, and now and then when it has nothing to do. Nothing is taken from a consumer that lives, however slow it is. A job that took its consumer with it too often ends in error/; so does one whose call had begun and whose answer nobody has, because to call again may pay again: that is left to you.'
  static override examples = [
    '<%= config.bin %> queue recover --queue queue',
    {
      description: 'call again where a call may have been paid for and its answer was lost',
      command: '<%= config.bin %> queue recover --queue queue --retry-unknown',
    },
  ]
  static override flags = {
    'on-unknown': Flags.option({ options: ['hold', 'retry'] as const })({
      description:
        'a call had begun and its answer is unknown: keep the job in error/, or call again [default: on_unknown of queue.yaml]',
    }),
    'retry-unknown': Flags.boolean({
      description: 'also put back the jobs that are kept in error/ for that reason',
    }),
    orphans: Flags.boolean({
      description: 'take consumers for dead of which there is no proof either way; only if you know it',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueRecover)
    const { orphans, 'on-unknown': onUnknown, 'retry-unknown': again } = flags
    await this.onQueue(
      flags,
      async (queue) => {
        const { unknown, maybePaid, ...done } = await queue.recover({ orphans })
        const back = again ? await queue.redrive({ ids: await queue.held() }) : []
        const report = { ...done, maybe_paid: maybePaid, unknown: unknown.length }
        await this.show(again ? { ...report, put_back: back.length } : report, flags)
      },
      onUnknown && { onUnknown },
    )
  }
}
