import type { Config } from '../config/settings.js'
import { generationLine } from '../evolution/generation-line.js'
import { learn } from '../evolution/learn.js'
import { Taught } from '../evolution/taught.js'
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
  /** The answers in the queue may be of several models. */
  mix: boolean
  jobs: number
  stop: AbortSignal
  abort: AbortSignal
  /** Told of every job that ended or was given back, and of every prompt that was rejected. */
  onResult: (result: Result, to: keyof Drained) => void
  /** Told what is done now, and how much of it there is. */
  onStage?: (stage: 'jobs left over' | 'prompts' | 'answers', total: number) => void
  /** Told of each that is done. */
  onDone?: () => void
}

export interface Ran {
  /** The line of evolution.jsonl. */
  line: Generation
  /** What a person should know where nothing was learned from the generation. */
  nothing: string | undefined
}

/**
 * One generation: works off what still waits, learns from all results, writes the plan's prompts, puts them into the
 * queue, answers them. Stopped at any point, the next run goes on from what is in the queue.
 * @returns undefined where it was stopped before the plan was made
 * @throws ModelError where no call can succeed, DataError where the answers are of several models
 */
export async function runGeneration(options: LoopOptions): Promise<Ran | undefined> {
  const { queue, config, logs, seed, batchSize, mix, stop } = options
  let taught: Taught | undefined
  const onResult = (result: Result, to: keyof Drained) => {
    if (to !== 'retried') taught?.add(result)
    options.onResult(result, to)
  }
  const answer = async (stage: 'jobs left over' | 'answers') => {
    if (options.onStage) options.onStage(stage, (await queue.list('incoming')).length)
    await drain({
      ...options,
      textsOf: (brief) => textsOf(brief, config),
      copies: () => copiesIn(queue),
      wait: 'retries',
      minScore: config.minScore,
      onResult: (result, to) => {
        logs.answered(result)
        onResult(result, to)
        if (to !== 'retried') options.onDone?.()
      },
    })
  }
  await keepLeftOver(queue, () => copiesIn(queue), logs)
  await answer('jobs left over')
  if (stop.aborted) return undefined

  const analysis = await analyzeQueue(queue, config, mix)
  const queued = await queuedChoices(queue)
  const lesson = learn(analysis, planOptions(config, { seed, batchSize, queued }))
  taught = new Taught(lesson.generation, config.minScore)
  const produced = await produceInto(lesson.briefs, { ...options, onResult })
  const timestamp = new Date().toISOString()
  const line = generationLine(analysis, lesson.briefs, lesson.generation, {
    timestamp,
    seed,
    policy: 'strom',
  })
  logs.generation({ ...line, prompts_generated: produced })
  if (config.archiveAfterRead) await queue.archive()

  await answer('answers')
  return { line, nothing: stop.aborted ? undefined : taught.nothing() }
}

/** Writes the prompts of briefs and puts each into the queue as soon as it is there. @returns how many were kept */
async function produceInto(briefs: readonly Brief[], options: LoopOptions): Promise<number> {
  const { queue, config, caller, logs, jobs, stop, abort, onResult } = options
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
  options.onStage?.('prompts', briefs.length)
  let prompts = 0
  for await (const { brief, decide } of written) {
    const kept = await keepInQueue(brief, decide(copies), queue, logs)
    options.onDone?.()
    if (kept.to === 'prompt') prompts++
    else if (kept.to === 'error') onResult(kept.result, 'error')
  }
  return prompts
}
