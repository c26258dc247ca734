import { writeSync } from 'node:fs'
import type { Config } from '../config/settings.js'
import type { DirectoryQueue, OpenOptions } from '../queue/directory.js'
import type { Runtime } from './runtime.js'

/** What the configuration says of the queue's work. */
export function queueOptions({ onUnknown, maxAttempts }: Config): OpenOptions {
  return { onUnknown, maxAttempts }
}

/** Runs work on the queue in a folder, says what a person should know of the place, and closes it. */
export async function withQueue<T>(
  path: string,
  world: Runtime,
  options: OpenOptions,
  work: (queue: DirectoryQueue) => Promise<T>,
): Promise<T> {
  const { openDirectory } = await import('../queue/directory.js')
  const unsaved = showAtExit()
  const queue = await openDirectory(path, {
    stop: world.abort.signal,
    unsaved,
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

/** Whatever is in here when the process ends, however it ends, is printed on stderr: answers that were paid for. */
function showAtExit(): Set<string> {
  const texts = new Set<string>()
  process.once('exit', () => {
    for (const text of texts) writeSync(2, text)
  })
  return texts
}
