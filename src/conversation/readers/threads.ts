import type { ChatMessage, Conversation } from '../conversation.js'
import { CallLinks } from './calls.js'
import { type Fields, fields, isFields, list, name, time } from './fields.js'
import { MessageReader } from './messages.js'
import type { Reader, Reading, Session } from './reader.js'

/** Threads of OpenAI's Assistants API, in which the Jan app keeps its chats. */
export const jan: Reader = {
  name: 'jan',
  title: 'Jan and Assistants threads, {"object":"thread.message"} (JSONL or JSON)',
  looksLike: (value) => isFields(value) && (isThreadMessage(value) || isThreadMessage(list(value.data)[0])),
  start: () =>
    new Threads((value) =>
      (isThreadMessage(value) ? [value] : list(value.data).map(fields)).map((message) => ({
        thread: name(message.thread_id),
        message: { ...message, model: name(fields(message.metadata).model) ?? message.model },
      })),
    ),
}

function isThreadMessage(value: unknown): boolean {
  return fields(value).object === 'thread.message'
}

/** Mistral's Le Chat: the messages of a chat, in no order. */
export const leChat: Reader = {
  name: 'le-chat',
  title: 'Le Chat export (ZIP, folder or chat-*.json)',
  looksLike: (value) => isFields(value) && typeof value.chatId === 'string' && 'contentChunks' in value,
  start: () =>
    new Threads((value) => {
      const chunks = list(value.contentChunks).map(fields)
      const calls = chunks.filter(({ type }) => type === 'tool_call')
      const content = chunks.length ? chunks.filter((chunk) => !LEFT_OUT.has(chunk.type)) : value.content
      const files = list(value.files).map((file) => ({
        type: fields(file).type === 'image' ? 'image' : 'file',
      }))
      return [
        {
          thread: name(value.chatId),
          message: {
            ...value,
            content: files.length ? [...(Array.isArray(content) ? content : [content]), ...files] : content,
            tool_uses: calls.map((call) => ({
              id: call.id,
              tool: call.name,
              input: call.publicArguments,
              output: call.publicResult,
              status: call.success === false ? 'error' : undefined,
            })),
          },
        },
      ]
    }),
}

/** Calls are read apart; a reference is a mark in the text. */
const LEFT_OUT = new Set<unknown>(['tool_call', 'reference'])

interface Found {
  thread: string | undefined
  message: Fields
}

/** Single messages, each of which names its thread: put together by thread and in the order of their times. */
class Threads implements Session {
  readonly #threads = new Map<string | undefined, { when: number; at: number | string; message: Fields }[]>()

  constructor(private readonly messagesIn: (value: Fields) => Found[]) {}

  add(value: unknown, at: number | string): Reading[] {
    for (const { thread, message } of this.messagesIn(fields(value))) {
      const known = this.#threads.get(thread) ?? []
      const when = time(message.created_at ?? message.createdAt) ?? known.at(-1)?.when ?? 0
      known.push({ when, at, message })
      this.#threads.set(thread, known)
    }
    return []
  }

  end(): Reading[] {
    const conversations = [...this.#threads].map(([id, found]): Conversation => {
      const reader = new MessageReader(new CallLinks())
      const messages: ChatMessage[] = []
      for (const { at, message } of found.sort((a, b) => a.when - b.when)) {
        const before = messages.length
        reader.read(message, messages)
        for (const read of messages.slice(before)) read.at = at
      }
      return { id, messages }
    })
    this.#threads.clear()
    return conversations.map((conversation) => ({ conversation }))
  }
}
