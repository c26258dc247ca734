import { messagesOf } from './conversation.js'
import type { Format } from './index.js'

/** {"messages": [{"role", "content"}]}, the shape of chat endpoints. */
export const chatml: Format = {
  row: (example) =>
    JSON.stringify({ messages: messagesOf(example).map(({ role, content }) => ({ role, content })) }),
}
