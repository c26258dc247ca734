import * as Flags from '@oclif/core/flags'
import { EXIT } from '../../cli/exit-codes.js'
import { QueueCommand } from '../../cli/queue-command.js'
import { columns } from '../../cli/table.js'
import { heldNote } from '../../queue/held.js'
import { visible } from '../../text/visible.js'

export default class QueueFsck extends QueueCommand {
  static override summary = 'Check that every job is in exactly one place and every file is whole'
  static override description =
    `Exit code 1 when something is wrong. What else needs a person (held jobs, a run that was not well) is said too. The first
consumer after a boot checks the names by itself.
I1 one place for a job; I2 one claim; I3 a lock for every claim; I5 saved answers can be read; I6 attempts never fall; I7 every file is whole and its hash fits; I8 nothing is left behind.`
  static override examples = [
    '<%= config.bin %> queue fsck --queue queue',
    '<%= config.bin %> queue fsck --queue queue --repair',
  ]
  static override flags = {
    quick: Flags.boolean({ description: 'look at the names only' }),
    repair: Flags.boolean({
      description:
        'keep the better of two places, put what cannot be read into corrupt/, remove what is left behind; while no consumer runs',
    }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueFsck)
    await this.onQueue(flags, async (queue, { thresholds }) => {
      const removed = flags.repair ? await queue.repair() : 0
      const violations = await queue.fsck({ deep: !flags.quick })
      const { held, problem } = await queue.status(thresholds)
      if (violations.length > 0) this.world.exitCode ||= EXIT.someFailed[0]
      if (flags.format === 'json') return this.show({ removed, violations, held, problem }, flags)
      const notes = [
        ...(held > 0 ? [heldNote(held)] : []),
        ...(problem === null ? [] : [`the last run: ${problem}`]),
      ]
      const rows = violations.map(({ rule, at, detail }) => [rule, at, detail].map(visible))
      const found = rows.length > 0 ? columns(['RULE', 'WHERE', 'WHAT'], rows) : 'nothing is wrong'
      const lines = [...(flags.repair ? [`removed ${removed} file(s)`] : []), found, ...notes.map(visible)]
      await this.print(lines.join('\n'))
    })
  }
}
