import { openaiMessage, openaiTools } from '../trainers/messages.js'
import type { ChatFormat } from './index.js'

const message = openaiMessage({ json: 'object', content: '', reasoning: 'reasoning_content' })

/** {"messages": [{"role", "content"}]}, the shape of chat endpoints; calls and tools as chat templates take them. */
export const chatml: ChatFormat = {
  can: { mask: 'none', calls: 'all', reasoning: 'key' },
  row: ({ messages, tools }) => ({
    messages: messages.map(message),
    ...(tools && { tools: openaiTools(tools) }),
  }),
}
