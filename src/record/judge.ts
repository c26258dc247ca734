import { z } from 'zod'
import { Usage } from './usage.js'

/** What was said of one criterion. */
export const Criterion = z.looseObject({
  score: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .describe('null where none was given, or its quote is not in the record'),
  reason: z.string(),
  quote: z.string().optional().describe('stands in the record to the letter'),
})
export type Criterion = z.infer<typeof Criterion>

export const PREFERRED = ['a', 'b', 'tie'] as const
/** Which of two answers is better: the first, the second, or neither. */
export const Preferred = z.enum(PREFERRED)
export type Preferred = z.infer<typeof Preferred>

/** What a model said of an example, a turn, a result or a pair of answers, asked by a rubric. */
export const Judge = z.looseObject({
  model: z.string(),
  rubric: z.string().optional().describe('name of the rubric'),
  score: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .describe('of a pair: 100 where the first is better, 0 where the second is; null: the reason tells why'),
  reason: z.string(),
  criteria: z
    .record(z.string(), Criterion)
    .optional()
    .describe('each with the words of the text that it rests on'),
  preferred: Preferred.optional().describe('of a pair; a verdict that turns with the order is a tie'),
  orders: z
    .array(Preferred.nullable())
    .optional()
    .describe('of a pair: what was preferred with a before b and with b before a, for each vote'),
  quote: z.string().optional().describe('of a pair: the words that the reason rests on'),
  chance: z.number().min(0).max(1).optional().describe('that a person agrees, by a calibration'),
  votes: z.number().int().positive().optional().describe('how often it was asked'),
  simulated: z.literal(true).optional(),
  usage: Usage.optional(),
  cost: z.number().nonnegative().nullable().optional().describe('USD; null where the price is unknown'),
})
export type Judge = z.infer<typeof Judge>
