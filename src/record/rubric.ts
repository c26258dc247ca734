import { z } from 'zod'

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'expected lower-case letters, digits and _, a letter first')

/** A text, or one for each language. */
const Ask = z.union([z.string().min(1), z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1))], {
  error: 'expected a text, or one text per language: { de: ..., en: ... }',
})

/** What a judge is asked of a record, criterion by criterion. */
export const Rubric = z.strictObject({
  description: z.string().optional(),
  criteria: z
    .record(
      Name,
      z.strictObject({
        ask: Ask.describe('what holds where the criterion is met'),
        weight: z.number().positive().default(1),
        needs: z.literal('source').optional().describe('left out where there is no source turn'),
      }),
    )
    .refine((criteria) => Object.keys(criteria).length > 0, 'a rubric needs at least one criterion'),
})
export type Rubric = z.infer<typeof Rubric> & { name: string }
