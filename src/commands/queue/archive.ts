import * as Flags from '@oclif/core/flags'
import { amount } from '../../cli/flags.js'
import { QueueCommand } from '../../cli/queue-command.js'

const DAY_MS = 86_400_000

export default class QueueArchive extends QueueCommand {
  static override summary = 'Move ended jobs to archive/'
  static override description =
    'Archived jobs are still analyzed. They can no longer be retried: name the jobs, or leave the younger ones.'
  static override examples = [
    '<%= config.bin %> queue archive --queue queue --older-than 7',
    '<%= config.bin %> queue archive --queue queue --id p_0123456789abcdef',
  ]
  static override flags = {
    id: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'this job; may be repeated',
      helpValue: 'ID',
    }),
    'older-than': amount({
      description: 'only jobs that ended so many days ago',
      helpValue: 'DAYS',
      default: 0,
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueArchive)
    await this.onQueue(flags, async (queue) => {
      const archived = await queue.archive(flags.id, { olderThan: flags['older-than'] * DAY_MS })
      await this.show({ archived }, flags)
    })
  }
}
