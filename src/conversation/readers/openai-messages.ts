import type { ChatMessage } from '../conversation.js'
import { type Fields, fields, isFields, list, name, text } from './fields.js'
import { listConversation, listMessage } from './linear.js'
import type { Reader, Reading, Session } from './reader.js'

/**
 * `{"messages": [{"role", "content"}]}`: OpenAI fine-tuning files, API logs, and what most trainers call chatml. Also
 * bare messages, as programs keep them: those of a file, or of one array in it, are one conversation.
 */
export const openaiMessages: Reader = {
  name: 'openai-messages',
  title: 'OpenAI messages, {"messages":[{"role","content"}]} (JSONL or JSON)',
  looksLike: (value) =>
    isFields(value) &&
    (isMessage(value) ||
      (Array.isArray(value.messages) && (value.messages.length === 0 || isMessage(value.messages[0])))),
  start: () => new MessageFile(),
}

class MessageFile implements Session {
  #bare: ChatMessage[] = []

  add(value: unknown, at: number | string): Reading[] {
    const found = fields(value)
    if (isMessage(found)) {
      const done = at === '[0]' ? this.end() : []
      this.#bare.push({ ...messageOf(found, this.#bare.length), at })
      return done
    }
    const messages = list(found.messages).map(fields).map(messageOf)
    const id = name(found.id) ?? name(found.conversation_id)
    return [...this.end(), { conversation: listConversation(id, messages, text(found.system)) }]
  }

  end(): Reading[] {
    if (this.#bare.length === 0) return []
    const conversation = listConversation(undefined, this.#bare)
    this.#bare = []
    return [{ conversation }]
  }
}

function isMessage(value: unknown): boolean {
  return isFields(value) && typeof value.role === 'string' && ('content' in value || 'tool_calls' in value)
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
