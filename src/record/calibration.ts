import { z } from 'zod'

const share = z.number().min(0).max(1)

/** How far verdicts of one judge agree with people, and what its scores are worth: made by `judge --calibrate`. */
export const Calibration = z.looseObject({
  schema: z.literal('strom.calibration/1').optional(),
  model: z.string().describe('the judge'),
  rubric: z.string(),
  of: z.enum(['answers', 'pairs']),
  simulated: z.literal(true).optional(),
  n: z.number().int().positive().describe('verdicts that have a label of a person'),
  no_verdict: z.number().int().nonnegative(),
  slope: z.number().describe('chance = 1 / (1 + exp(-(slope * score / 100 + intercept)))'),
  intercept: z.number(),
  accuracy: share.describe('share of the labels that the judge gives too; no verdict is none of them'),
  kappa: z.number().max(1).describe("Cohen's: agreement beyond chance"),
  ranked: share.nullable().describe('how often the better one has the higher score; equal ones count half'),
  brier: share.describe('mean square of what the chance is off'),
  turned: share.nullable().optional().describe('of pairs: verdicts that turn with the order'),
  first: share
    .nullable()
    .optional()
    .describe('of pairs: how often the answer shown first was preferred; .5 is fair'),
  longer: z
    .looseObject({ judge: share.nullable(), people: share.nullable() })
    .describe('how often the longer one is held for the better one'),
})
export type Calibration = z.infer<typeof Calibration>
