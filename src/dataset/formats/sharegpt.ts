import { messagesOf } from './conversation.js'
import type { Format } from './index.js'

const FROM: Record<string, string> = { user: 'human', assistant: 'gpt', tool: 'observation' }

/**
 * {"conversations": [{"from", "value"}], "system"}, with exactly two keys a message, as Unsloth requires. `system` is
 * in every row: a column that comes later is another schema, and stops loaders.
 */
export const sharegpt: Format = {
  row: (example) => {
    const messages = messagesOf(example)
    const system = messages.find((message) => message.role === 'system')?.content
    const conversations = messages
      .filter((message) => message.role !== 'system')
      .map(({ role, content }) => ({ from: FROM[role] ?? role, value: content }))
    return JSON.stringify({ conversations, system: system ?? '' })
  },
}
