import { z } from 'zod'

const count = z.number().int().nonnegative()
const interval = z.tuple([z.number(), z.number()]).describe('90 % credible interval')

/** What one level of a factor (a style, topic or wrapper) did. */
export const Effect = z.looseObject({
  level: z.string(),
  mean: z.number().describe('posterior mean of the pass rate against the average of the levels, -1..1'),
  interval,
  n: count.describe('scored jobs: pass + fail'),
  pass: count,
  fail: count,
  missing: count.describe('jobs that ended for a reason of the back end: they teach nothing'),
  p_best: z.number().min(0).max(1),
  tokens_per_pass: z.number().nullable().describe('null without a pass'),
  cost_per_pass: z.number().nullable().describe('USD; null without a pass, or where a price is unknown'),
})
export type Effect = z.infer<typeof Effect>

/** A style in a wrapper. */
export const Cell = z.looseObject({
  style: z.string(),
  wrapper: z.string(),
  n: count,
  pass: count,
  mean: z.number().describe('posterior mean of the pass rate'),
  interval,
})
export type Cell = z.infer<typeof Cell>

/** How often a field of a format is not as it should be, among the scored jobs of the format. */
export const FieldReport = z.looseObject({
  format: z.string(),
  field: z.string(),
  n: count,
  failed: count,
  kinds: z.record(z.string(), count),
  by_style: z.record(z.string(), z.number()).describe('failure rate'),
  by_wrapper: z.record(z.string(), z.number()).describe('failure rate'),
})
export type FieldReport = z.infer<typeof FieldReport>

/** A job that a later prompt can learn from. */
export const Sample = z.looseObject({
  id: z.string(),
  topic: z.string(),
  category: z.string(),
  style: z.string(),
  wrapper: z.string(),
  text: z.string().describe('the prompt, shortened'),
  language: z.string().optional(),
  score: z.number().nullable(),
  class: z.string(),
  residual: z.number().optional().describe('score / 100 less what its levels let expect'),
})
export type Sample = z.infer<typeof Sample>

/** Jobs that failed in the same way, with one that did not, on the same topic where there is one. */
export const FailureGroup = z.looseObject({
  field: z.string().nullable().describe('null where the whole answer failed'),
  kind: z.string(),
  n: count,
  sample: Sample,
  contrast: Sample.optional(),
})
export type FailureGroup = z.infer<typeof FailureGroup>

const LevelCount = z.looseObject({ level: z.string(), n: count, category: z.string().optional() })

/**
 * What the posterior follows from: weighted counts of jobs and passes for each combination of style, topic and
 * wrapper that was tried. The weight of a job is gamma^age, its age in generations.
 */
export const Statistics = z.looseObject({
  gamma: z.number().gt(0).max(1),
  generations: count.describe('from the oldest to the newest seen'),
  styles: z.array(LevelCount),
  topics: z.array(LevelCount),
  wrappers: z.array(LevelCount),
  cells: z
    .array(z.tuple([count, count, count, z.number().nonnegative(), z.number().nonnegative()]))
    .describe('style, topic and wrapper (places in the lists), weight of the jobs, weight of the passes'),
  changes: z
    .array(z.looseObject({ style: z.string(), generation: count }))
    .describe('from this generation on the style passes far less than before; its older jobs weigh little'),
  champions: z
    .looseObject({ styles: z.record(z.string(), count), wrappers: z.record(z.string(), count) })
    .describe('the best passes of the newest generation, for --policy count'),
})
export type Statistics = z.infer<typeof Statistics>

/** What `analyze` found in the results of all generations so far. `learn` needs nothing else. */
export const Analysis = z.looseObject({
  schema: z.literal('strom.analysis/1').optional(),
  generation: count.describe('the newest generation seen'),
  min_score: z.number(),
  window: z.looseObject({ jobs: count, scored: count, passed: count, generations: count }),
  avg_score: z.number().nullable(),
  classes: z.record(z.string(), count),
  models: z.record(z.string(), count).optional().describe('who answered, and how many of the scored jobs'),
  newest: z.looseObject({
    jobs: count,
    scored: count,
    passed: count,
    styles: z.record(z.string(), count),
    effective_styles: z
      .number()
      .describe('exp of the entropy of the shares: 1 where all jobs have one style'),
  }),
  effects: z.record(z.string(), z.array(Effect)).describe('by factor: style, topic, wrapper; best first'),
  cells: z.array(Cell).describe('style x wrapper with at least three scored jobs; best first'),
  fields: z.array(FieldReport).describe('most often failed first'),
  evidence: z.enum(['thin', 'fair', 'good']).describe('how well the results tell the styles apart'),
  recommendations: z.array(z.string()),
  exemplars: z.looseObject({
    best: z.array(Sample),
    near_misses: z.array(Sample),
    failures: z.array(FailureGroup),
  }),
  statistics: Statistics,
})
export type Analysis = z.infer<typeof Analysis>

/** One line of evolution.jsonl. */
export const Generation = z.looseObject({
  schema: z.literal('strom.generation/1').optional(),
  timestamp: z.string(),
  generation: z.number().int().nonnegative(),
  learned_from: z.looseObject({
    sample_count: z.number().int().nonnegative(),
    avg_score: z.number().nullable(),
    top_categories: z.array(z.string()),
    top_styles: z.array(z.string()),
  }),
  prompts_generated: z.number().int().nonnegative(),
  seed: z.number().int().nonnegative(),
  input_hash: z.string(),
})
export type Generation = z.infer<typeof Generation>
