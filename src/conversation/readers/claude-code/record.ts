import { endingOf } from '../../../record/ending.js'
import type { Call } from '../../../record/step.js'
import { type Authored, authored, commandOf, withoutEnvelope } from '../../authorship.js'
import { type Blocks, type ChatMessage, chatMessage, type Reason } from '../../conversation.js'
import { argumentsOf } from '../calls.js'
import { type Fields, fields, list, name, text, time } from '../fields.js'
import { type ReadResult, readResult } from './result.js'

/** What a record is, beyond a message. */
export interface ReadRecord {
  /** None where the record is no part of the dialogue. */
  messages: ChatMessage[]
  /** The person stopped the model before this record. */
  interrupted?: true
  /** A command of the program without words: what follows tells whether a model answers it. */
  command?: string
  /** What a prompt stood for that the runtime put in after it: the body of a skill. */
  body?: true
}

/** Reads a record of type user, assistant or attachment; others are no dialogue. */
export function readRecord(record: Fields, at: number | string): ReadRecord {
  const id = name(record.uuid) ?? `line ${at}`
  const base = (role: ChatMessage['role'], said: string, part = ''): ChatMessage => {
    const message = chatMessage(id + part, undefined, role, said)
    message.time = time(record.timestamp)
    message.at = at
    return message
  }
  if (record.type === 'attachment') return attachment(fields(record.attachment), base)
  if (record.type === 'assistant') return { messages: [answer(record, base)] }
  return record.type === 'user' ? userRecord(record, base) : { messages: [] }
}

type Base = (role: ChatMessage['role'], said: string, part?: string) => ChatMessage

function blocksOf(record: Fields): Fields[] {
  const { content } = fields(record.message)
  return typeof content === 'string' ? [{ type: 'text', text: content }] : list(content).map(fields)
}

const texts = (blocks: readonly Fields[], type: string, key: string) =>
  blocks
    .filter((block) => block.type === type)
    .map((block) => text(block[key]))
    .filter((said) => said.trim())
    .join('\n\n')
    .trim()

/** What the model wrote: text, thoughts, calls, and what tools of the provider's own gave back. */
function answer(record: Fields, base: Base): ChatMessage {
  const blocks = blocksOf(record)
  const message = fields(record.message)
  const said = base('other', texts(blocks, 'text', 'text'))
  const model = name(message.model)
  if (model === '<synthetic>' || record.isApiErrorMessage === true) return rejected(said, 'error stub')
  const reasoning = texts(blocks, 'thinking', 'thinking')
  const calls = blocks.flatMap(callOf)
  const results = blocks
    .filter((block) => 'tool_use_id' in block && block.type !== 'tool_use')
    .map((block) => readResult(serverResult(block), undefined))
  const stop = name(message.stop_reason)
  const hidden = blocks.some(
    ({ type, thinking }) => type === 'redacted_thinking' || (type === 'thinking' && !text(thinking)),
  )
  if (!said.text && !reasoning && calls.length === 0 && results.length === 0 && !hidden)
    return rejected(said, 'empty')
  said.role = 'assistant'
  said.model = model
  said.blocks = {
    key: name(message.id),
    ...(reasoning && { reasoning }),
    ...(calls.length && { calls }),
    ...(results.length && { results }),
    ...(stop && { stop: endingOf(stop) }),
    ...(hidden && { missing: ['reasoning'] }),
  }
  return said
}

function callOf(block: Fields): Call[] {
  if (block.type !== 'tool_use' && block.type !== 'server_tool_use') return []
  return [{ id: text(block.id), name: text(block.name), arguments: argumentsOf(block.input) }]
}

/** The results of the provider's own tools hold other things than text: they are kept as they came. */
function serverResult(block: Fields): Fields {
  const { content } = block
  const isText = typeof content === 'string' || list(content).every((part) => fields(part).type === 'text')
  return isText ? block : { ...block, content: JSON.stringify(content) }
}

function userRecord(record: Fields, base: Base): ReadRecord {
  const blocks = blocksOf(record)
  const own = blocks.filter((block) => block.type === 'text').map((block) => text(block.text))
  const results = blocks
    .filter((block) => block.type === 'tool_result')
    .map((block) => readResult(block, record.toolUseResult))
  const media = blocks.flatMap(({ type }) =>
    type === 'image' ? ['image'] : type === 'document' ? ['file'] : [],
  )
  const written = own.map((block) => authored(block, 'claude-code'))
  if (record.isCompactSummary === true)
    return { messages: [stepMessage(base, own.join('\n\n'), 'runtime', 'compaction')] }
  if (record.isVisibleInTranscriptOnly === true)
    return { messages: [rejected(base('other', own.join('\n\n')), 'injected')] }
  if (record.isMeta === true) return metaRecord(base, own, written)
  const messages = results.length ? resultMessages(base, results) : []
  const interrupted = written.some((each) => each.interrupted)
  const person = personMessage(base, written, media, results.length > 0)
  if (person) messages.push(person)
  const command = written.find(({ rule }) => rule?.becomes === 'command')
  const name = command && commandOf(command.body!)
  return {
    messages,
    ...(interrupted && { interrupted }),
    ...(name && !name.words && { command: name.name }),
  }
}

