import { z } from 'zod'
import { Message } from './message.js'

/** One training example. `messages` holds a whole conversation where there is more than one exchange. */
export const Example = z.looseObject({
  schema: z.literal('strom.example/1').optional(),
  id: z.string(),
  instruction: z.string(),
  input: z.string(),
  output: z.string(),
  system: z.string().optional(),
  messages: z.array(Message).optional(),
  rejected: z.string().optional().describe('a worse answer to the same instruction'),
  meta: z.looseObject({
    pattern: z.string().optional().describe('kind of the pattern it was made from'),
    confidence: z.number().min(0).max(1).optional(),
    sources: z.array(z.string()).optional(),
    conversation: z.string().optional(),
    language: z.string().optional(),
    generated: z.boolean().optional().describe('a model wrote a part of it'),
    augmentation: z.string().optional().describe('how it was made of another example: paraphrase, ...'),
    augmented_from: z.string().optional().describe('id of that example'),
    model: z.string().optional().describe('the model that wrote it'),
    way: z.string().optional().describe('what the model was asked to do in particular'),
    use: z.literal('preference').optional().describe("only for preferences: its answer is another example's"),
  }),
})
export type Example = z.infer<typeof Example>
