import { z } from 'zod'

/** One chat message in the shape that model endpoints and trainers share. */
export const Message = z.looseObject({
  role: z.enum(['system', 'user', 'assistant', 'tool']),
  content: z.string(),
  weight: z.union([z.literal(0), z.literal(1)]).optional(),
})
export type Message = z.infer<typeof Message>
