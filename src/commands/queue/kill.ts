import * as Flags from '@oclif/core/flags'
import { QueueCommand } from '../../cli/queue-command.js'
import { MissingInputError } from '../../record/errors.js'

export default class QueueKill extends QueueCommand {
  static override summary = 'End the consumer that works on a job'
  static override description =
    'It gets SIGTERM: it finishes what it can and gives the rest back. With --force it gets SIGKILL, and `queue recover` gives its jobs back.'
  static override examples = ['<%= config.bin %> queue kill --queue queue --id p_0123456789abcdef']
  static override flags = {
    id: Flags.string({ required: true, description: 'the job', helpValue: 'ID' }),
    force: Flags.boolean({ description: 'at once' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueKill)
    const { id, force } = flags
    await this.onQueue(flags, async (queue) => {
      if (!(await queue.kill(id, force ? 'SIGKILL' : 'SIGTERM')))
        throw new MissingInputError(
          `no consumer on this machine works on ${id}`,
          "'strom queue list --state processing' shows the jobs that are worked on",
        )
      await this.show({ signalled: id }, flags)
    })
  }
}
