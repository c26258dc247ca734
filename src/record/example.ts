import { z } from 'zod'
import { Judge } from './judge.js'
import { Message } from './message.js'

/** One training example. Where it needs history, `messages` holds the whole conversation: all before the last with weight 0. */
export const Example = z.looseObject({
  schema: z.literal('strom.example/1').optional(),
  id: z.string(),
  instruction: z.string(),
  input: z.string(),
  output: z.string(),
  system: z.string().optional(),
  messages: z.array(Message).optional(),
  judge: Judge.optional(),
  rejected: z.string().optional().describe('a worse answer to the same instruction'),
  meta: z.looseObject({
    pattern: z.string().optional().describe('kind of the pattern it was made from'),
    rule: z.string().optional().describe('the rule that found the pattern'),
    confidence: z.number().min(0).max(1).optional(),
    quality: z.number().min(0).max(1).optional().describe("of the source turn's answer"),
    outcome: z.number().min(-1).max(1).nullable().optional().describe('what became of that answer'),
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
