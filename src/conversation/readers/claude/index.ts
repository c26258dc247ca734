import type { ChatMessage, Conversation } from '../../conversation.js'
import type { Shelf } from '../../documents.js'
import { type Fields, fields, isFields, list, name, time } from '../fields.js'
import { eachDocument, type Reader } from '../reader.js'
import { answerOf } from './answer.js'
import { designMessages } from './design.js'
import { otherMessage, personMessage } from './person.js'

/** Claude.ai's data export: a list of messages, or since 2026 a tree of them; and the chats of its design tool. */
export const claude: Reader = {
  name: 'claude',
  title: 'Claude.ai data export (ZIP, folder, conversations.json or design_chats)',
  looksLike: (value) => isFields(value) && (Array.isArray(value.chat_messages) || isDesignChat(value)),
  start: eachDocument((value) => ({ conversation: conversationOf(value) })),
}

function isDesignChat({ messages }: Fields): boolean {
  const first = Array.isArray(messages) ? fields(messages[0]) : {}
  return isFields(first.content) && typeof first.role === 'string'
}

function conversationOf(value: Fields): Conversation {
  const isDesign = !Array.isArray(value.chat_messages)
  const found = isDesign ? designMessages(value) : list(value.chat_messages).map(fields)
  // The first message's parent is a sentinel that is in no export; where there is no parent at all, it is a list.
  const isTree = found.some((message) => name(message.parent_message_uuid))
  return {
    id: name(value.uuid),
    messages: new Branches(isTree).read(found),
    tip: name(value.current_leaf_message_uuid),
    time: time(value.created_at),
    retries: isTree,
    title: name(value.name) ?? name(value.title),
    project: name(fields(value.project).name),
    agent: isDesign ? { name: 'claude-design' } : undefined,
  }
}

/** Reads messages in their order, in which a parent comes before its children. */
class Branches {
  readonly #isTree: boolean
  /** The documents as they were after each message. */
  readonly #shelves = new Map<string, Shelf>()
  #shelf: Shelf | undefined

  constructor(isTree: boolean) {
    this.#isTree = isTree
  }

  read(found: readonly Fields[]): ChatMessage[] {
    const messages: ChatMessage[] = []
    for (const [index, message] of found.entries()) {
      const id = name(message.uuid) ?? String(index)
      const parent = this.#isTree ? (name(message.parent_message_uuid) ?? null) : undefined
      const sender = message.sender ?? message.role
      if (sender === 'assistant') {
        const { parts, shelf } = answerOf(id, parent, message, this.#before(parent))
        for (const part of parts) messages.push(part)
        this.#keep(id, shelf)
        continue
      }
      this.#keep(id, this.#before(parent))
      const isPerson = sender === 'human' || sender === 'user'
      messages.push(isPerson ? personMessage(id, parent, message) : otherMessage(id, parent, message))
    }
    return messages
  }

  #before(parent: string | null | undefined): Shelf | undefined {
    return parent === undefined ? this.#shelf : parent === null ? undefined : this.#shelves.get(parent)
  }

  #keep(id: string, shelf: Shelf | undefined): void {
    this.#shelf = shelf
    if (shelf && this.#isTree) this.#shelves.set(id, shelf)
  }
}
