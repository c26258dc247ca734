import * as Args from '@oclif/core/args'
import { QueueCommand } from '../../cli/queue-command.js'
import { lookAt } from '../../loop/job.js'
import { MissingInputError } from '../../record/errors.js'

export default class QueueShow extends QueueCommand {
  static override summary = 'Show a job: its prompt, its answer, how it ended and why'
  static override description =
    "With --format json the whole record is in it, as 'strom consume' wrote it, under record."
  static override examples = [
    '<%= config.bin %> queue show $(<%= config.bin %> queue list --queue queue --state error --format json | head -n 1 | jq -r .id) --queue queue',
  ]
  static override args = {
    id: Args.string({ required: true, ignoreStdin: true, description: "the job, as 'queue list' names it" }),
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(QueueShow)
    await this.onQueue(flags, async (queue) => {
      const found = await queue.find(args.id)
      if (!found)
        throw new MissingInputError(
          `no job ${args.id} in the queue`,
          "'strom queue list --state processed' (error, archive, incoming) lists the jobs",
        )
      const { prompt, answer, levels, ...look } = lookAt(found)
      const whole = { id: args.id, ...look, levels, prompt, answer, record: found.record }
      const shown = { id: args.id, ...look, ...levels, prompt, ...(answer !== null && { answer }) }
      await this.show(flags.format === 'json' ? whole : known(shown), flags)
    })
  }
}

/** Without what is not known of the job, and texts below their names. */
function known(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => [name, String(value).includes('\n') ? `\n${value}` : value]),
  )
}
