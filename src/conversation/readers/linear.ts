import { type ChatMessage, type Conversation, chatMessage, type Reason } from '../conversation.js'

/** Names of the sides of a dialogue in the formats that are lists of messages. */
const ROLES: Record<string, ChatMessage['role']> = {
  system: 'system',
  developer: 'system',
  human: 'user',
  user: 'user',
  prompter: 'user',
  gpt: 'assistant',
  assistant: 'assistant',
  chatgpt: 'assistant',
  bing: 'assistant',
  bard: 'assistant',
  claude: 'assistant',
  model: 'assistant',
  bot: 'assistant',
}
const TOOLS = new Set([
  'tool',
  'function',
  'observation',
  'function_call',
  'function_response',
  'tool_call',
  'ipython',
])

/** A message of a list, by the name of its side. */
export function listMessage(index: number, side: string, said: string, reason?: Reason): ChatMessage {
  const key = side.toLowerCase()
  const text = said.trim()
  const role = Object.hasOwn(ROLES, key) ? ROLES[key]! : 'other'
  const message = chatMessage(String(index), undefined, role, text)
  if (TOOLS.has(key)) {
    message.rejected = 'tool traffic'
  } else if (role === 'other') {
    message.rejected = 'unknown role'
  } else if (reason) {
    message.rejected = reason
  } else if (text === '') {
    // Nothing was said on this side: a question that is lost still ends what came before it.
    message.role = role === 'user' ? 'user' : 'other'
    message.rejected = 'empty'
  }
  return message
}

/** A conversation that is a list, with system text that stands beside it. */
export function listConversation(id: string | undefined, messages: ChatMessage[], system = ''): Conversation {
  return { id, messages, ...(system.trim() && { system: system.trim() }) }
}
