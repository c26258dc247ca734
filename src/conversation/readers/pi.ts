import { endingOf } from '../../record/ending.js'
import type { Call } from '../../record/step.js'
import { type ChatMessage, type Conversation, chatMessage } from '../conversation.js'
import { argumentsOf } from './calls.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import type { Reader, Reading, Session } from './reader.js'

/** Sessions of Pi, which the Hugging Face Hub shows too: a tree of entries, one a line. */
export const pi: Reader = {
  name: 'pi',
  title: 'Pi session (JSONL, or a folder of them)',
  records: true,
  looksLike: (value) => isFields(value) && (isHead(value) || isMessage(value)),
  start: () => new PiSession(),
}

function isHead({ type, version, id }: Fields): boolean {
  return type === 'session' && typeof version === 'number' && typeof id === 'string'
}

function isMessage({ type, id, parentId, message }: Fields): boolean {
  const { role } = fields(message)
  return type === 'message' && typeof id === 'string' && parentId !== undefined && typeof role === 'string'
}

class PiSession implements Session {
  #head: Fields = {}
  #messages: ChatMessage[] = []

  /** What has an id of its own may look like an entry of another program. */
  goesOn(value: unknown): boolean {
    const { type } = fields(value)
    return this.#head.id !== undefined && typeof type === 'string' && type !== 'session'
  }

  add(value: unknown, at: number | string): Reading[] {
    const entry = fields(value)
    if (entry.type === 'session') {
      const done = this.end()
      this.#head = entry
      return [...done, { dropped: 'not dialogue', value, at }]
    }
    const found = messageOf(entry, at)
    this.#messages.push(found)
    return found.role === 'node' ? [{ dropped: 'not dialogue', value, at }] : []
  }

  end(): Reading[] {
    const messages = this.#messages
    this.#messages = []
    if (messages.every(({ role }) => role === 'node')) return []
    return [{ conversation: this.#conversation(messages) }]
  }

  #conversation(messages: ChatMessage[]): Conversation {
    const { id, cwd, harness } = this.#head
    const tools = [
      ...new Set(messages.flatMap(({ blocks }) => blocks?.calls?.map((call) => call.name) ?? [])),
    ]
    return {
      id: name(id),
      messages,
      retries: true,
      project: text(cwd)
        .split(/[/\\]/)
        .findLast((part) => part !== ''),
      agent: { name: name(harness) ?? 'pi' },
      tools: tools.length ? tools.map((each) => ({ name: each })) : undefined,
    }
  }
}

function messageOf(entry: Fields, at: number | string): ChatMessage {
  const parent = 'parentId' in entry ? (name(entry.parentId) ?? null) : undefined
  const found = chatMessage(name(entry.id) ?? `line ${at}`, parent, 'node', '')
  found.time = time(entry.timestamp)
  found.at = at
  const summary = text(entry.summary).trim()
  if ((entry.type === 'compaction' || entry.type === 'branch_summary') && summary) {
    found.role = 'other'
    found.text = summary
    found.blocks = { from: 'runtime', name: text(entry.type) }
  }
  if (entry.type !== 'message') return found
  const message = fields(entry.message)
  const said = textOf(message.content)
  if (message.role === 'user') {
    found.role = 'user'
    found.text = said
    if (mediaOf(message.content).length) found.media = mediaOf(message.content)
    if (!said) found.rejected = 'empty'
  } else if (message.role === 'assistant') answer(found, message, said)
  else if (message.role === 'toolResult') {
    const media = mediaOf(message.content)
    found.role = 'other'
    found.blocks = {
      results: [
        {
          call: text(message.toolCallId),
          result: {
            text: said,
            ...(message.isError === true && { error: true as const }),
            ...(media.length && { media }),
          },
        },
      ],
    }
  }
  return found
}

function answer(found: ChatMessage, message: Fields, said: string): void {
  const blocks = list(message.content).map(fields)
  const reasoning = joined(blocks.map((block) => text(block.thinking)))
  const calls = blocks.filter(({ type }) => type === 'toolCall').map(callOf)
  const stop = name(message.stopReason)?.replace(/([a-z])([A-Z])/g, '$1_$2')
  // The person pressed Escape.
  const ending = stop === undefined ? 'ok' : stop === 'aborted' ? 'interrupted' : endingOf(stop)
  found.role = 'assistant'
  found.text = said
  found.model = name(message.model)
  if (reasoning || calls.length || ending !== 'ok')
    found.blocks = {
      ...(reasoning && { reasoning }),
      ...(calls.length && { calls }),
      ...(ending !== 'ok' && { stop: ending }),
    }
  if (said || reasoning || calls.length) return
  found.role = 'other'
  found.rejected = 'empty'
}

function callOf({ id, name: tool, arguments: given }: Fields): Call {
  return { id: text(id), name: text(tool), arguments: argumentsOf(given) }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content.trim()
  return joined(list(content).map((block) => text(fields(block).text)))
}

function mediaOf(content: unknown): string[] {
  return list(content).some((block) => fields(block).type === 'image') ? ['image'] : []
}

function joined(texts: readonly string[]): string {
  return texts
    .filter((part) => part.trim())
    .join('\n\n')
    .trim()
}
