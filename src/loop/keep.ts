import { NearCopies } from '../calibration/near-copy.js'
import { type Written, writtenPrompt } from '../calibration/written-prompt.js'
import type { Outcome } from '../model/job.js'
import type { Json, Queue } from '../queue/queue.js'
import { Brief } from '../record/loop.js'
import type { Logs } from './logs.js'

/** Puts a prompt that was written into the queue; one that was rejected goes to `error/`, and is learned from. */
export async function keepInQueue(
  brief: Pick<Brief, 'id'>,
  written: Written,
  queue: Queue,
  logs: Logs,
): Promise<void> {
  if ('prompt' in written) {
    await queue.put(written.prompt as Json)
    logs.produced(written.prompt)
  } else {
    const { rejected } = written
    await queue.putEnded({ ...rejected, schema: 'strom.prompt/1', id: rejected.prompt }, rejected as Json)
    logs.answered(rejected)
  }
  queue.drop(brief.id)
}

/** Makes an answer safe before anything else is done with it; for `producePrompt`. */
export function keeperOf(queue: Queue): (brief: Brief, answer: Outcome) => Promise<void> {
  return (brief, answer) => queue.keep(brief.id, { brief, answer })
}

/**
 * Puts the prompts into the queue that were paid for and whose producer died before it could.
 * @param copiesOf reads what the queue has seen; called where anything is left over, which is seldom
 * @returns the ids of their briefs, for which nothing need be paid again
 */
export async function keepLeftOver(
  queue: Queue,
  copiesOf: () => NearCopies | Promise<NearCopies>,
  logs: Logs,
): Promise<Set<string>> {
  const done = new Set<string>()
  let copies: NearCopies | undefined
  for await (const { id, value } of queue.kept()) {
    const { brief, answer } = value as { brief: Brief; answer: Outcome }
    if (!Brief.safeParse(brief).success || typeof answer?.text !== 'string') continue
    copies ??= await copiesOf()
    await keepInQueue({ id }, writtenPrompt(brief, answer, copies), queue, logs)
    done.add(brief.id)
  }
  return done
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
