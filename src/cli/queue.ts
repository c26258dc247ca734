import type { DirectoryQueue, OpenOptions } from '../queue/directory.js'
import type { Runtime } from './runtime.js'

/** Runs work on the queue in a folder, says what a person should know of the place, and closes it. */
export async function withQueue<T>(
  path: string,
  world: Runtime,
  options: OpenOptions,
  work: (queue: DirectoryQueue) => Promise<T>,
): Promise<T> {
  const { openDirectory } = await import('../queue/directory.js')
  const queue = await openDirectory(path, {
    stop: world.abort.signal,
    ...(world.env.STROM_SPILL_DIR && { spill: world.env.STROM_SPILL_DIR }),
    ...options,
  })
  for (const warning of queue.warnings) world.stderr.write(`strom: ${warning}\n`)
  try {
    return await work(queue)
  } finally {
    await queue.close()
  }
}
