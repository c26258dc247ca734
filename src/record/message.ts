import { z } from 'zod'

/**
 * One chat message, in the one shape inside strom: calls have parsed arguments, and a result names its call. How trainers
 * and providers spell the same stands in their own files.
 */
export const Message = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string().nullable().describe('null only where there are calls'),
  reasoning: z.string().optional(),
  calls: z
    .array(
      z.looseObject({
        id: z.string(),
        name: z.string(),
        arguments: z.union([z.looseObject({}), z.string()]),
      }),
    )
    .optional(),
  call_id: z.string().optional().describe('of a tool message: the call whose result it is'),
  weight: z
    .union([z.literal(0), z.literal(1)])
    .optional()
    .describe('0: context that is not trained on'),
})
export type Message = z.infer<typeof Message>

/** A message that is nothing but text: all that a request to a model holds. */
export type TextMessage = Message & { content: string }
