import { z } from 'zod'

export const Usage = z.looseObject({
  prompt_tokens: z.number().nonnegative(),
  completion_tokens: z.number().nonnegative(),
})
export type Usage = z.infer<typeof Usage>
