import { writeSync } from 'node:fs'
import * as Flags from '@oclif/core/flags'
import type { Config } from '../config/settings.js'
import type { DirectoryQueue, OpenOptions } from '../queue/directory.js'
import type { Runtime } from './runtime.js'

/** A queue, or a set of results, that more than one model answers. */
export const mixFlag = {
  'mix-models': Flags.boolean({
    description: 'let answers of several models stand together, and learn from all of them',
  }),
}

/** What the configuration says of the queue's work. */
export function queueOptions({ onUnknown, holdAbove, maxAttempts }: Config): OpenOptions {
  return { onUnknown, holdAbove, maxAttempts }
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
  for (const warning of queue.warnings) world.stderr.say({ level: 'warning', message: warning })
  try {
    return await work(queue)
  } finally {
    await queue.close()
  }
}

/** Says which jobs wait for a decision of a person; also with --quiet, since nothing goes on without it. */
export async function noteHeld(queue: DirectoryQueue, note: (message: string) => void): Promise<void> {
  const held = await queue.held()
  if (held.length === 0) return
  const { heldNote } = await import('../queue/held.js')
  note(heldNote(held.length))
}

/** Whatever is in here when the process ends, however it ends, is printed on stderr: answers that were paid for. */
function showAtExit(): Set<string> {
  const texts = new Set<string>()
  process.once('exit', () => {
    for (const text of texts) writeSync(2, text)
  })
  return texts
}
