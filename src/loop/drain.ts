import { setTimeout as sleep } from 'node:timers/promises'
import type { BriefTexts } from '../calibration/messages.js'
import type { NearCopies } from '../calibration/near-copy.js'
import { failureOf } from '../calibration/result.js'
import { ModelError } from '../model/errors.js'
import type { Outcome } from '../model/job.js'
import type { Claim, Idle, Json, Queue } from '../queue/queue.js'
import { contentId } from '../record/id.js'
import { Brief, isMissing, Prompt, type Result } from '../record/loop.js'
import { BadRecord } from '../record/parse.js'
import type { Caller } from './ask.js'
import { afterSteps, consumePrompt, type Journal, type Templates } from './consume.js'
import { failed, unwritten } from './failed.js'
import { producePrompt } from './produce.js'

export interface DrainOptions {
  queue: Queue
  caller: Caller
  templates: Templates
  /** For briefs whose prompt is still to be written: how they are called, and the prompts that are known. */
  textsOf: (brief: Brief) => BriefTexts
  copies: () => Promise<NearCopies>
  /** Wrappers to use instead of the one each prompt names. */
  wrappers?: readonly string[] | undefined
  /** The model that judges answers, besides their score. */
  judge?: string | undefined
  jobs: number
  /** Ends after so many jobs. */
  limit?: number | undefined
  /** What to do when no job is ready: end, wait for jobs that are to be tried later, or wait for ever. */
  wait: 'no' | 'retries' | 'forever'
  /** At least this score goes to `processed/`. */
  minScore: number
  /** Take no more jobs. */
  stop: AbortSignal
  /** End what runs. */
  abort: AbortSignal
  /** Told of every job that was worked on, and where it went. */
  onResult: (result: Result, to: keyof Drained) => void
}

export interface Drained {
  processed: number
  error: number
  /** Given back, to be tried later. */
  retried: number
}

const POLL_MS = 1000

/**
 * Works off a queue, several jobs at once, until nothing is ready. Every job that is taken is ended or given back, also
 * when this throws.
 * @throws ModelError where no job can succeed: a refused key, a used-up budget
 */
export async function drain(options: DrainOptions): Promise<Drained> {
  const counts: Drained = { processed: 0, error: 0, retried: 0 }
  const failed = new AbortController()
  const stop = AbortSignal.any([options.stop, failed.signal])
  let left = options.limit ?? Number.POSITIVE_INFINITY
  const worker = async () => {
    while (!stop.aborted && left > 0) {
      left--
      const claim = await options.queue.claim()
      if ('idle' in claim) {
        left++
        if (!(await waitFor(claim, options.wait, stop))) return
        continue
      }
      counts[await workOn(claim, options)]++
    }
  }
  const ends = Array.from({ length: options.jobs }, () =>
    worker().catch((error) => {
      failed.abort()
      throw error
    }),
  )
  const broken = (await Promise.allSettled(ends)).find((end) => end.status === 'rejected')
  if (broken) throw broken.reason
  return counts
}

async function waitFor(
  { idle, until }: Idle,
  wait: DrainOptions['wait'],
  signal: AbortSignal,
): Promise<boolean> {
  if (wait === 'no' || (wait === 'retries' && idle !== 'later')) return false
  const ms = idle === 'later' && until ? Math.max(1, Math.min(POLL_MS, until - Date.now())) : POLL_MS
  await sleep(ms, undefined, { signal }).catch(() => {})
  return true
}

async function workOn(claim: Claim, options: DrainOptions): Promise<keyof Drained> {
  const { queue } = options
  const { payload } = claim.job
  const brief = 'text' in payload ? undefined : Brief.safeParse(payload).data
  const parsed = Prompt.safeParse(brief ? unwritten(brief) : payload)
  if (!parsed.success) {
    const message = `not a prompt record: ${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}`
    await queue.complete(claim, { ...payload, class: 'malformed', error: { message } }, 'error')
    return 'error'
  }
  let result: Result
  try {
    result = await answer(claim, parsed.data, brief, options)
  } catch (error) {
    if (error instanceof BadRecord) return endUnsent(queue, claim, parsed.data, error)
    await giveBack(queue, claim, parsed.data, error)
    if (options.stop.aborted && error instanceof ModelError && error.class === 'cancelled') return 'retried'
    throw error
  }
  return settle(claim, result, options)
}

/** @param brief where the prompt is still to be written, which is the first step then */
async function answer(
  claim: Claim,
  prompt: Prompt,
  brief: Brief | undefined,
  options: DrainOptions,
): Promise<Result> {
  const { queue, caller, abort: signal } = options
  const journal: Journal = {
    answers: claim.answers as Outcome[],
    begin: (step, cost) => queue.begin(claim, { step, cost }),
    save: (step, answer) => queue.saveResult(claim, step, answer),
  }
  if (!brief) return consume(prompt, journal, options)
  const decide = await producePrompt(brief, caller, options.textsOf(brief), { signal, journal })
  const written = decide(await options.copies())
  return 'rejected' in written ? written.rejected : consume(written.prompt, afterSteps(journal, 1), options)
}

async function consume(prompt: Prompt, journal: Journal, options: DrainOptions): Promise<Result> {
  const { queue, caller, templates, judge, abort: signal } = options
  const [first, ...others] = options.wrappers?.length ? options.wrappers : [prompt.wrapper]
  await putOthers(queue, prompt, others)
  const wrapper = 'only_wrapper' in prompt ? prompt.wrapper : (first ?? prompt.wrapper)
  return consumePrompt(prompt, templates.named({ wrapper }), caller, { signal, judge, journal })
}

/** A job that was taken with several wrappers becomes one job a wrapper; ids make a second expansion harmless. */
async function putOthers(queue: Queue, prompt: Prompt, wrappers: readonly string[]): Promise<void> {
  if (wrappers.length === 0 || 'only_wrapper' in prompt) return
  await queue.putBatch(
    wrappers.map((wrapper) => ({
      ...prompt,
      id: contentId('j', prompt.id, wrapper),
      wrapper,
      only_wrapper: true,
    })),
  )
}

async function settle(claim: Claim, result: Result, options: DrainOptions): Promise<keyof Drained> {
  const { queue, minScore, onResult } = options
  let to: keyof Drained
  if (isMissing(result.class)) {
    const where = result.error?.maybe_paid
      ? await queue.unsure(claim, result as Json)
      : await queue.retry(claim, result as Json, { charge: result.class !== 'rate_limited' })
    if (where === 'held') result.held = true
    to = where === 'incoming' ? 'retried' : 'error'
  } else {
    to = result.class === 'ok' && (result.score?.total ?? 0) >= minScore ? 'processed' : 'error'
    await queue.complete(claim, result as Json, to)
  }
  onResult(result, to)
  return to
}

/** A job that cannot be put to the model, as it is: `strom queue retry` takes it up once that is mended. */
async function endUnsent(queue: Queue, claim: Claim, prompt: Prompt, error: BadRecord): Promise<'error'> {
  const failure = failureOf(prompt, {}, { class: 'cancelled', message: error.message })
  await queue.complete(claim, failure as Json, 'error')
  return 'error'
}

/** The run ends here: a job that was not sent goes back as it was; one that was may have been paid for. */
async function giveBack(queue: Queue, claim: Claim, prompt: Prompt, error: unknown): Promise<void> {
  if (error instanceof ModelError && error.billed !== 'no') {
    await queue.unsure(claim, failed(prompt, {}, error) as Json, { charge: false })
  } else await queue.release(claim)
}
