import { splitReasoning } from '../../text/reasoning.js'
import type { ChatMessage, Conversation } from '../conversation.js'
import type { Reading } from './reader.js'
import { isMute } from './unread.js'

/** So many conversations of a log may be under way at the same time. */
const MOST = 64

interface Held {
  conversation: Conversation
  at: number | string
  /** By the id of a response: its last message. */
  ends: Map<string, string>
}

/** Where a document stands among the others of its log. */
export interface Place {
  at: number | string
  /** Others may come in between before the conversation goes on. */
  isLog: boolean
  response?: string | undefined
  /** The response that it goes on from, where it does not repeat what came before. */
  previous?: string | undefined
}

/**
 * A log of an API repeats the whole conversation in every request. The longest of the requests that begin alike is the
 * conversation; the messages of the others are repeated. What comes is held until it cannot grow any more: until so many
 * others came, or for a line that is no log's until the next one.
 */
export class Histories {
  /** The one that grew last at the end. */
  #held: Held[] = []

  add(conversation: Conversation, { at, isLog, response, previous }: Place): Reading[] {
    for (const message of conversation.messages) message.at = at
    if (conversation.messages.every(isMute)) return [{ conversation }]
    const index = this.#held.findLastIndex(
      (held) => (previous && held.ends.has(previous)) || begins(held.conversation, conversation),
    )
    const [older] = index < 0 ? [] : this.#held.splice(index, 1)
    const after = previous && older?.ends.get(previous)
    const repeated = older && !after ? repeatedIn(older, conversation) : []
    const held: Held = older && after ? older : { conversation, at, ends: older?.ends ?? new Map() }
    if (held === older) append(older.conversation, conversation.messages, after!)
    const last = held.conversation.messages.at(-1)
    if (response && last) held.ends.set(response, last.id)
    this.#held.push(held)
    return [...repeated, ...this.#release(isLog ? MOST : 1)]
  }

  end(): Reading[] {
    return this.#release(0)
  }

  #release(most: number): Reading[] {
    return this.#held
      .splice(0, Math.max(0, this.#held.length - most))
      .map(({ conversation }) => ({ conversation }))
  }
}

function append(conversation: Conversation, more: readonly ChatMessage[], after: string): void {
  const { messages } = conversation
  const stem = messages.length
  for (const [index, message] of more.entries()) {
    message.id = `${stem}.${message.id}`
    if (index === 0) message.parent = after
    messages.push(message)
  }
}

/** Instructions often hold the time, and differ from request to request. */
function dialogueOf({ messages }: Conversation): ChatMessage[] {
  return messages.filter(({ role }) => role !== 'system')
}

/** Does the second conversation begin with all of the first one, and go on? */
function begins(shorter: Conversation, longer: Conversation): boolean {
  if (shorter.retries || shorter.messages.length >= longer.messages.length) return false
  let at = 0
  for (const message of shorter.messages) {
    if (message.role === 'system') continue
    while (longer.messages[at]?.role === 'system') at++
    const again = longer.messages[at++]
    if (!again || !isSame(message, again)) return false
  }
  return longer.messages.slice(at).some(({ role }) => role !== 'system')
}

function isSame(one: ChatMessage, other: ChatMessage): boolean {
  if (one.role !== other.role || !(one.text === other.text || answerOf(one) === answerOf(other))) return false
  const [{ calls = [], results = [] }, { calls: calls2 = [], results: results2 = [] }] = [
    one.blocks ?? {},
    other.blocks ?? {},
  ]
  return (
    calls.length === calls2.length &&
    results.length === results2.length &&
    calls.every(({ id, name }, index) => id === calls2[index]!.id && name === calls2[index]!.name) &&
    results.every(({ result }, index) => result.text === results2[index]!.result.text)
  )
}

/** Clients send an answer back without the thoughts at its beginning. */
function answerOf({ role, text }: ChatMessage): string {
  return role === 'assistant' ? splitReasoning(text).text : text
}

/** What is told only where a message was new, such as thoughts, goes over to its repetition. */
function repeatedIn({ conversation, at }: Held, longer: Conversation): Reading[] {
  const later = dialogueOf(longer)
  for (const [index, message] of dialogueOf(conversation).entries()) {
    const again = later[index]!
    again.time ??= message.time
    again.model ??= message.model
    const { summary, stop, missing } = message.blocks ?? {}
    const reasoning = message.blocks?.reasoning ?? splitReasoning(message.text).reasoning
    if (reasoning && !again.blocks?.reasoning)
      again.blocks = { ...again.blocks, reasoning, ...(summary && { summary }) }
    if (stop || missing)
      again.blocks = { ...again.blocks, ...(stop && { stop }), ...(missing && { missing }) }
  }
  return conversation.messages.map(({ role, text, blocks }) => ({
    dropped: 'repeated',
    value: { role, ...(text && { text }), ...blocks },
    at,
  }))
}
