import { z } from 'zod'
import { Judge } from './judge.js'
import { Usage } from './usage.js'

/**
 * How a job ended. `weak`: what was written is no prompt (empty, a refusal, a put-off, a copy of the instruction), and
 * was not sent. The first eight speak about the prompt; the rest about the back end, and teach nothing. */
export const RESULT_CLASSES = [
  'ok',
  'refused',
  'content_filter',
  'malformed',
  'truncated',
  'duplicate',
  'weak',
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

/** What the plan asks for: one slot of a generation. */
const briefFields = {
  id: z.string(),
  generation: z.number().int().nonnegative(),
  slot: z.number().int().nonnegative(),
  topic: z.string(),
  category: z.string(),
  style: z.string(),
  wrapper: z.string(),
  levels: z
    .record(z.string(), z.string())
    .optional()
    .describe('the level of each factor; beside the three above'),
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
  model: z.string().optional().describe('as the back end names it'),
  request_model: z.string().optional().describe('as it was asked for, where that is another name'),
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
  levels: z.record(z.string(), z.string()).optional().describe('the level of each factor'),
  format: z.string().optional(),
  language: z.string().optional(),
  class: z.enum(RESULT_CLASSES),
  response: z.string(),
  fields: z.record(z.string(), z.string()),
  score: Score.nullable().describe('null where there was no answer to score'),
  judge: Judge.optional(),
  error: z.looseObject({ message: z.string(), status: z.number().optional() }).optional(),
  model: z.string().optional().describe('as the back end names it'),
  request_model: z.string().optional().describe('as it was asked for, where that is another name'),
  usage: Usage.optional(),
  cost: z.number().nonnegative().nullable().optional().describe('USD; null where the price is unknown'),
  held: z
    .literal(true)
    .optional()
    .describe('it may have been paid for and has no answer: a person decides whether it is tried again'),
  attempts: z.number().int().nonnegative().optional(),
  duration_ms: z.number().nonnegative().optional(),
  time: z.string().optional().describe('ISO 8601'),
})
export type Result = z.infer<typeof Result>
