import { z } from 'zod'

const weights = z.record(z.string(), z.number())

/**
 * What `score` gives for each thing it sees in an answer, fitted (`config/quality.yaml` says how). Three sums: is the answer
 * about what was asked, is it a whole answer that flows, and how much does it say that the question does not.
 */
export const QualityWeights = z.strictObject({
  scale: z.number().positive(),
  shift: z.number(),
  subject: weights,
  form: weights,
  merit: weights,
  common: z.string().describe('words that any talk has, between blanks: they tell nothing of a subject'),
  order: z
    .record(z.string(), z.array(z.number()))
    .describe('by class of word, how much more often each class follows than by chance'),
})
export type QualityWeights = z.infer<typeof QualityWeights>
