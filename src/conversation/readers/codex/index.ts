import type { Call } from '../../../record/step.js'
import { authored, withoutEnvelope } from '../../authorship.js'
import { type Blocks, type ChatMessage, type Conversation, chatMessage } from '../../conversation.js'
import { type Fields, fields, isFields, list, name, text, time } from '../fields.js'
import type { Reader, Reading, Session } from '../reader.js'
import { callOf, isCall, isOutput, outputOf, partsOf, reasoningOf } from './item.js'

const ENVELOPES = new Set([
  'session_meta',
  'turn_context',
  'response_item',
  'event_msg',
  'compacted',
  'world_state',
])

/** Rollouts of Codex: one record a line. Older ones hold the items bare, behind a head line. */
export const codex: Reader = {
  name: 'codex',
  title: 'Codex session, rollout-*.jsonl (or .jsonl.zst, or a folder of them)',
  records: true,
  looksLike: (value) => isFields(value) && (isRecord(value) || isHead(value) || isItem(value)),
  start: () => new Rollout(),
}

function isRecord({ type, payload, record_type }: Fields): boolean {
  return record_type === 'state' || (isFields(payload) && ENVELOPES.has(text(type)))
}

function isHead(value: Fields): boolean {
  const isNamed = typeof value.id === 'string' && typeof value.timestamp === 'string'
  return isNamed && !('type' in value) && ('instructions' in value || 'git' in value)
}

function isItem(value: Fields): boolean {
  if (value.type === 'message')
    return /^(?:input|output)_text$/.test(text(fields(list(value.content)[0]).type))
  if (value.type === 'reasoning') return 'summary' in value
  return (isCall(value) || isOutput(value)) && typeof value.call_id === 'string'
}

class Rollout implements Session {
  #meta: Fields = {}
  #messages: ChatMessage[] = []
  readonly #calls = new Map<string, Call>()
  /** Texts of items, and what the program also told the screen: that is read only where no item holds it. */
  readonly #said = new Set<string>()
  readonly #echoes = new Set<ChatMessage>()
  #model: string | undefined
  #cwd: string | undefined
  #step = 0
  /** A fork begins with the records of its parent, which are no part of it. */
  #isCopying = false

  add(value: unknown, at: number | string): Reading[] {
    const record = fields(value)
    const when = time(record.timestamp)
    if (record.type === 'session_meta') return this.#head(fields(record.payload), value, at)
    if (isHead(record)) return this.#head(record, value, at)
    if (record.type === 'turn_context') return this.#context(fields(record.payload), value, at)
    const before = this.#messages.length
    if (record.type === 'event_msg') this.#event(fields(record.payload), at, when)
    else if (record.type === 'compacted') this.#compaction(fields(record.payload), at, when)
    else if (!isRecord(record) || record.type === 'response_item')
      this.#item(record.type === 'response_item' ? fields(record.payload) : record, at, when)
    return this.#messages.length === before ? [{ dropped: 'not dialogue', value, at }] : []
  }

