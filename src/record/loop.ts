import { z } from 'zod'

/** How a job ended. The first seven speak about the prompt; the rest about the back end, and teach nothing. */
export const RESULT_CLASSES = [
  'ok',
  'refused',
  'content_filter',
  'malformed',
  'truncated',
  'duplicate',
  'too_long',
  'rate_limited',
  'server_error',
  'network',
  'timeout',
  'cancelled',
  'budget',
  'auth',
] as const
export type ResultClass = (typeof RESULT_CLASSES)[number]

const SPEAKS_OF_THE_BACK_END: ReadonlySet<ResultClass> = new Set([
  'rate_limited',
  'server_error',
  'network',
  'timeout',
  'cancelled',
  'budget',
  'auth',
])

/** Whether the class says nothing of the prompt: the job is tried again, and nothing is learned from it. */
export function isMissing(kind: ResultClass): boolean {
  return SPEAKS_OF_THE_BACK_END.has(kind)
}

export const Usage = z.looseObject({
  prompt_tokens: z.number().nonnegative(),
  completion_tokens: z.number().nonnegative(),
})
export type Usage = z.infer<typeof Usage>

/** What the plan asks for: one slot of a generation. */
const briefFields = {
  id: z.string(),
  generation: z.number().int().nonnegative(),
  slot: z.number().int().nonnegative(),
  topic: z.string(),
  category: z.string(),
  style: z.string(),
  wrapper: z.string(),
  language: z.string().optional(),
  kind: z.enum(['learned', 'floor', 'cold']).describe('why the slot has these levels'),
  propensity: z
    .record(z.string(), z.number())
    .describe('probability that a slot of this plan has the chosen level, by factor (style, wrapper)'),
  seed: z.number().int().nonnegative(),
}

export const Brief = z.looseObject({
  schema: z.literal('strom.brief/1').optional(),
  ...briefFields,
  meta_prompt: z
    .string()
    .describe('what was learned, for the model that writes the prompt; empty where nothing is known'),
})
export type Brief = z.infer<typeof Brief>

/** A prompt that a model wrote for a brief: a job for `consume`. */
export const Prompt = z.looseObject({
  schema: z.literal('strom.prompt/1').optional(),
  ...briefFields,
  meta_prompt: z.string().optional(),
  text: z.string(),
  quality: z
    .looseObject({
      total: z.number().min(0).max(10),
      length: z.number(),
      sentences: z.number(),
      structure: z.number(),
      clarity: z.number(),
    })
    .optional(),
  model: z.string().optional(),
  usage: Usage.optional(),
  cost: z.number().nonnegative().nullable().optional().describe('USD; null where the price is unknown'),
  duration_ms: z.number().nonnegative().optional(),
})
export type Prompt = z.infer<typeof Prompt>

/** How one field of an answer did; `short` has text, but fewer words than its format wants at least. */
export const FieldScore = z.looseObject({
  state: z.enum(['ok', 'short', 'empty', 'missing']),
  words: z.number().int().nonnegative(),
  depth: z.number().min(0).max(100),
})
export type FieldScore = z.infer<typeof FieldScore>

/** 0..100 each; `total` is the weighted mean of the four below it. */
export const Score = z.looseObject({
  total: z.number().min(0).max(100),
  completeness: z.number().min(0).max(100),
  depth: z.number().min(0).max(100),
  structure: z.number().min(0).max(100),
  coherence: z.number().min(0).max(100),
  fields: z.record(z.string(), FieldScore).optional(),
})
export type Score = z.infer<typeof Score>

/** What a second model says of an answer, beside its score. */
export const Judge = z.looseObject({
  model: z.string(),
  score: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .describe('null where the judge gave none; the reason tells why'),
  reason: z.string(),
  usage: Usage.optional(),
  cost: z.number().nonnegative().nullable().optional().describe('USD; null where the price is unknown'),
})
export type Judge = z.infer<typeof Judge>

/** A prompt's answer, parsed and scored. It keeps the brief's factors, so that `analyze` needs nothing else. */
export const Result = z.looseObject({
  schema: z.literal('strom.result/1').optional(),
  id: z.string().describe('hash of prompt id and wrapper'),
  prompt: z.string().describe('id of the prompt'),
  text: z.string().describe('the text of the prompt'),
  generation: z.number().int().nonnegative(),
  slot: z.number().int().nonnegative().optional(),
  topic: z.string(),
  category: z.string(),
  style: z.string(),
  wrapper: z.string(),
  format: z.string().optional(),
  language: z.string().optional(),
  class: z.enum(RESULT_CLASSES),
  response: z.string(),
  fields: z.record(z.string(), z.string()),
  score: Score.nullable().describe('null where there was no answer to score'),
  judge: Judge.optional(),
  error: z.looseObject({ message: z.string(), status: z.number().optional() }).optional(),
  model: z.string().optional(),
  usage: Usage.optional(),
  cost: z.number().nonnegative().nullable().optional().describe('USD; null where the price is unknown'),
  attempts: z.number().int().nonnegative().optional(),
  duration_ms: z.number().nonnegative().optional(),
  time: z.string().optional().describe('ISO 8601'),
})
export type Result = z.infer<typeof Result>

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
