import { z } from 'zod'
import { Usage } from './usage.js'

/** What a model said of an example, a turn or a result, asked by a rubric. */
export const Judge = z.looseObject({
  model: z.string(),
  rubric: z.string().optional().describe('name of the rubric'),
  score: z
    .number()
    .min(0)
    .max(100)
    .nullable()
    .describe('null where the judge gave none; the reason tells why'),
  reason: z.string(),
  criteria: z
    .record(
      z.string(),
      z.looseObject({ score: z.number().nullable(), reason: z.string(), quote: z.string().optional() }),
    )
    .optional()
    .describe('each with the words of the text that it rests on'),
  votes: z.number().int().positive().optional().describe('how often it was asked'),
  simulated: z.literal(true).optional(),
  usage: Usage.optional(),
  cost: z.number().nonnegative().nullable().optional().describe('USD; null where the price is unknown'),
})
export type Judge = z.infer<typeof Judge>