  end(): Reading[] {
    for (const message of this.#echoes) {
      const said = message.blocks?.reasoning ?? message.text
      if (this.#said.has(said.trim())) {
        message.role = 'other'
        message.rejected = 'repeated'
      }
    }
    if (this.#messages.length === 0) return []
    const conversation = this.#conversation()
    this.#messages = []
    return [{ conversation }]
  }

  #conversation(): Conversation {
    const meta = this.#meta
    const spawn = fields(fields(fields(meta.source).subagent).thread_spawn)
    const parent = name(spawn.parent_thread_id)
    const version = name(meta.cli_version)
    const tools = [...new Set([...this.#calls.values()].map((call) => call.name))]
    return {
      id: name(meta.id),
      messages: this.#messages,
      system: name(fields(meta.base_instructions).text) ?? name(meta.instructions),
      project: (this.#cwd ?? text(meta.cwd)).split(/[/\\]/).findLast((part) => part !== ''),
      agent: { name: 'codex-cli', ...(version && { version }) },
      parent: parent ? { conversation: parent } : undefined,
      asker: parent ? 'model' : undefined,
      tools: tools.length ? tools.map((each) => ({ name: each })) : undefined,
    }
  }

  #head(meta: Fields, value: unknown, at: number | string): Reading[] {
    if (Object.keys(this.#meta).length === 0) {
      this.#meta = meta
      const spawn = fields(fields(fields(meta.source).subagent).thread_spawn)
      this.#isCopying = Boolean(name(meta.forked_from_id) ?? name(spawn.forked_from_id))
    }
    return [{ dropped: 'not dialogue', value, at }]
  }

  #context(context: Fields, value: unknown, at: number | string): Reading[] {
    this.#model = name(context.model) ?? this.#model
    this.#cwd = name(context.cwd) ?? this.#cwd
    const readings: Reading[] = [{ dropped: 'not dialogue', value, at }]
    const turn = name(context.turn_id)
    // Both are UUIDs of version 7, which begin with the time: the first turn of its own is not older than the fork.
    if (!this.#isCopying || !turn || timeOf(turn) < timeOf(text(this.#meta.id))) return readings
    this.#isCopying = false
    for (const { text: said, blocks, at: place } of this.#messages.splice(0))
      readings.push({ dropped: 'repeated', value: said || blocks, at: place ?? at })
    this.#echoes.clear()
    this.#calls.clear()
    return readings
  }

  #item(item: Fields, at: number | string, when: number | undefined): void {
    const base = { at, when }
    if (item.type === 'reasoning') this.#reasoning(item, base)
    else if (isCall(item)) {
      const call = callOf(item, `line ${at}`)
      this.#calls.set(call.id, call)
      this.#answer('', { calls: [call] }, base)
    } else if (isOutput(item)) this.#output(item, base)
    else if (item.type === 'message' || (item.type === undefined && typeof item.role === 'string'))
      this.#message(item, base)
  }

  #message(item: Fields, base: Base): void {
    const { texts, media } = partsOf(item.content)
    if (item.role === 'user') this.#person(texts, media, base)
    else if (item.role === 'assistant') {
      const said = texts.join('\n\n').trim()
      if (said) this.#note(said)
      if (said) this.#answer(said, {}, base)
    } else if (texts.length) this.#push('system', texts.join('\n\n').trim(), base)
  }

  #person(texts: readonly string[], media: string[], base: Base): void {
    const written = texts.map((block) => authored(block, 'codex'))
    if (written.some(({ interrupted }) => interrupted)) this.#stop()
    const said = written
      .map(({ text: own }) => own)
      .filter(Boolean)
      .join('\n\n')
    const notes = written.flatMap((each) => [
      ...each.notes.map(({ text: note }) => note),
      ...(each.body && said ? [each.body] : []),
    ])
    if (said) {
      this.#note(said)
      const message = this.#push('user', said, base)
      if (media.length) message.media = media
      const stripped = notes.map((note) => ({ reason: 'injected' as const, text: note }))
      const blocks = { ...(stripped.length && { stripped }), ...(media.length && { missing: media }) }
      if (Object.keys(blocks).length) message.blocks = blocks
      return
    }
    const step = written.find(({ rule }) => rule?.becomes === 'step')
    if (step) {
      const from = step.rule!.by === 'agent' ? 'agent' : 'runtime'
      this.#push('other', withoutEnvelope(step.body!), base).blocks = { from, name: step.rule!.name }
      return
    }
    const message = this.#push(media.length ? 'user' : 'other', notes.join('\n\n'), base)
    message.rejected = media.length || notes.length === 0 ? 'empty' : 'injected'
    if (media.length) message.media = media
  }

  #reasoning(item: Fields, base: Base): void {
    const { text: thought, isSummary } = reasoningOf(item)
    for (const part of partsOf(item.summary).texts) this.#note(part)
    if (thought) {
      this.#note(thought)
      this.#answer('', { reasoning: thought, ...(isSummary && { summary: true as const }) }, base)
    } else if (name(item.encrypted_content)) this.#answer('', { missing: ['reasoning'] }, base)
  }

  #output(item: Fields, base: Base): void {
    const call = text(item.call_id)
    const { result, said, agent } = outputOf(item)
    const caller = this.#calls.get(call)
    if (caller && agent && caller.name.includes('spawn')) caller.conversation = agent
    this.#push('other', '', base).blocks = { results: [{ call, result }] }
    this.#step++
    if (said) this.#push('user', said, base, '#said').blocks = { via: call }
  }

  #event(event: Fields, at: number | string, when: number | undefined): void {
    const base = { at, when }
    const said = text(event.message).trim() || text(event.text).trim()
    if (event.type === 'turn_aborted') this.#stop()
    if (!said) return
    if (event.type === 'user_message') this.#echoes.add(this.#push('user', said, base))
    else if (event.type === 'agent_message') this.#echoes.add(this.#answer(said, {}, base))
    else if (event.type === 'agent_reasoning')
      this.#echoes.add(this.#answer('', { reasoning: said, summary: true }, base))
  }

  #compaction(compacted: Fields, at: number | string, when: number | undefined): void {
    const said = text(compacted.message).trim()
    if (said) this.#push('other', said, { at, when }).blocks = { from: 'runtime', name: 'compaction' }
  }

  #answer(said: string, blocks: Blocks, base: Base): ChatMessage {
    const message = this.#push('assistant', said, base)
    message.model = this.#model
    message.blocks = { key: `step ${this.#step}`, ...blocks }
    return message
  }

  #push(role: ChatMessage['role'], said: string, { at, when }: Base, part = ''): ChatMessage {
    const message = chatMessage(`line ${at}${part}`, undefined, role, said)
    message.time = when
    message.at = at
    this.#messages.push(message)
    if (role === 'user') this.#step++
    return message
  }

  #note(said: string): void {
    this.#said.add(said.trim())
  }

  /** The person stopped the model. */
  #stop(): void {
    const spoke = this.#messages.slice(-64).filter(({ role }) => role !== 'other')
    const last = spoke.findLast((message) => !this.#echoes.has(message)) ?? spoke.at(-1)
    if (last?.role === 'assistant') last.blocks = { ...last.blocks, stop: 'interrupted' }
  }
}

interface Base {
  at: number | string
  when: number | undefined
}

function timeOf(uuid: string): string {
  return uuid.toLowerCase().slice(0, 13)
}
