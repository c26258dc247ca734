import { type ChatMessage, type Conversation, chatMessage } from '../conversation.js'
import { written } from '../injected.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import type { Reader, Reading, Session } from './reader.js'

/** Types of records that stand at the head of a session file without the fields of a message. */
const HEADERS = new Set(['summary', 'file-history-snapshot', 'queue-operation'])

/** Claude Code's session files: one record a line, of which some are the dialogue. */
export const claudeCode: Reader = {
  name: 'claude-code',
  title: 'Claude Code session (JSONL, or a folder of them)',
  records: true,
  looksLike: (value) =>
    isFields(value) &&
    typeof value.type === 'string' &&
    ('sessionId' in value || 'parentUuid' in value || 'leafUuid' in value || HEADERS.has(value.type)),
  start: () => new SessionFile(),
}

/** Gathers the records of one session, which is one conversation, and starts anew when another session's follow. */
class SessionFile implements Session {
  #id: string | undefined
  #messages: ChatMessage[] = []
  /** The texts of the answer that the last records are parts of, to notice a part that is written twice. */
  #answer = { id: '', texts: new Set<string>() }

  add(value: unknown, at: number | string): Reading[] {
    const record = fields(value)
    const id = name(record.sessionId)
    const done = id && this.#id && id !== this.#id ? this.end() : []
    this.#id ??= id
    const message = messageOf(record, at)
    if (message.role === 'assistant' && this.#isRepeated(text(fields(record.message).id), message.text)) {
      this.#messages.push({ ...message, role: 'other', rejected: 'repeated' })
    } else {
      this.#messages.push(message)
    }
    return done
  }

  end(): Reading[] {
    const conversation: Conversation = { id: this.#id, messages: linked(this.#messages) }
    this.#id = undefined
    this.#messages = []
    return conversation.messages.length ? [{ conversation }] : []
  }

  #isRepeated(id: string, said: string): boolean {
    if (this.#answer.id !== id) this.#answer = { id, texts: new Set() }
    const known = id !== '' && this.#answer.texts.has(said)
    this.#answer.texts.add(said)
    return known
  }
}

/**
 * Parents that are in no line of the file are replaced by the record before: a session goes on in another file, and
 * some versions leave records out. Where no record names a parent the file is a list.
 */
function linked(messages: ChatMessage[]): ChatMessage[] {
  const ids = new Set(messages.map((message) => message.id))
  const isTree = messages.some((message) => message.parent)
  let before: string | null = null
  return messages.map((message) => {
    if (!isTree) return { ...message, parent: undefined }
    const parent =
      message.parent === undefined || (message.parent && !ids.has(message.parent)) ? before : message.parent
    if (message.rejected !== 'sidechain') before = message.id
    return { ...message, parent }
  })
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

function messageOf(record: Fields, at: number | string): ChatMessage {
  const message = fields(record.message)
  const blocks =
    typeof message.content === 'string'
      ? [{ type: 'text', text: message.content }]
      : list(message.content).map(fields)
  const said = blocks
    .filter((block) => block.type === 'text')
    .map((block) => text(block.text))
    .filter(Boolean)
    .join('\n\n')
    .trim()
  const base = chatMessage(name(record.uuid) ?? `line ${at}`, parentOf(record), 'other', said)
  base.time = time(record.timestamp)
  base.at = at
  if (record.type !== 'user' && record.type !== 'assistant') return { ...base, rejected: 'not dialogue' }
  if (record.isSidechain === true) return { ...base, rejected: 'sidechain' }
  const types = new Set(blocks.map((block) => text(block.type)))
  return record.type === 'user' ? userMessage(base, record, types) : answer(base, record, types)
}

function answer(base: ChatMessage, record: Fields, types: Set<string>): ChatMessage {
  const model = name(fields(record.message).model)
  if (model === '<synthetic>' || record.isApiErrorMessage === true) return { ...base, rejected: 'error stub' }
  if (base.text) return { ...base, role: 'assistant', model }
  return { ...base, rejected: types.has('tool_use') ? 'tool traffic' : types.size ? 'reasoning' : 'empty' }
}

function userMessage(base: ChatMessage, record: Fields, types: Set<string>): ChatMessage {
  const flagged =
    record.isMeta === true || record.isCompactSummary === true || record.isVisibleInTranscriptOnly === true
  if (flagged) return { ...base, rejected: 'injected' }
  const own = written(base.text)
  const media = types.has('image') ? ['image'] : []
  if (own.text) return { ...base, role: 'user', text: own.text, media }
  if (types.has('tool_result')) return { ...base, rejected: 'tool traffic' }
  if (base.text) return { ...base, role: own.order ? 'user' : 'other', rejected: 'injected' }
  return { ...base, role: media.length ? 'user' : 'other', rejected: 'empty' }
}
