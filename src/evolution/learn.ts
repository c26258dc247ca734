import type { Analysis } from '../record/analysis.js'
import { contentId } from '../record/id.js'
import type { Brief } from '../record/loop.js'
import { metaPrompt } from './meta-prompt.js'
import { type Plan, type PlanOptions, plan } from './plan.js'

export interface LearnOptions extends Omit<PlanOptions, 'generation'> {
  /** Default: the one after the newest in the analysis; 1 where there is none. */
  generation?: number | undefined
  /** Of the prompts and the meta-prompts. */
  language: string
  /** At most so many jobs are shown in a meta-prompt; all are counted. */
  maxSamples: number
}

/** Plans the next generation, and says why: `plan` is what `explain` reads. */
export interface Lesson {
  briefs: Brief[]
  plan: Plan
  generation: number
}

/**
 * Plans the next generation from an analysis; from nothing, a cold start over all styles and categories. The same
 * analysis and options give the same briefs, byte for byte.
 * @throws RangeError without a style, topic or wrapper
 */
export function learn(analysis: Analysis | null, options: LearnOptions): Lesson {
  const generation = options.generation ?? (analysis ? analysis.generation + 1 : 1)
  const planned = plan(analysis?.statistics ?? null, { ...options, generation })
  const briefs = planned.slots.map((slot): Brief => {
    const { style, topic, category, wrapper, kind, propensity, seed } = slot
    const meta_prompt = metaPrompt(analysis, slot, options)
    const parts = [generation, slot.slot, seed, style, topic, wrapper, options.language, meta_prompt]
    return {
      schema: 'strom.brief/1',
      id: contentId('b', ...parts.map(String)),
      generation,
      slot: slot.slot,
      topic,
      category,
      style,
      wrapper,
      language: options.language,
      kind,
      propensity,
      seed,
      meta_prompt,
    }
  })
  return { briefs, plan: planned, generation }
}
