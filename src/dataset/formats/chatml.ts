import { messagesOf, weightOf } from './conversation.js'
import type { Format } from './index.js'

/** {"messages": [{"role", "content"}]}, the shape of chat endpoints; earlier answers have "weight": 0, as OpenAI reads it. */
export const chatml: Format = {
  row: (example) =>
    JSON.stringify({
      messages: messagesOf(example).map((message) => ({
        role: message.role,
        content: message.content,
        ...weightOf(message),
      })),
    }),
}
