import { z } from 'zod'

const JUDGING = [
  'thanks',
  'praise',
  'takes',
  'yes',
  'bye',
  'no',
  'dislike',
  'fails',
  'wrong',
  'confused',
  'corrects',
  'other',
  'seeks',
  'complaint',
  'but',
  'negation',
] as const

/** What phrases of a person's message say of the answer before it. */
export const CUES = [...JUDGING, 'continue', 'clarify'] as const
export type Cue = (typeof CUES)[number]

/** Cues that add to the log-odds of content, and what is seen without words. */
export const WEIGHED = [...JUDGING, 'again', 'emphasis'] as const
export type Weighed = (typeof WEIGHED)[number]

/** Signs beside the person's words. */
export const SIGNS = [
  'rating',
  'chosen',
  'edit',
  'test',
  'commit',
  'push',
  'revert',
  'interrupt',
  'refused call',
  'error',
] as const
export type Sign = (typeof SIGNS)[number]

const phrases = z.string().transform((text) =>
  text
    .split(/[,\n]/)
    .map((phrase) => phrase.trim())
    .filter(Boolean),
)

/** `config/outcome.yaml`. */
export const OutcomeRules = z.strictObject({
  cues: z.record(z.string(), z.partialRecord(z.enum(CUES), phrases)),
  weights: z.record(z.enum(WEIGHED), z.number()),
  evidence: z.record(z.enum(SIGNS), z.number().min(-1).max(1)),
  quality: z.number().nonnegative(),
})
export type OutcomeRules = z.output<typeof OutcomeRules>