/** A record under the person's role that the program marks as its own. */
function metaRecord(base: Base, own: readonly string[], written: readonly Authored[]): ReadRecord {
  const silent = written.some(({ rule }) => rule?.becomes === 'silent')
  if (silent || own.length === 0) return { messages: [rejected(base('other', own.join('\n\n')), 'injected')] }
  const rule = written.find((each) => each.rule)?.rule
  const note = written.find(({ notes }) => notes.length)?.notes[0]?.rule.name
  const said = own.map((block) => withoutEnvelope(block)).join('\n\n')
  return { messages: [stepMessage(base, said, 'runtime', rule?.name ?? note ?? 'note')], body: true }
}

function resultMessages(base: Base, results: readonly ReadResult[]): ChatMessage[] {
  const message = base('other', '')
  message.blocks = {
    results: results.map(({ call, result, agentId }) => ({ call, result, ...(agentId && { agentId }) })),
    ...(results.some(({ unanswered }) => unanswered) && { missing: ['answer'] }),
  }
  const people = results.filter(({ said }) => said)
  return [
    message,
    ...people.map(({ said, call }, index) => {
      const words = base('user', said!, `#said${index || ''}`)
      words.blocks = { via: call }
      return words
    }),
  ]
}

/** What the texts of a record amount to: the person's message, a step that the program or an agent put in, or nothing. */
function personMessage(
  base: Base,
  written: readonly Authored[],
  media: string[],
  besideResults: boolean,
): ChatMessage | undefined {
  const said = written.map(({ text: own, rule, body }) =>
    rule?.becomes === 'command' ? [own, commandText(body!)].filter(Boolean).join('\n\n') : own,
  )
  const whole = said.filter(Boolean).join('\n\n')
  const stripped = written.flatMap((each) => [
    ...each.notes.map(({ text: note }) => ({ reason: 'injected' as const, text: note })),
    ...(each.rule && each.rule.becomes !== 'command' && whole
      ? [{ reason: 'injected' as const, text: each.body! }]
      : []),
  ])
  if (whole) {
    const message = base('user', whole, besideResults ? '#text' : '')
    message.media = media
    if (stripped.length) message.blocks = { stripped }
    return message
  }
  const taken = written.find(({ rule }) => rule)
  const text = written
    .map(({ body, notes }) => body ?? notes.map((note) => note.text).join('\n\n'))
    .join('\n\n')
  if (taken?.rule?.becomes === 'step') {
    const by = taken.rule.by === 'agent' ? 'agent' : 'runtime'
    return stepMessage(base, withoutEnvelope(taken.body!), by, taken.rule.name)
  }
  if (besideResults) return undefined
  if (media.length) {
    const message = rejected(base('user', ''), 'empty')
    message.media = media
    return message
  }
  return rejected(base('other', text), written.length && (text || taken) ? 'injected' : 'empty')
}

/** `/review the retries`, as the person typed it; nothing where there are no words. */
function commandText(body: string): string {
  const { name, words } = commandOf(body)
  return words && `${name} ${words}`
}

function attachment(found: Fields, base: Base): ReadRecord {
  const { type } = found
  if (type === 'queued_command') {
    const prompt =
      typeof found.prompt === 'string' ? found.prompt : texts(list(found.prompt).map(fields), 'text', 'text')
    const isHuman =
      (name(found.commandMode) ?? 'prompt') === 'prompt' || fields(found.origin).kind === 'human'
    const written = authored(prompt, 'claude-code')
    if (isHuman && written.text) return { messages: [base('user', written.text)] }
    if (!prompt.trim()) return { messages: [] }
    return {
      messages: [stepMessage(base, withoutEnvelope(prompt), 'runtime', written.rule?.name ?? 'queued')],
    }
  }
  if (type === 'file') {
    const file = fields(fields(found.content).file)
    const content = text(file.content)
    const path = name(found.displayPath) ?? name(found.filename) ?? name(file.filePath)
    if (content && path) {
      const message = base('user', `${path}:\n${content}`)
      message.blocks = { mentioned: true }
      return { messages: [message] }
    }
  }
  return { messages: [] }
}

function stepMessage(base: Base, said: string, from: NonNullable<Blocks['from']>, name: string): ChatMessage {
  const message = base('other', said)
  message.blocks = { from, name }
  return message
}

export function rejected(message: ChatMessage, reason: Reason): ChatMessage {
  message.rejected = reason
  return message
}
