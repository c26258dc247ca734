import { messagesOf, weightOf } from './conversation.js'
import type { Format } from './index.js'

const FROM: Record<string, string> = { user: 'human', assistant: 'gpt', tool: 'observation' }

/**
 * {"conversations": [{"from", "value"}], "system"}, with exactly two keys a message, as Unsloth requires; only
 * an answer that is context and not trained on has "weight": 0 as well. `system` is in every row: a column that comes
 * later is another schema, and stops loaders.
 */
export const sharegpt: Format = {
  row: (example) => {
    const messages = messagesOf(example)
    const system = messages.find((message) => message.role === 'system')?.content
    const conversations = messages
      .filter((message) => message.role !== 'system')
      .map((message) => ({
        from: FROM[message.role] ?? message.role,
        value: message.content,
        ...weightOf(message),
      }))
    return JSON.stringify({ conversations, system: system ?? '' })
  },
}
