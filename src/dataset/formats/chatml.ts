import { openaiMessage, openaiTools } from '../trainers/messages.js'
import type { ChatFormat } from './index.js'

const message = openaiMessage({ json: 'object', content: '', reasoning: 'reasoning_content' })

/**
 * {"messages": [{"role", "content"}]}, the shape of chat endpoints; calls and tools as chat templates take them. An answer
 * before the last that only gives context has "weight": 0, as OpenAI reads it.
 */
export const chatml: ChatFormat = {
  can: { mask: 'none', calls: 'all', reasoning: 'key' },
  row: ({ messages, tools }) => ({
    messages: messages.map((said) => ({ ...message(said), ...(said.masked && { weight: 0 }) })),
    ...(tools && { tools: openaiTools(tools) }),
  }),
}
