import { z } from 'zod'

/** Who wrote a text. `injected`: put in by a runtime under a human role; never scored or mined. */
export const Author = z.enum(['human', 'model', 'tool', 'injected'])

/** Another answer to the same question: regenerated, edited away, or rated. */
export const Alternative = z.looseObject({
  assistant: z.string(),
  feedback: z.enum(['up', 'down']).optional(),
})

export type Alternative = z.infer<typeof Alternative>

export const Why = z.looseObject({ indicator: z.string(), weight: z.number() })

export const REASONING_TYPES = [
  'question',
  'answer',
  'decision',
  'fact',
  'explanation',
  'comparison',
  'procedure',
  'observation',
  'hypothesis',
  'reflection',
] as const

/** One exchange: what the user said and what the assistant answered. */
export const Turn = z.looseObject({
  schema: z.literal('strom.turn/1').optional(),
  id: z.string().optional(),
  conversation: z.string().optional(),
  index: z.number().int().nonnegative().optional(),
  time: z.string().optional().describe('ISO 8601'),
  user: z.string(),
  assistant: z.string(),
  system: z.string().optional(),
  context: z.array(z.string()).optional().describe('texts before this turn, oldest first'),
  alternatives: z.array(Alternative).optional(),
  feedback: z.enum(['up', 'down']).optional().describe('rating of `assistant`'),
  media: z.array(z.string()).optional().describe('what the user sent beside text: image, audio, file, ...'),
  model: z.string().optional().describe('the model that answered'),
  authors: z.looseObject({ user: Author.optional(), assistant: Author.optional() }).optional(),
  origin: z.string().optional().describe('the format it was read from'),
  pair_confidence: z.number().min(0).max(1).optional(),
  source: z.looseObject({ file: z.string(), at: z.union([z.string(), z.number()]) }).optional(),
  language: z.string().optional(),
  importance: z.number().min(0).max(1).optional(),
  signal: z.boolean().optional(),
  why: z.array(Why).optional(),
  entities: z.array(z.string()).optional(),
  relations: z.array(z.tuple([z.string(), z.string(), z.string()])).optional(),
  reasoning_type: z.enum(REASONING_TYPES).optional(),
  topics: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
})
export type Turn = z.infer<typeof Turn>
export type Why = z.infer<typeof Why>
export type ReasoningType = (typeof REASONING_TYPES)[number]
