import type { ChatMessage, Conversation, Reason } from '../conversation.js'

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
  const message = { id: String(index), parent: undefined, role, text }
  if (TOOLS.has(key)) return { ...message, rejected: 'tool traffic' }
  if (role === 'other') return { ...message, rejected: 'unknown role' }
  if (reason) return { ...message, rejected: reason }
  if (text) return message
  // Nothing was said on this side: a question that is lost still ends what came before it.
  return { ...message, role: role === 'user' ? 'user' : 'other', rejected: 'empty' }
}

/** A conversation that is a list, with system text that stands beside it. */
export function listConversation(id: string | undefined, messages: ChatMessage[], system = ''): Conversation {
  return { id, messages, ...(system.trim() && { system: system.trim() }) }
}
