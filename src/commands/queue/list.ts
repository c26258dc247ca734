import * as Flags from '@oclif/core/flags'
import { QueueCommand } from '../../cli/queue-command.js'
import { columns } from '../../cli/table.js'
import { STATES } from '../../queue/queue.js'

export default class QueueList extends QueueCommand {
  static override summary = 'List the jobs of one state'
  static override examples = [
    '<%= config.bin %> queue list --queue queue --state processing',
    '<%= config.bin %> queue list --queue queue --state error --format json | jq -r .id',
  ]
  static override flags = {
    state: Flags.option({ options: STATES })({ default: 'incoming', description: 'which jobs' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueList)
    await this.onQueue(flags, async (queue) => {
      const entries = await queue.list(flags.state)
      if (flags.format === 'json')
        return this.world.stdout.write(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''))
      const rows = entries.map(({ id, attempt, runAt, worker }) => [
        id,
        attempt,
        runAt ? new Date(runAt).toISOString() : '',
        worker ?? '',
      ])
      await this.print(columns(['ID', 'ATTEMPT', 'NOT BEFORE', 'WORKER'], rows))
    })
  }
}
