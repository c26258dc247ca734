import * as Flags from '@oclif/core/flags'
import { count } from '../../cli/flags.js'
import { QueueCommand } from '../../cli/queue-command.js'
import { columns } from '../../cli/table.js'
import { lookAt } from '../../loop/job.js'
import { STATES } from '../../queue/queue.js'
import { visible } from '../../text/visible.js'

export default class QueueList extends QueueCommand {
  static override summary =
    'List the jobs of one state: what they are, how they ended, and the beginning of the prompt'
  static override description = "'strom queue show ID' shows all of a job."
  static override examples = [
    '<%= config.bin %> queue list --queue queue --state processed',
    '<%= config.bin %> queue list --queue queue --state error --format json | jq -r .id',
  ]
  static override flags = {
    state: Flags.option({ options: STATES })({ default: 'incoming', description: 'which jobs' }),
    count: count({ char: 'n', description: 'at most so many [default: all in JSON, 100 in a table]' }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueList)
    const { state, format, count: most = format === 'json' ? Number.POSITIVE_INFINITY : 100 } = flags
    await this.onQueue(flags, async (queue) => {
      const rows: string[][] = []
      const ended = state !== 'incoming' && state !== 'processing'
      let shown = 0
      for await (const found of queue.jobs(state)) {
        if (shown === most) break
        shown++
        const { answer: _, ...look } = lookAt(found)
        if (format === 'json') {
          const { record: __, ...entry } = found
          await this.world.stdout.write(`${JSON.stringify({ ...entry, ...look })}\n`)
        } else {
          const { style, topic, wrapper, prompt, score } = look
          const ends = ended ? [look.class ?? '', score?.toFixed(0) ?? ''] : [found.worker ?? '']
          rows.push([found.id, style, topic, wrapper, ...ends, beginning(prompt)].map(visible))
        }
      }
      if (format === 'json') return
      const ends = ended ? ['CLASS', 'SCORE'] : ['WORKER']
      await this.print(columns(['ID', 'STYLE', 'TOPIC', 'WRAPPER', ...ends, 'PROMPT'], rows))
      const more = (await queue.list(state)).length - shown
      if (more > 0) this.note(`${more} more; --count N shows them`)
    })
  }
}

function beginning(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > 50 ? `${line.slice(0, 49)}…` : line
}
