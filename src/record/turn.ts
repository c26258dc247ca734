import { z } from 'zod'
import { Step, Tool } from './step.js'

/** Who wrote a text. `injected`: put in by a runtime under a human role; never scored or mined. */
export const Author = z.enum(['human', 'model', 'tool', 'injected'])

/** Another answer to the same question: regenerated, edited away, or rated. */
export const Alternative = z.looseObject({
  assistant: z.string(),
  steps: z.array(Step).optional(),
  feedback: z.enum(['up', 'down']).optional(),
})

export type Alternative = z.infer<typeof Alternative>

/** The person's next message, whether it was answered or not. */
export const Next = z.looseObject({
  user: z.string(),
  after_s: z.number().nonnegative().optional().describe('seconds after the answer'),
  cut: z.number().int().nonnegative().optional().describe('it was longer: its length in characters'),
})
export type Next = z.infer<typeof Next>

/** What became of an answer: evidence first, one number second. */
export const Outcome = z.looseObject({
  value: z.number().min(-1).max(1).nullable().describe('null: the evidence says neither good nor bad'),
  evidence: z.array(
    z.looseObject({
      kind: z.string().describe('rating, accept, correct, reject, rephrase, test, commit, ...'),
      value: z.number().min(-1).max(1).nullable(),
      at: z.union([z.string(), z.number()]).optional().describe('the call or step it was seen in'),
    }),
  ),
})
export type Outcome = z.infer<typeof Outcome>

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

/**
 * One exchange: what the user said and what the assistant answered. An answer that is more than one plain text has
 * `steps`, of which `assistant` is what a person reads: the texts of the model's own steps.
 */
export const Turn = z.looseObject({
  schema: z.literal('strom.turn/1').optional(),
  id: z.string().optional(),
  conversation: z.string().optional(),
  index: z.number().int().nonnegative().optional(),
  time: z.string().optional().describe('ISO 8601'),
  user: z.string(),
  assistant: z.string().describe('empty only where steps hold calls'),
  steps: z.array(Step).optional().describe('the answer in order, where it is more than one plain text'),
  tools: z.array(Tool).optional().describe('what the model could call'),
  system: z.string().optional(),
  context: z
    .array(z.string())
    .optional()
    .describe('the exchanges before this turn, oldest first: question, answer, question, answer, ...'),
  alternatives: z.array(Alternative).optional(),
  feedback: z.enum(['up', 'down']).optional().describe('rating of `assistant`'),
  media: z.array(z.string()).optional().describe('what the user sent beside text: image, audio, file, ...'),
  model: z.string().optional().describe('the model that answered'),
  authors: z.looseObject({ user: Author.optional(), assistant: Author.optional() }).optional(),
  origin: z.string().optional().describe('the format it was read from'),
  pair_confidence: z.number().min(0).max(1).optional(),
  source: z.looseObject({ file: z.string(), at: z.union([z.string(), z.number()]) }).optional(),
  title: z.string().optional().describe('of the conversation'),
  project: z.string().optional().describe('the last part of the folder that was worked in'),
  agent: z
    .looseObject({ name: z.string(), version: z.string().optional() })
    .optional()
    .describe('the program that let the model work'),
  parent: z
    .looseObject({ conversation: z.string(), call: z.string().optional() })
    .optional()
    .describe("the conversation, and the call in it, that started this one, which is a subagent's"),
  missing: z
    .array(z.string())
    .optional()
    .describe(
      'the reader saw it and the source does not hold it: artifact, canvas, image, file, reasoning, answer',
    ),
  next: Next.optional().describe("the person's next message"),
  left: z.literal('edit').optional().describe('the person edited this question after reading the answer'),
  via: z
    .looseObject({ call: z.string() })
    .optional()
    .describe(
      '`user` stands in the result of this call of the turn before: an answer to a tool, or why it was refused',
    ),
  language: z.string().optional(),
  importance: z.number().min(0).max(1).optional(),
  quality: z.number().min(0).max(1).optional().describe('of the answer; absent where there is none'),
  signal: z.boolean().optional(),
  why: z.array(Why).optional(),
  outcome: Outcome.optional().describe('absent: unknown'),
  entities: z.array(z.string()).optional(),
  relations: z.array(z.tuple([z.string(), z.string(), z.string()])).optional(),
  reasoning_type: z.enum(REASONING_TYPES).optional(),
  topics: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
})
export type Turn = z.infer<typeof Turn>
export type Why = z.infer<typeof Why>
export type ReasoningType = (typeof REASONING_TYPES)[number]
