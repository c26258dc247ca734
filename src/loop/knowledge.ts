import type { Config } from '../config/settings.js'
import { Analyzer, refuseMixed } from '../evolution/analyze.js'
import { generationLine } from '../evolution/generation-line.js'
import type { LearnOptions, Lesson } from '../evolution/learn.js'
import type { Choice } from '../evolution/plan.js'
import type { Queue } from '../queue/queue.js'
import type { Analysis } from '../record/analysis.js'
import { Brief, Prompt, Result } from '../record/loop.js'
import { Logs } from './logs.js'

/**
 * Everything a queue has learned so far, from all generations, the archived ones too; null where that is nothing.
 * @param mix the answers may be of several models. @throws DataError where they are, and may not
 */
export async function analyzeQueue(
  queue: Queue,
  config: Pick<Config, 'minScore' | 'maxSamples'>,
  mix: boolean,
): Promise<Analysis | null> {
  const analyzer = new Analyzer(config)
  for await (const record of queue.results()) {
    // anything can be put into a queue; what is no result teaches nothing
    const { success, data } = Result.safeParse(record)
    if (success) analyzer.add(data)
  }
  if (!analyzer.jobs) return null
  const analysis = analyzer.analysis()
  if (!mix) refuseMixed(analysis)
  return analysis
}

/** The styles, topics and wrappers of the jobs that are not answered yet: a plan counts them as tried. */
export async function queuedChoices(queue: Queue): Promise<Choice[]> {
  const choices: Choice[] = []
  for await (const record of queue.pending()) {
    const data = Prompt.safeParse(record).data ?? Brief.safeParse(record).data
    if (data) choices.push({ style: data.style, topic: data.topic, wrapper: data.wrapper })
  }
  return choices
}

/**
 * Plans from all that a queue has seen, notes it in evolution.jsonl, and archives what was read where the configuration
 * says so. With `look`, nothing is noted or moved.
 * @param plan makes the plan
 */
export async function learnFromQueue(
  queue: Queue,
  config: Config,
  {
    seed,
    policy = 'strom',
    look,
    mix,
  }: Pick<LearnOptions, 'seed' | 'policy'> & { look: boolean; mix: boolean },
  plan: (analysis: Analysis | null, queued: Choice[]) => Lesson,
): Promise<void> {
  const analysis = await analyzeQueue(queue, config, mix)
  const { briefs, generation } = plan(analysis, await queuedChoices(queue))
  if (look) return
  const timestamp = new Date().toISOString()
  const line = generationLine(analysis, briefs, generation, { timestamp, seed, policy })
  new Logs(config).generation(line)
  if (config.archiveAfterRead) await queue.archive()
}
