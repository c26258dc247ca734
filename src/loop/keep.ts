import { NearCopies } from '../calibration/near-copy.js'
import { type Written, writtenPrompt } from '../calibration/written-prompt.js'
import type { Outcome } from '../model/job.js'
import type { Json, Queue } from '../queue/queue.js'
import { Brief, isMissing, type Result } from '../record/loop.js'
import type { Logs } from './logs.js'

/** Where a brief has gone: its prompt waits, it waits itself, or its result has ended. */
export type Kept = { to: 'prompt' | 'brief' } | { to: 'error'; result: Result }

/**
 * Puts a prompt that was written into the queue. One that was rejected goes to `error/`, and is learned from. Where the
 * back end failed, the brief waits to be written again; it is held where that may have been paid for.
 */
export async function keepInQueue(brief: Brief, written: Written, queue: Queue, logs: Logs): Promise<Kept> {
  const kept = await keepWritten(brief, written, queue)
  queue.drop(brief.id)
  if ('prompt' in written) logs.produced(written.prompt)
  else if (kept.to === 'error') logs.answered(kept.result)
  return kept
}

async function keepWritten(brief: Brief, written: Written, queue: Queue): Promise<Kept> {
  if ('prompt' in written) {
    await queue.put(written.prompt as Json)
    return { to: 'prompt' }
  }
  const { rejected } = written
  const slot = { ...brief, schema: 'strom.brief/1' }
  if (isMissing(rejected.class)) {
    if (rejected.error?.maybe_paid && (await queue.putUnsure(slot, rejected as Json, null)) === 'held')
      return { to: 'error', result: { ...rejected, held: true } }
    await queue.put(slot)
    return { to: 'brief' }
  }
  // Taken up again, a duplicate is sent as it is; what is no prompt is written anew.
  const again = rejected.class === 'duplicate' ? { ...brief, ...promptIn(rejected) } : slot
  await queue.putEnded(again, rejected as Json)
  return { to: 'error', result: rejected }
}

function promptIn({ prompt, text }: Result): Json {
  return { schema: 'strom.prompt/1', id: prompt, text }
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
  for await (const { value } of queue.kept()) {
    const { brief, answer } = value as { brief: Brief; answer: Outcome }
    if (!Brief.safeParse(brief).success || typeof answer?.text !== 'string') continue
    copies ??= await copiesOf()
    await keepInQueue(brief, writtenPrompt(brief, answer, copies), queue, logs)
    done.add(brief.id)
  }
  return done
}

/** The prompts that a queue has seen and not archived: a new one must not be nearly the same. */
export async function copiesIn(queue: Queue): Promise<NearCopies> {
  const copies = new NearCopies()
  for await (const result of queue.results({ states: ['processed', 'error'] })) {
    const { topic, prompt, text, class: kind } = result
    if (typeof topic === 'string' && typeof text === 'string' && kind !== 'duplicate' && kind !== 'weak') {
      if (text !== '') copies.add(topic, String(prompt), text)
    }
  }
  return copies
}
