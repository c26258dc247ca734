import { openaiMessage, openaiTools } from '../trainers/messages.js'
import type { ChatFormat } from './index.js'

const message = openaiMessage({ json: 'string', content: null })

/** Whole conversations as OpenAI's API takes and logs them: messages and tools, `weight: 0` on what is context alone. */
export const openai: ChatFormat = {
  whole: true,
  can: { mask: 'message', calls: 'all', reasoning: 'none' },
  row: ({ messages, tools }) => ({
    messages: messages.map((said) => ({ ...message(said), ...(said.masked && { weight: 0 }) })),
    ...(tools && { tools: openaiTools(tools) }),
  }),
}
