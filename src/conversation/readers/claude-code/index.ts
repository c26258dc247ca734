import { authored } from '../../authorship.js'
import { type Conversation, chatMessage } from '../../conversation.js'
import { type Fields, fields, isFields, list, name, text, time } from '../fields.js'
import type { Reader, Reading, Session } from '../reader.js'
import { readRecord, rejected } from './record.js'
import { Thread } from './thread.js'

/** Types of records that stand at the head of a session file without the fields of a message. */
const HEADERS = new Set([
  'summary',
  'file-history-snapshot',
  'queue-operation',
  'custom-title',
  'ai-title',
  'agent-name',
  'last-prompt',
  'mode',
  'permission-mode',
])

/** Claude Code's session files: one record a line, of which some are the dialogue. */
export const claudeCode: Reader = {
  name: 'claude-code',
  title: 'Claude Code session (JSONL, or a folder of them)',
  records: true,
  looksLike: (value) =>
    isFields(value) &&
    (isSessionOfTheWeb(value) ||
      (typeof value.type === 'string' &&
        ('sessionId' in value || 'parentUuid' in value || 'leafUuid' in value || HEADERS.has(value.type)))),
  start: () => new SessionFile(),
}

function isSessionOfTheWeb(value: Fields): boolean {
  return Array.isArray(value.loglines) && isFields(value.loglines[0])
}

/** A conversation of the file: a session, or what a subagent was asked to do in it. */
interface Chat {
  id: string
  thread: Thread
  /** Of a subagent: the session that started it. */
  parent?: string
  /** What a runtime had a model do, for itself: nothing of it is kept. */
  internal?: true
  cwd?: string
  version?: string
}

const TITLES = ['customTitle', 'aiTitle', 'agentName', 'summary']

/** Gathers the records of a file by the conversation they belong to. */
class SessionFile implements Session {
  readonly #chats = new Map<string, Chat>()
  /** Sessions that go on in another's records: a fork, or a session that was resumed. */
  readonly #sameAs = new Map<string, string>()
  #titles: Record<string, string> = {}
  #last: Chat | undefined

  add(value: unknown, at: number | string): Reading[] {
    const record = fields(value)
    if (isSessionOfTheWeb(record))
      return list(record.loglines).flatMap((line, index) =>
        this.#add(fields(line), `loglines[${index}]`, line),
      )
    return this.#add(record, at, value)
  }

  #add(record: Fields, at: number | string, value: unknown): Reading[] {
    const dropped = (reason: 'not dialogue' | 'repeated') => [{ dropped: reason, value, at }]
    for (const key of TITLES) if (name(record[key])) this.#titles[key] ??= text(record[key])
    const uuid = name(record.uuid)
    const chat = this.#chatOf(record)
    if (uuid && chat?.thread.has(uuid)) return dropped('repeated')
    if (record.type === 'queue-operation') return this.#queue(record, at) ? [] : dropped('not dialogue')
    const isDialogue =
      chat && (record.type === 'user' || record.type === 'assistant' || record.type === 'attachment')
    const read = isDialogue ? readRecord(record, at) : undefined
    const parent = parentOf(record)
    if (!chat || !read || read.messages.length === 0) {
      if (chat && uuid && record.type !== 'progress') chat.thread.pass(uuid, parent)
      return dropped('not dialogue')
    }
    chat.cwd ??= name(record.cwd)
    chat.version = name(record.version) ?? chat.version
    if (chat.internal)
      for (const message of read.messages) {
        rejected(message, 'sidechain')
        message.role = 'other'
      }
    chat.thread.add(read, uuid ?? `line ${at}`, parent)
    return []
  }

  end(): Reading[] {
    const titles = TITLES.map((key) => this.#titles[key])
    const title = titles.find((each) => each !== undefined)
    const readings = [...this.#chats.values()]
      .filter(({ thread }) => !thread.isEmpty)
      .map((chat) => ({ conversation: conversationOf(chat, title) }))
    this.#chats.clear()
    return readings
  }

  /** A prompt that was typed while the model worked; whether it was delivered is seen at the end. */
  #queue(record: Fields, at: number | string): boolean {
    const { thread } = this.#chatOf(record) ?? {}
    const said = text(record.content).trim()
    if (record.operation !== 'enqueue') thread?.dequeue(record.operation === 'popAll')
    if (record.operation !== 'enqueue' || !thread || !said || authored(said, 'claude-code').text !== said)
      return false
    const message = rejected(chatMessage(`line ${at}`, undefined, 'other', said), 'not dialogue')
    message.time = time(record.timestamp)
    message.at = at
    thread.enqueue(message)
    return true
  }

  /** Records without a session belong to the one before them. */
  #chatOf(record: Fields): Chat | undefined {
    const session = name(record.sessionId) ?? name(record.session_id)
    if (!session) return this.#last
    const agent =
      name(record.agentId) ?? (record.isSidechain === true ? this.#sideOf(record, session) : undefined)
    const key = agent ? `${session}/agent-${agent}` : session
    const known = this.#chats.get(this.#sameAs.get(key) ?? key)
    if (known) return this.#remember(known)
    const origin = agent ? undefined : this.#holderOf(name(record.parentUuid))
    if (origin) {
      this.#sameAs.set(key, origin.id)
      return this.#remember(origin)
    }
    const chat: Chat = {
      id: key,
      thread: new Thread(),
      ...(agent && { parent: session }),
      ...(agent?.startsWith('acompact') && { internal: true }),
    }
    this.#chats.set(key, chat)
    return this.#remember(chat)
  }

  #remember(chat: Chat): Chat {
    if (!chat.parent) this.#last = chat
    return chat
  }

  #holderOf(uuid: string | undefined): Chat | undefined {
    if (!uuid) return undefined
    return [...this.#chats.values()].find(({ thread, parent }) => !parent && thread.has(uuid))
  }

  /** Older versions name no agent: a chain of side records is one, called after its first record. */
  #sideOf(record: Fields, session: string): string {
    const parent = name(record.parentUuid)
    const holder = parent && [...this.#chats.values()].find((chat) => chat.parent && chat.thread.has(parent))
    if (holder) return holder.id.slice(`${session}/agent-`.length)
    return (name(record.uuid) ?? 'side').slice(0, 8)
  }
}

/** null where the record is a root; undefined where it follows whatever is before it. */
function parentOf(record: Fields): string | null | undefined {
  const parent = name(record.parentUuid) ?? name(record.logicalParentUuid)
  if (parent) return parent
  // After a compaction the chain starts anew, but the conversation goes on.
  const goesOn =
    record.uuid === undefined || record.isCompactSummary === true || record.subtype === 'compact_boundary'
  return goesOn ? undefined : null
}

function conversationOf(chat: Chat, title: string | undefined): Conversation {
  const { id, thread, parent, cwd, version } = chat
  const { messages } = thread.end()
  for (const { blocks } of messages)
    for (const { call, agentId } of blocks?.results ?? [])
      if (agentId) {
        const caller = thread.calls.get(call)
        if (caller) caller.conversation = `${parent ?? id}/agent-${agentId}`
      }
  const tools = [...new Set([...thread.calls.values()].map((call) => call.name))].map((each) => ({
    name: each,
  }))
  const project = cwd?.split(/[/\\]/).findLast((part) => part !== '')
  return {
    id,
    messages,
    unique: true,
    title: parent ? undefined : title,
    project,
    agent: { name: 'claude-code', ...(version && { version }) },
    parent: parent === undefined ? undefined : { conversation: parent },
    asker: parent === undefined ? undefined : 'model',
    tools: tools.length ? tools : undefined,
  }
}
