import * as Flags from '@oclif/core/flags'
import type { Config } from '../config/settings.js'
import type { DirectoryQueue, OpenOptions } from '../queue/directory.js'
import { visible } from '../text/visible.js'
import { BaseCommand, commonFlags } from './base.js'
import { configFlag } from './config-flag.js'
import { queueOptions, withQueue } from './queue.js'
import { table } from './table.js'

/** Flags of the commands that look after a queue. */
export const queueFlags = {
  ...commonFlags,
  ...configFlag,
  queue: Flags.string({
    description: 'folder of the queue',
    helpValue: 'DIR',
    defaultHelp: async () => 'queue.path of the configuration',
  }),
  format: Flags.option({ options: ['table', 'json'] as const })({
    default: 'table',
    description: 'a table to read, or one JSON object',
  }),
}

export interface QueueFlags {
  queue?: string | undefined
  config?: string | undefined
  format: 'table' | 'json'
}

/** A command that looks after a queue that is there. It reads no records and never makes a queue. */
export abstract class QueueCommand extends BaseCommand {
  static override baseFlags = queueFlags

  protected async onQueue<T>(
    flags: QueueFlags,
    work: (queue: DirectoryQueue, config: Config) => Promise<T>,
    options: OpenOptions = {},
  ): Promise<T> {
    const { cwd, env } = this.world
    const { queue, config: folder } = flags
    const { loadConfig } = await import('../config/load.js')
    const { config } = loadConfig({ cwd, env, flags: { queue }, folder })
    return withQueue(config.queue, this.world, { ...queueOptions(config), ...options }, (opened) =>
      work(opened, config),
    )
  }

  /** Prints what was found or done. */
  protected async show(report: object, { format }: QueueFlags): Promise<void> {
    const text = format === 'json' ? JSON.stringify(report) : visibleLines(table({ ...report }))
    await this.print(text)
  }
}

function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n')
}
