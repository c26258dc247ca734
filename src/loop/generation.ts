import type { Config } from '../config/settings.js'
import { generationLine } from '../evolution/generation-line.js'
import { learn } from '../evolution/learn.js'
import type { Queue } from '../queue/queue.js'
import type { Generation } from '../record/analysis.js'
import type { Brief, Result } from '../record/loop.js'
import { mapOrdered } from '../stream/ordered.js'
import type { Caller } from './ask.js'
import type { Templates } from './consume.js'
import { type Drained, drain } from './drain.js'
import { copiesIn, keeperOf, keepInQueue, keepLeftOver } from './keep.js'
import { analyzeQueue, queuedChoices } from './knowledge.js'
import type { Logs } from './logs.js'
import { planOptions } from './plan.js'
import { producePrompt, textsOf } from './produce.js'

export interface LoopOptions {
  queue: Queue
  config: Config
  caller: Caller
  templates: Templates
  logs: Logs
  seed: number
  batchSize?: number | undefined
  jobs: number
  stop: AbortSignal
  abort: AbortSignal
  onResult: (result: Result, to: keyof Drained) => void
}

/**
 * One generation: works off what still waits, learns from all results, writes the plan's prompts, puts them into the
 * queue, answers them. Stopped at any point, the next run goes on from what is in the queue.
 * @returns the line of evolution.jsonl, or undefined where it was stopped before the plan was made
 * @throws ModelError where no call can succeed
 */
export async function runGeneration(options: LoopOptions): Promise<Generation | undefined> {
  const { queue, config, logs, seed, batchSize, stop } = options
  const answer = () =>
    drain({
      ...options,
      wait: 'retries',
      minScore: config.minScore,
      onResult: (result, to) => {
        logs.answered(result)
        options.onResult(result, to)
      },
    })
  await keepLeftOver(queue, () => copiesIn(queue), logs)
  await answer()
  if (stop.aborted) return undefined

  const analysis = await analyzeQueue(queue, config)
  const queued = await queuedChoices(queue)
  const lesson = learn(analysis, planOptions(config, { seed, batchSize, queued }))
  const produced = await produceInto(lesson.briefs, options)
  const timestamp = new Date().toISOString()
  const line = generationLine(analysis, lesson.briefs, lesson.generation, {
    timestamp,
    seed,
    policy: 'strom',
  })
  logs.generation({ ...line, prompts_generated: produced })
  if (config.archiveAfterRead) await queue.archive()

  await answer()
  return line
}

/** Writes the prompts of briefs and puts each into the queue as soon as it is there. @returns how many were kept */
async function produceInto(briefs: readonly Brief[], options: LoopOptions): Promise<number> {
  const { queue, config, caller, logs, jobs, stop, abort } = options
  const copies = await copiesIn(queue)
  const keep = keeperOf(queue)
  async function* untilStopped() {
    for (const brief of briefs) if (!stop.aborted) yield brief
  }
  const written = mapOrdered(
    untilStopped(),
    async (brief) => ({
      brief,
      decide: await producePrompt(brief, caller, textsOf(brief, config), { signal: abort, keep }),
    }),
    { jobs },
  )
  let kept = 0
  for await (const { brief, decide } of written) {
    const result = decide(copies)
    await keepInQueue(brief, result, queue, logs)
    if ('prompt' in result) kept++
  }
  return kept
}
