import { QueueCommand } from '../../cli/queue-command.js'

export default class QueueResume extends QueueCommand {
  static override summary = 'Let consumers take jobs again'
  static override examples = ['<%= config.bin %> queue resume --queue queue']

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueResume)
    await this.onQueue(flags, async (queue) => {
      await queue.resume()
      await this.show({ paused: 'no' }, flags)
    })
  }
}
