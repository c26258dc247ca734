import { z } from 'zod'

const Name = z
  .string()
  .regex(/^[a-z][a-z0-9_]*$/, 'expected lower-case letters, digits and _, a letter first')

/** One named part of an answer. Lengths are in words. */
export const Field = z
  .strictObject({
    heading: z.string().min(1).describe('as the wrapper asks for it'),
    aliases: z.array(z.string().min(1)).default([]).describe('other headings that mean this field'),
    description: z.string().min(1).describe('what the model is asked to write here'),
    keywords: z.array(z.string().min(1)).default([]).describe('beginnings of words that a good text uses'),
    min: z.number().int().positive().default(15),
    ideal: z.number().int().positive().default(50),
    weight: z.number().positive().default(1),
  })
  .refine((field) => field.min <= field.ideal, { error: 'min is more than ideal', path: ['min'] })
export type Field = z.infer<typeof Field>

const Weights = z.strictObject({
  completeness: z.number().nonnegative(),
  depth: z.number().nonnegative(),
  structure: z.number().nonnegative(),
  coherence: z.number().nonnegative(),
})

/** The fields an answer must have, in the order they are asked for, and how the parts of its score weigh. */
export const Format = z.strictObject({
  description: z.string().optional(),
  weights: Weights.default({ completeness: 0.4, depth: 0.3, structure: 0.15, coherence: 0.15 }).refine(
    (weights) => Object.values(weights).some((weight) => weight > 0),
    'at least one weight must be above 0',
  ),
  fields: z
    .record(Name, Field)
    .refine((fields) => Object.keys(fields).length > 0, 'a format needs at least one field'),
})
export type Format = z.infer<typeof Format> & { name: string }

/** What may stand above a wrapper's text, between two lines of `---`. */
export const WrapperHeader = z.strictObject({
  format: z.string().optional().describe('default: human'),
  language: z.string().optional(),
  description: z.string().optional(),
})

/** A template that puts a prompt into the request for an answer in a format. */
export interface Wrapper {
  name: string
  format: string
  language?: string
  description?: string
  /** `{{prompt}}` and `{{fields}}` are replaced; a text without `{{prompt}}` gets the prompt at its end. */
  text: string
}
