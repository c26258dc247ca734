import type { ChatMessage } from '../conversation.js'
import { type Fields, fields, isFields, list, name, text } from './fields.js'
import { listConversation, listMessage } from './linear.js'
import { eachDocument, type Reader } from './reader.js'

/** `{"messages": [{"role", "content"}]}`: OpenAI fine-tuning files, API logs, and what most trainers call chatml. */
export const openaiMessages: Reader = {
  name: 'openai-messages',
  title: 'OpenAI messages, {"messages":[{"role","content"}]} (JSONL or JSON)',
  looksLike: (value) =>
    isFields(value) &&
    Array.isArray(value.messages) &&
    (value.messages.length === 0 || hasRole(value.messages[0])),
  start: eachDocument((value) => ({
    conversation: listConversation(
      name(value.id) ?? name(value.conversation_id),
      list(value.messages).map(fields).map(messageOf),
      text(value.system),
    ),
  })),
}

function hasRole(message: unknown): boolean {
  return isFields(message) && typeof message.role === 'string'
}

function messageOf(message: Fields, index: number): ChatMessage {
  const role = text(message.role)
  const said = contentText(message.content)
  if (role === 'assistant' && said.trim() === '') {
    if (isRefusal(message))
      return { ...listMessage(index, role, text(message.refusal), 'refusal'), text: text(message.refusal) }
    if (message.tool_calls || message.function_call) return listMessage(index, 'tool', '')
  }
  return listMessage(index, role, said, message.weight === 0 ? 'weight 0' : undefined)
}

/** A string, or a list of parts of which some are text; null where there are only tool calls. */
function contentText(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map((part) => (typeof part === 'string' ? part : text(fields(part).text)))
    .filter((part) => part !== '')
    .join('\n\n')
}

function isRefusal(message: Fields): boolean {
  return (
    name(message.refusal) !== undefined ||
    list(message.content).some((part) => fields(part).type === 'refusal')
  )
}
