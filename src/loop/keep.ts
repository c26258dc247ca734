import { NearCopies } from '../calibration/near-copy.js'
import type { Written } from '../calibration/written-prompt.js'
import type { Json, Queue } from '../queue/queue.js'
import type { Logs } from './logs.js'

/** Puts a prompt that was written into the queue; one that was rejected goes to `error/`, and is learned from. */
export async function keepInQueue(written: Written, queue: Queue, logs: Logs): Promise<void> {
  if ('prompt' in written) {
    await queue.put(written.prompt as Json)
    logs.produced(written.prompt)
    return
  }
  const { rejected } = written
  await queue.putEnded({ ...rejected, schema: 'strom.prompt/1', id: rejected.prompt }, rejected as Json)
  logs.answered(rejected)
}

/** The prompts that a queue has seen and not archived: a new one must not be nearly the same. */
export async function copiesIn(queue: Queue): Promise<NearCopies> {
  const copies = new NearCopies()
  for await (const result of queue.results({ states: ['processed', 'error'] })) {
    const { topic, prompt, text, class: kind } = result
    if (typeof topic === 'string' && typeof text === 'string' && kind !== 'duplicate') {
      copies.add(topic, String(prompt), text)
    }
  }
  return copies
}
