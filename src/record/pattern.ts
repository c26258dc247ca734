import { z } from 'zod'
import { PATTERN_KINDS } from './pattern-kinds.js'

export { PATTERN_KINDS, type PatternKind } from './pattern-kinds.js'

/**
 * Where in a turn something was found. `field` is `user`, `assistant`, or `context.N` (the N-th text of
 * `context`); start and end are UTF-16 offsets into that text, end exclusive.
 */
export const Evidence = z.looseObject({
  turn: z.string(),
  field: z.string(),
  start: z.number().int().nonnegative(),
  end: z.number().int().nonnegative(),
})

/** Something worth learning, found in a turn. The shape of `content` depends on `kind`. */
export const Pattern = z.looseObject({
  schema: z.literal('strom.pattern/1').optional(),
  id: z.string(),
  kind: z.enum(PATTERN_KINDS).describe('qa_pair: the whole exchange'),
  rule: z.string().optional().describe('the rule that found it'),
  content: z.record(z.string(), z.unknown()),
  statement: z.string().optional().describe('the whole sentences the evidence lies in'),
  confidence: z.number().min(0).max(1),
  sources: z.array(z.string()),
  evidence: z.array(Evidence),
  entities: z.array(z.string()).optional(),
  topics: z.array(z.string()).optional(),
  keywords: z.array(z.string()).optional(),
  language: z.string().optional(),
  conversation: z.string().optional(),
  context: z.array(z.string()).optional().describe('the exchanges before it, where it does not stand alone'),
  system: z.string().optional(),
  quality: z.number().min(0).max(1).optional().describe("of the source turn's answer"),
  outcome: z.number().min(-1).max(1).nullable().optional().describe('what became of that answer'),
  model: z.string().optional().describe('the model that wrote the answer'),
})
export type Pattern = z.infer<typeof Pattern>
export type Evidence = z.infer<typeof Evidence>
