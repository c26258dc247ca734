import { QueueCommand } from '../../cli/queue-command.js'
import type { Status } from '../../queue/queue.js'

export default class QueueStatus extends QueueCommand {
  static override summary = 'Show how many jobs are where, how old they are, and what needs a person'
  static override description =
    'STARVING, LOW, BALANCED, HIGH or OVERFLOW says how many jobs wait, by the thresholds of queue.yaml. The health is `warning` when there is a note.'
  static override examples = [
    '<%= config.bin %> queue status --queue queue',
    {
      description: 'for a monitor: the level alone',
      command: '<%= config.bin %> queue status --queue queue --format json | jq .level',
    },
  ]

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueStatus)
    await this.onQueue(flags, async (queue, { thresholds }) => {
      const { notes, more, ...status } = await queue.status(thresholds)
      const shown = {
        ...status,
        paused: status.paused || 'no',
        counts: counted(status.counts, more),
        oldest: ages(status.oldest),
        ...numbered(notes),
      }
      await this.show(flags.format === 'json' ? { ...status, more, notes } : shown, flags)
    })
  }
}

function counted(counts: Status['counts'], more: Status['more']) {
  const text = (count: number) => `${count.toLocaleString('en-US')} or more`
  return { ...counts, ...Object.fromEntries(more.map((state) => [state, text(counts[state])])) }
}

function ages({ waiting, running }: { waiting: number | null; running: number | null }) {
  const text = (seconds: number | null) =>
    seconds === null ? 'none' : `${seconds.toLocaleString('en-US')} s`
  return { waiting: text(waiting), running: text(running) }
}

function numbered(notes: readonly string[]) {
  return notes.length > 0 ? { notes: Object.fromEntries(notes.map((note, i) => [String(i + 1), note])) } : {}
}
