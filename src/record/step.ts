import { z } from 'zod'
import { ENDINGS } from './ending.js'

/** What a tool gave back for a call. */
export const ToolResult = z.looseObject({
  text: z.string(),
  error: z.literal(true).optional(),
  cut: z
    .union([z.number().int().nonnegative(), z.literal(true)])
    .optional()
    .describe('it was longer: the length in characters where that is known, else true'),
  media: z.array(z.string()).optional().describe('what came beside text: image, ...'),
  author: z.literal('human').optional().describe('the text is what a person answered'),
  time: z.string().optional().describe('ISO 8601'),
})
export type ToolResult = z.infer<typeof ToolResult>

/** A call of a tool. It holds its own result, so that neither is ever without the other. */
export const Call = z.looseObject({
  id: z.string(),
  name: z.string(),
  arguments: z
    .union([z.looseObject({}), z.string()])
    .describe('an object; the text itself where the model wrote no valid JSON object'),
  result: ToolResult.optional(),
  conversation: z.string().optional().describe('the conversation of the subagent that the call started'),
})
export type Call = z.infer<typeof Call>

/** What the model wrote in one go, or what a runtime or another agent put in between (`from`). */
export const Step = z.looseObject({
  from: z.enum(['runtime', 'agent']).optional().describe('who wrote `text`; absent: the model'),
  name: z.string().optional().describe('of a `from` step: compaction, task-notification, /skill, ...'),
  text: z.string().optional(),
  reasoning: z.string().optional().describe('what the model thought before it'),
  reasoning_is: z.literal('summary').optional().describe('the source holds a summary of the reasoning'),
  calls: z.array(Call).optional(),
  model: z.string().optional().describe("only where it is not the turn's"),
  time: z.string().optional().describe('ISO 8601'),
  stop: z.enum(ENDINGS).optional().describe('how it ended; absent: ok'),
  weight: z.literal(0).optional().describe('stays as context and is not trained on'),
  copied: z.literal(true).optional().describe('repeated from another record for context: never trained'),
})
export type Step = z.infer<typeof Step>

/** A tool that the model could call. */
export const Tool = z.looseObject({
  name: z.string(),
  description: z.string().optional(),
  parameters: z.looseObject({}).optional().describe('JSON Schema of the arguments'),
  inferred: z.literal(true).optional().describe('made from the calls, declared nowhere'),
})
export type Tool = z.infer<typeof Tool>

/** The texts of the model's own steps: what a person reads as the answer. */
export function saidIn(steps: readonly Step[]): string {
  let said = ''
  for (const { from, text } of steps) if (!from && text) said += said ? `\n\n${text}` : text
  return said
}
