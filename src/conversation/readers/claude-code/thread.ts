import type { Call } from '../../../record/step.js'
import type { ChatMessage, Conversation } from '../../conversation.js'
import type { ReadRecord } from './record.js'

/** A message that a person typed while the model worked, as the program's queue logs it. */
interface Queued {
  message: ChatMessage
  said: string
}

/**
 * The messages of one chain of records: a session, or the work of one subagent. People's messages make a tree; what the
 * model and its tools did in answer to one is in the order of the file. The links between records do not tell it: calls
 * that run side by side fork them.
 */
export class Thread {
  #messages: ChatMessage[] = []
  /** Which message of a person each record belongs to: -1 before the first. */
  readonly #owners = new Map<string, number>()
  #owner = -1
  /** The last message in answer to each person's message, and before the first. */
  readonly #tails = new Map<number, string>()
  #isTree = false
  /** The records of the answer that is being written, to notice what is written twice. */
  #answer: { key: string; parts: ChatMessage[] } = { key: '', parts: [] }
  /** A command without words: the model answers it only if its body follows. */
  #command: { message: ChatMessage; name: string } | undefined
  #queued: Queued[] = []
  readonly calls = new Map<string, Call>()

  has(uuid: string): boolean {
    return this.#owners.has(uuid)
  }

  get isEmpty(): boolean {
    return this.#messages.length === 0
  }

  /** A record that is no dialogue still holds the chain together. */
  pass(uuid: string, parent: string | null | undefined): void {
    this.#owners.set(uuid, this.#ownerFor(parent))
  }

  /** @param parent null where the record is a root; undefined where it follows whatever is before it */
  add(
    { messages, interrupted, command, body }: ReadRecord,
    uuid: string,
    parent: string | null | undefined,
  ): void {
    if (parent) this.#isTree = true
    if (interrupted) this.#stop()
    const pending = this.#command
    this.#command = undefined
    if (pending && (body || messages[0]?.role === 'assistant')) {
      // The person's call of a skill: what comes now answers that, and not the question before it.
      this.#makeQuestion(pending.message)
      if (body) messages[0]!.blocks!.name = pending.name
    } else if (body && this.#lastPersonsCommand) {
      messages[0]!.blocks!.name = this.#lastPersonsCommand
    }
    for (const message of messages) this.#push(message, parent)
    if (command) this.#command = { message: messages.at(-1)!, name: command }
    this.#owners.set(uuid, this.#owner)
  }

  /** The program's queue took a message; whether and where it was delivered is seen later. */
  enqueue(message: ChatMessage): void {
    this.#queued.push({ message, said: message.text.trim() })
    this.#push(message, undefined)
  }

  /** The queue gave a message up, or all of them. */
  dequeue(all: boolean): void {
    this.#queued.splice(0, all ? this.#queued.length : 1)
  }

  get #lastPersonsCommand(): string | undefined {
    return /^\/\S+/.exec(this.#messages.at(-1)?.role === 'user' ? this.#messages.at(-1)!.text : '')?.[0]
  }

  #push(message: ChatMessage, parent: string | null | undefined): void {
    if (message.blocks?.mentioned && this.#messages.at(-1)?.role !== 'user') {
      message.role = 'other'
      message.rejected = 'not dialogue'
    }
    const index = this.#messages.push(message) - 1
    if (message.role === 'assistant') this.#notice(message)
    for (const call of message.blocks?.calls ?? []) this.calls.set(call.id, call)
    if (message.role === 'user') {
      this.#begin(message, index, parent)
    } else {
      this.#owner = this.#ownerFor(parent)
      message.parent = this.#tails.get(this.#owner) ?? null
      this.#tails.set(this.#owner, message.id)
    }
  }

  /** A person's message: it hangs at the end of what it was said after. */
  #begin(message: ChatMessage, index: number, parent: string | null | undefined): void {
    const after =
      parent === null
        ? undefined
        : parent === undefined
          ? this.#owner
          : (this.#owners.get(parent) ?? this.#owner)
    message.parent = after === undefined ? null : (this.#tails.get(after) ?? null)
    this.#before.set(index, after ?? -1)
    this.#owner = index
    this.#tails.set(index, message.id)
  }

  /** What was taken for a part of the answer begins a new one. */
  #makeQuestion(message: ChatMessage): void {
    const index = this.#messages.indexOf(message)
    message.role = 'user'
    if (message.parent) this.#tails.set(this.#owner, message.parent)
    this.#before.set(index, this.#owner)
    this.#owner = index
    this.#tails.set(index, this.#messages.at(-1)!.id)
  }

  /** By a person's message: the one that its answer was said after. */
  readonly #before = new Map<number, number>()

  /** Whose answer a record is part of: the newest message's, unless the person went back to an older one since. */
  #ownerFor(parent: string | null | undefined): number {
    const named = parent ? this.#owners.get(parent) : undefined
    if (named === undefined || named === this.#owner) return this.#owner
    for (let at: number | undefined = this.#owner; at !== undefined && at >= 0; at = this.#before.get(at))
      if (at === named) return this.#owner
    return named === -1 ? this.#owner : named
  }

  /** Some versions write a message again and again while it grows. */
  #notice(message: ChatMessage): void {
    const key = message.blocks?.key
    if (!key) return
    if (this.#answer.key !== key) this.#answer = { key, parts: [] }
    const { parts } = this.#answer
    const known = parts.some((part) => holds(part, message))
    if (known) repeat(message)
    for (const part of known ? [] : parts.filter((each) => holds(message, each))) repeat(part)
    this.#answer.parts = [...parts.filter(({ rejected }) => !rejected), ...(known ? [] : [message])]
  }

  /** The person stopped the model: so ended the newest message of its own. */
  #stop(): void {
    const last = this.#messages.findLast(({ role }) => role !== 'other')
    if (last?.role === 'assistant') last.blocks = { ...last.blocks, stop: 'interrupted' }
  }

  /** The conversation's messages, linked. */
  end(): Pick<Conversation, 'messages'> {
    this.#deliver()
    const messages = this.#messages
    if (!this.#isTree) for (const message of messages) message.parent = undefined
    return { messages }
  }

  /** What waited in the queue and neither came later nor was taken back is a message of the person after all. */
  #deliver(): void {
    const told = new Set(this.#messages.filter(({ role }) => role === 'user').map(({ text }) => text.trim()))
    for (const { message, said } of this.#queued) {
      if (told.has(said)) continue
      message.role = 'user'
      message.rejected = undefined
    }
  }
}

/** Is everything in the second message also in the first? */
function holds(whole: ChatMessage, part: ChatMessage): boolean {
  const { reasoning = '', calls = [] } = part.blocks ?? {}
  if (!part.text && !reasoning && calls.length === 0) return false
  return (
    whole.text.startsWith(part.text) &&
    (whole.blocks?.reasoning ?? '').startsWith(reasoning) &&
    calls.every(({ id }) => whole.blocks?.calls?.some((call) => call.id === id))
  )
}

function repeat(message: ChatMessage): void {
  message.role = 'other'
  message.rejected = 'repeated'
}
