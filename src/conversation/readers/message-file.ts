import type { ChatMessage, Conversation } from '../conversation.js'
import { CallLinks, toolsOf } from './calls.js'
import { textOf } from './content.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import { Histories } from './histories.js'
import { isBareMessage, isMessage, listConversation, MessageReader } from './messages.js'
import type { Reading, Session } from './reader.js'

/** Where a log of an API keeps what was sent: in one of these, or beside the answer. */
const REQUESTS = ['request', 'body', 'params']

/** What was sent to a model, in a line of a log or of a data set. */
export function requestOf(value: Fields): Fields {
  for (const key of REQUESTS) if (isFields(value[key])) return fields(value[key])
  return value
}

/** What a model answered, in a line of a log: in `response`, as it came or below `body`, or beside what was sent. */
export function responseOf(value: Fields): Fields {
  const found = fields(fields(value.result).message ?? value.response ?? value)
  return isFields(found.body) && found !== value ? found.body : found
}

/** Does it hold messages? A list may be empty. */
export function holdsMessages(value: Fields): boolean {
  const { messages } = requestOf(value)
  return Array.isArray(messages) && (messages.length === 0 || isMessage(messages[0]))
}

/** Reads the messages of one conversation, in order. */
export interface ListReader {
  /** Adds what stands in one of them. */
  read(message: Fields, messages: ChatMessage[]): void
  /** Adds what is known only at the end. */
  finish?(conversation: Conversation): Conversation
}

/**
 * Documents that hold a list of messages, and bare messages, as programs keep them: those of a file, or of one array in
 * it, are one conversation.
 */
export class MessageFile implements Session {
  readonly #histories = new Histories()
  #reader: ListReader | undefined
  #bare: ChatMessage[] = []

  constructor(readonly newReader: () => ListReader = () => new MessageReader(new CallLinks())) {}

  goesOn(value: unknown, at: number | string): boolean {
    return this.#reader !== undefined && at !== '[0]' && isBareMessage(value)
  }

  add(value: unknown, at: number | string): Reading[] {
    const found = fields(value)
    if (!isBareMessage(found)) return [...this.#endBare(), ...this.#add(found, at)]
    const done = at === '[0]' ? this.end() : []
    this.#reader ??= this.newReader()
    const before = this.#bare.length
    this.#reader.read(found, this.#bare)
    for (let index = before; index < this.#bare.length; index++) this.#bare[index]!.at = at
    return done
  }

  #add(value: Fields, at: number | string): Reading[] {
    const [request, response] = [requestOf(value), responseOf(value)]
    const isLog = request !== value || response !== value || name(value.model) !== undefined
    return this.#histories.add(conversationOf(value, request, response, this.newReader()), { at, isLog })
  }

  #endBare(): Reading[] {
    const conversation = listConversation(this.#bare, {})
    const finished = this.#reader?.finish?.(conversation) ?? conversation
    this.#reader = undefined
    this.#bare = []
    return finished.messages.length ? [{ conversation: finished }] : []
  }

  end(): Reading[] {
    return [...this.#endBare(), ...this.#histories.end()]
  }
}

function conversationOf(value: Fields, request: Fields, response: Fields, reader: ListReader): Conversation {
  const messages: ChatMessage[] = []
  for (const message of list(request.messages)) reader.read(fields(message), messages)
  const listed = listConversation(messages, {
    id: name(value.id) ?? name(value.conversation_id) ?? name(value.sessionId),
    system: textOf(request.system),
    tools: toolsOf(request.tools ?? request.functions),
  })
  const conversation = reader.finish?.(listed) ?? listed
  const answers = answersOf(response)
  if (answers.length === 0) return conversation
  const last = messages.at(-1)?.id ?? null
  const when = time(response.created ?? value.created_at ?? value.timestamp)
  const sent = messages.length
  for (const answer of answers) reader.read(answer, messages)
  const made = messages.slice(sent)
  for (const message of made) {
    message.time ??= when
    message.model ??= name(response.model) ?? name(request.model)
  }
  if (made.length === 1) return conversation
  // Several answers to one request: the first is taken, the others are what might have been said.
  for (const message of made) message.parent = last
  return { ...conversation, tip: made[0]!.id, retries: true }
}

/** The message of each choice, with what is known of how it ended. */
function answersOf(response: Fields): Fields[] {
  const { choices, stop_reason: reason } = response
  if (Array.isArray(choices))
    return choices.map(fields).flatMap((choice) => {
      const message = fields(choice.message)
      return isMessage(message) ? [{ ...message, finish_reason: text(choice.finish_reason) }] : []
    })
  return response.role === 'assistant' && isMessage(response)
    ? [{ role: 'assistant', content: response.content, stop_reason: reason }]
    : []
}
