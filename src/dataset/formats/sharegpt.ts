import { functionTools, sides, splitBehindResults } from '../trainers/llamafactory-calls.js'
import type { ChatFormat } from './index.js'

/**
 * {"conversations": [{"from", "value"}], "system"}, with exactly two keys a message, as Unsloth requires; only
 * an answer that gives context and is not trained on has "weight": 0 as well. `system` is
 * in every row: a column that comes later is another schema, and stops loaders. Calls are LLaMA-Factory's: function_call
 * and observation, and the tools as a text.
 */
export const sharegpt: ChatFormat = {
  can: { mask: 'none', calls: 'all', reasoning: 'think' },
  split: splitBehindResults,
  row: ({ messages, tools }) => ({
    conversations: sides(
      messages.filter(({ role }) => role !== 'system'),
      ({ masked }) => (masked ? { weight: 0 } : {}),
    ),
    system: messages.find(({ role }) => role === 'system')?.content ?? '',
    ...functionTools(tools),
  }),
}
