import type { Example } from '../../record/example.js'
import type { Tool } from '../../record/step.js'
import type { Turn } from '../../record/turn.js'
import { messagesOf } from '../formats/conversation.js'

/** A message of a training row. Results of calls are messages of their own, behind the message that holds the calls. */
export interface Said {
  role: 'system' | 'user' | 'assistant' | 'tool'
  content: string
  /** What the model thought before it. */
  reasoning?: string
  calls?: SaidCall[]
  /** Of a tool message: the call whose result it is. */
  call_id?: string
  /** An answer that stays as context, and is not trained on. */
  masked?: true
  /** A user message that a runtime or another agent wrote, and no person. */
  injected?: true
  /** The turn it comes from. */
  turn?: Turn
}

export interface SaidCall {
  id: string
  name: string
  /** The text itself where the model wrote no valid JSON object. */
  arguments: Record<string, unknown> | string
}

/** A conversation that every trainer takes: system or not, then user and assistant in turn, an answer last. */
export interface Dialogue {
  /** Rows of one conversation stay on one side of a split; empty where a row stands alone. */
  conversation: string
  messages: Said[]
  /** What the model could call. */
  tools?: Tool[]
  /** The message that training begins with, where all before it is context. */
  from?: number
  language?: string | undefined
}

const LONE_SURROGATE = /\p{Cs}/gu

/** Half a character cannot be written as UTF-8: Python stops at it. */
export function wellFormed(text: string): string {
  return LONE_SURROGATE.test(text) ? text.replace(LONE_SURROGATE, '\ufffd') : text
}

/** A message as it comes: of a turn, or of an example. */
export interface Rough extends Omit<Said, 'role' | 'content' | 'masked'> {
  role: string
  content: string | null
  weight?: 0 | 1 | undefined
}

/**
 * Brings messages into the order trainers ask for: system texts first and as one, messages of the same side that follow
 * each other as one, no empty ones, no answer before the first question, no question after the last answer. A call and
 * its result stay together.
 * @returns the reason where nothing to train on is left
 */
export function tidy(messages: readonly Rough[]): Said[] | string {
  const system: string[] = []
  const said: Said[] = []
  for (const { role, content, weight, ...rest } of paired(messages)) {
    const text = wellFormed(content ?? '')
    if (text.trim() === '' && !rest.calls?.length && role !== 'tool') continue
    if (role === 'system') {
      if (!system.includes(text)) system.push(text)
      continue
    }
    if (role !== 'user' && role !== 'assistant' && role !== 'tool') continue
    if (said.length === 0 && role !== 'user') continue
    const masked = role === 'assistant' && weight === 0
    const next: Said = { ...rest, role, content: text, ...(masked && { masked: true }) }
    const last = said.at(-1)
    if (last?.role === role && role !== 'tool') said[said.length - 1] = joined(last, next)
    else said.push(next)
  }
  while (said.length && (said.at(-1)?.role !== 'assistant' || said.at(-1)?.masked)) said.pop()
  if (said.length === 0) return 'nothing to train on'
  return system.length ? [{ role: 'system', content: system.join('\n\n') }, ...said] : said
}

/**
 * Calls with their results: ids that are there once, no result without its call, and no call without its result but in
 * the last message. What lost a call is not what the model wrote, and is not trained on.
 */
function paired(messages: readonly Rough[]): readonly Rough[] {
  if (!messages.some(({ calls, role }) => calls || role === 'tool')) return messages
  const used = new Set<string>()
  const out: Rough[] = []
  for (let i = 0; i < messages.length; i++) {
    const message = messages[i] as Rough
    if (message.role === 'tool') continue
    const results: Rough[] = []
    for (let at = i + 1; messages[at]?.role === 'tool'; at++) results.push(messages[at] as Rough)
    const answered = new Set(results.map(({ call_id }) => call_id))
    const isLast = i + results.length === messages.length - 1
    const kept = message.calls?.filter(({ id }) => answered.has(id) || (isLast && answered.size === 0)) ?? []
    const fresh = new Map(kept.map(({ id }) => [id, unused(id, used)]))
    const { calls, ...rest } = message
    out.push({
      ...rest,
      ...(kept.length && { calls: kept.map((call) => ({ ...call, id: fresh.get(call.id) ?? call.id })) }),
      ...(calls && kept.length < calls.length && { weight: 0 as const }),
    })
    for (const { id } of kept) {
      const result = results.find(({ call_id }) => call_id === id)
      if (result) out.push({ ...result, call_id: fresh.get(id) ?? id })
    }
  }
  return out
}

function unused(id: string, used: Set<string>): string {
  let name = id
  for (let n = 2; used.has(name); n++) name = `${id}_${n}`
  used.add(name)
  return name
}

/** Of answers that become one, one that is not to be trained on must not take part in it, unless it holds calls. */
function joined(last: Said, next: Said): Said {
  const calls = [...(last.calls ?? []), ...(next.calls ?? [])]
  const differ = Boolean(last.masked) !== Boolean(next.masked)
  if (differ && calls.length === 0) return last.masked ? next : last
  const both = (a: string | undefined, b: string | undefined) => [a, b].filter(Boolean).join('\n\n')
  const reasoning = both(last.reasoning, next.reasoning)
  const { injected, reasoning: _, ...rest } = last
  return {
    ...rest,
    content: both(last.content, next.content),
    ...(reasoning && { reasoning }),
    ...(calls.length && { calls }),
    ...(differ && { masked: true }),
    ...(injected && next.injected && { injected }),
  }
}

/** Why an example is in no set but one of preferences: its answer is that of another example. */
export const ONLY_PREFERENCE = 'only for preferences'

/** @returns the reason where the example is no conversation to train on */
export function dialogueOf(example: Example): Dialogue | string {
  if (example.meta.use === 'preference') return ONLY_PREFERENCE
  const messages = tidy(messagesOf(example) as Rough[])
  if (typeof messages === 'string') return messages
  const { conversation, language } = example.meta
  return { conversation: conversation ?? example.id, messages, language }
}
