import * as Flags from '@oclif/core/flags'
import { QueueCommand } from '../../cli/queue-command.js'

export default class QueuePause extends QueueCommand {
  static override summary = 'Let consumers take no more jobs; what runs is finished'
  static override examples = ['<%= config.bin %> queue pause --queue queue --reason "key is being changed"']
  static override flags = {
    reason: Flags.string({ description: 'shown by `queue status`', default: '', helpValue: 'TEXT' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueuePause)
    await this.onQueue(flags, async (queue) => {
      await queue.pause(flags.reason)
      await this.show({ paused: flags.reason || 'yes' }, flags)
    })
  }
}
