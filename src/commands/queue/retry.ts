import * as Flags from '@oclif/core/flags'
import { QueueCommand } from '../../cli/queue-command.js'
import { isMissing, RESULT_CLASSES } from '../../record/loop.js'

export default class QueueRetry extends QueueCommand {
  static override summary = 'Put jobs from error/ back into the queue'
  static override description =
    'Without --id, --class or --all: the jobs that failed through no fault of their prompt (time-out, rate limit, a consumer that died). They start anew, with no attempt counted and without the answer they had. Not those that may have been paid for: see `queue recover --retry-unknown`.'
  static override examples = [
    '<%= config.bin %> queue retry --queue queue',
    '<%= config.bin %> queue retry --queue queue --class malformed --class truncated',
  ]
  static override flags = {
    id: Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      description: 'this job; may be repeated',
      helpValue: 'ID',
    }),
    class: Flags.option({ options: RESULT_CLASSES, multiple: true, multipleNonGreedy: true })({
      description: 'jobs that ended with this class; may be repeated',
    }),
    all: Flags.boolean({ description: 'every job in error/', exclusive: ['id', 'class'] }),
  }

  async run(): Promise<void> {
    const { flags } = await this.parse(QueueRetry)
    const { id: ids, class: classes, all } = flags
    const chosen = ids || classes || all ? { ids, classes } : undefined
    await this.onQueue(flags, async (queue) => {
      const noFault = async () => ({ classes: RESULT_CLASSES.filter(isMissing), except: await queue.held() })
      const back = await queue.redrive(chosen ?? (await noFault()))
      await this.show({ put_back: back.length, ...(flags.format === 'json' && { ids: back }) }, flags)
    })
  }
}
