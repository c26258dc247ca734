import { type ChatMessage, type Conversation, chatMessage } from '../conversation.js'
import { argumentsOf } from './calls.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import type { Reader, Reading, Session } from './reader.js'

/**
 * Session traces of the Hugging Face Hub (huggingface/hub-docs, docs/hub/session-traces-format.md): a head line with the
 * harness, then a message a line. llama.app writes the same with the links of its tree.
 */
export const traces: Reader = {
  name: 'sts',
  title: 'session traces of the Hugging Face Hub, and of llama.cpp (JSONL)',
  records: true,
  looksLike: (value) => isFields(value) && (isHead(value) || isMessage(value)),
  start: () => new Trace(),
}

function isHead({ type, harness }: Fields): boolean {
  return type === 'session' && typeof harness === 'string'
}

/** Pi's lines have an id of their own, and Claude Code's a session: these have their message alone. */
function isMessage(value: Fields): boolean {
  const { role, content, convId } = fields(value.message)
  if (value.type !== 'message' || typeof role !== 'string') return false
  return typeof convId === 'string' || (typeof content === 'string' && !('parentId' in value))
}

class Trace implements Session {
  #head: Fields = {}
  /** By conversation: a file of llama.app may hold several. */
  #messages = new Map<string, ChatMessage[]>()

  add(value: unknown, at: number | string): Reading[] {
    const line = fields(value)
    if (isHead(line)) {
      const done = this.end()
      this.#head = line
      return [...done, { dropped: 'not dialogue', value, at }]
    }
    const message = fields(line.message)
    if (!isMessage(line)) return [{ dropped: 'not dialogue', value, at }]
    const chat = text(message.convId)
    const messages = this.#messages.get(chat) ?? []
    this.#messages.set(chat, messages)
    messages.push(messageOf(message, at))
    return []
  }

  end(): Reading[] {
    const readings = [...this.#messages].map(([chat, messages]) => ({
      conversation: this.#conversation(chat, messages),
    }))
    this.#messages = new Map()
    return readings
  }

  #conversation(chat: string, messages: ChatMessage[]): Conversation {
    const { id, harness, name: title } = this.#head
    const tools = [
      ...new Set(messages.flatMap(({ blocks }) => blocks?.calls?.map((call) => call.name) ?? [])),
    ]
    return {
      id: name(chat) ?? name(id),
      messages,
      title: name(title),
      agent: name(harness) ? { name: text(harness) } : undefined,
      retries: messages.some(({ parent }) => parent !== undefined),
      tools: tools.length ? tools.map((each) => ({ name: each })) : undefined,
    }
  }
}

function messageOf(message: Fields, at: number | string): ChatMessage {
  const id = typeof message.parent === 'string' || message.parent === null ? name(message.id) : undefined
  const parent = id === undefined ? undefined : (name(message.parent) ?? null)
  const said = text(message.content).trim()
  const found = chatMessage(id ?? `line ${at}`, parent, 'other', said)
  found.time = time(message.timestamp)
  found.at = at
  const { role } = message
  if (message.type === 'root') found.role = 'node'
  else if (role === 'user') {
    found.role = 'user'
    if (!said) found.rejected = 'empty'
  } else if (role === 'system') {
    found.role = said ? 'system' : 'other'
    if (!said) found.rejected = 'empty'
  } else if (role === 'assistant') answer(found, message)
  else if (role === 'tool') {
    found.text = ''
    found.blocks = { results: [{ call: text(message.toolCallId), result: { text: text(message.content) } }] }
  } else found.rejected = 'unknown role'
  return found
}

function answer(found: ChatMessage, message: Fields): void {
  const reasoning = text(message.reasoningContent) || text(message.thinking)
  const calls = callList(message.toolCalls).map((call, index) => {
    const inner = fields(call.function)
    return {
      id: name(call.id) ?? `${found.id}/${index}`,
      name: text(inner.name),
      arguments: argumentsOf(inner.arguments),
    }
  })
  found.role = 'assistant'
  found.model = name(message.model)
  if (reasoning || calls.length)
    found.blocks = { ...(reasoning && { reasoning }), ...(calls.length && { calls }) }
  if (!found.text && !found.blocks) {
    found.role = 'other'
    found.rejected = 'empty'
  }
}

/** A list, or in llama.app's database the JSON of one. */
function callList(value: unknown): Fields[] {
  if (typeof value !== 'string') return list(value).map(fields)
  try {
    return list(JSON.parse(value)).map(fields)
  } catch {
    return []
  }
}
