import type { Config } from '../config/settings.js'
import type { Queue, Status } from '../queue/queue.js'

/** How many prompts a queue should be given, by how many wait in it. */
export async function roomIn(
  queue: Queue,
  config: Pick<Config, 'thresholds' | 'batchSizes'>,
): Promise<number> {
  const { state } = await queue.status(config.thresholds)
  return sizeFor(state, config.batchSizes)
}

function sizeFor(state: Status['state'], sizes: Config['batchSizes']): number {
  switch (state) {
    case 'STARVING':
      return sizes.starving
    case 'LOW':
      return sizes.low
    case 'BALANCED':
      return sizes.balanced
    default:
      return sizes.high
  }
}
