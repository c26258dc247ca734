import { endingOf } from '../../record/ending.js'
import type { Call, ToolResult } from '../../record/step.js'
import { type Blocks, type ChatMessage, type Conversation, chatMessage } from '../conversation.js'
import { toolsOf } from './calls.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import type { Reader, Reading } from './reader.js'

/**
 * Trajectories in the Agent Trajectory Interchange Format, 1.0 to 1.8 (harbor-framework/harbor,
 * rfcs/0001-trajectory-format.md). What strom has no place for stays under its own name, so that `export --format atif`
 * gives it back.
 */
export const atif: Reader = {
  name: 'atif',
  title: 'agent trajectories, {"schema_version":"ATIF-v1.8","steps":[...]} (JSON or JSONL)',
  looksLike: (value) => isFields(value) && /^ATIF-v1\.\d/.test(text(value.schema_version)),
  start: () => ({ add: (value) => trajectories(fields(value), undefined), end: () => [] }),
}

/** A trajectory, and those of its subagents, which are conversations of their own. */
function trajectories(value: Fields, parent: string | undefined): Reading[] {
  const conversation = conversationOf(value, parent)
  const inner = list(value.subagent_trajectories).map(fields)
  return [{ conversation }, ...inner.flatMap((each) => trajectories(each, conversation.id))]
}

function conversationOf(value: Fields, parent: string | undefined): Conversation {
  const { steps, subagent_trajectories: _, agent, ...rest } = value
  const { tool_definitions, ...harness } = fields(agent)
  const all = list(steps).map(fields)
  const first = all.findIndex(({ source }) => source !== 'system')
  const head = all.slice(0, first < 0 ? all.length : first)
  const messages = all.flatMap((step, index) => messagesOf(step, index, index < head.length))
  const version = name(harness.version)
  const model = name(harness.model_name)
  for (const message of messages) if (message.role === 'assistant') message.model ??= model
  keepTimes(messages)
  return {
    id: name(value.trajectory_id) ?? name(value.session_id),
    messages,
    agent: { name: name(harness.name) ?? 'unknown', ...(version && { version }) },
    parent: parent === undefined ? undefined : { conversation: parent },
    asker: parent === undefined ? undefined : 'model',
    tools: toolsOf(tool_definitions),
    kept: { trajectory: { ...rest, agent: harness, ...(head.length && { head: head.map(withoutId) }) } },
  }
}

/** A time that is written as strom writes times is the step's; another one comes back as it was. */
function withoutTime({ timestamp, ...step }: Fields): Fields {
  const when = time(timestamp)
  const isOurs = when !== undefined && new Date(when).toISOString() === timestamp
  return isOurs || timestamp === undefined ? step : { ...step, timestamp }
}

/** An answer of nothing but text has no steps, and so none with its time, unless something else is kept there. */
function keepTimes(messages: readonly ChatMessage[]): void {
  let answers: ChatMessage[] = []
  for (const message of [...messages, undefined]) {
    if (message && message.role !== 'user') {
      answers.push(message)
      continue
    }
    if (answers.every(({ blocks }) => blocks === undefined))
      for (const answer of answers)
        if (answer.role === 'assistant' && answer.time !== undefined)
          answer.blocks = { kept: { timestamp: new Date(answer.time).toISOString() } }
    answers = []
  }
}

function withoutId({ step_id: _, ...step }: Fields): Fields {
  return step
}

function messagesOf(step: Fields, index: number, isHead: boolean): ChatMessage[] {
  const { source, message, step_id: _, ...rest } = step.source === 'user' ? step : withoutTime(step)
  const said = textOf(message)
  const base = (role: ChatMessage['role'], text: string, part = '') => {
    const found = chatMessage(`step ${index + 1}${part}`, undefined, role, text)
    found.time = time(step.timestamp)
    found.at = `steps[${index}]`
    return found
  }
  const parts = typeof message === 'string' ? {} : { message }
  if (isHead) return [base('system', said)]
  if (source === 'user') {
    const asked = base('user', said)
    const { strom, ...more } = fields(rest.extra)
    const { media: sent, via } = fields(strom)
    const media = [...mediaOf(message), ...list(sent).map(text)]
    if (media.length) asked.media = media
    const { extra: _extra, ...own } = rest
    const kept = { ...own, ...(Object.keys(more).length && { extra: more }), ...parts }
    const blocks: Blocks = { ...(Object.keys(kept).length && { kept }), ...(name(via) && { via: text(via) }) }
    if (Object.keys(blocks).length) asked.blocks = blocks
    if (!said) asked.rejected = 'empty'
    return [asked]
  }
  if (source === 'agent') return agentMessages(step, said, parts, base)
  const { extra, ...own } = rest
  const { strom, ...more } = fields(extra)
  const { from, name: called } = fields(strom)
  const note = base('other', said)
  note.blocks = {
    from: from === 'agent' ? 'agent' : 'runtime',
    name: name(called) ?? 'system',
    kept: { ...own, ...(Object.keys(more).length && { extra: more }), ...parts },
  }
  return [note]
}

type Base = (role: ChatMessage['role'], text: string, part?: string) => ChatMessage

function agentMessages(step: Fields, said: string, parts: Fields, base: Base): ChatMessage[] {
  const { source: _, step_id: _id, message: _message, tool_calls, observation, ...rest } = withoutTime(step)
  const { reasoning_content, ...others } = rest
  const { is_copied_context, extra, ...own } = others
  const { strom, ...more } = fields(extra)
  const ours = fields(strom)
  const kept = {
    ...own,
    ...(Object.keys(more).length && { extra: more }),
    ...(is_copied_context === false && { is_copied_context }),
  }
  const results = list(fields(observation).results).map(fields)
  const calls = list(tool_calls).map(fields).map(callOf)
  const answer = base(step.llm_call_count === 0 && calls.length === 0 ? 'other' : 'assistant', said)
  answer.model = name(step.model_name)
  const loose = linked(calls, results)
  const isEmpty = Object.keys({ ...kept, ...parts }).length === 0
  const blocks: Blocks = {
    ...(answer.role === 'other' && { from: 'runtime' as const, name: 'dispatch' }),
    ...(name(reasoning_content) && { reasoning: text(reasoning_content) }),
    ...(ours.reasoning_is === 'summary' && { summary: true as const }),
    ...(ours.weight === 0 && { weight: 0 as const }),
    ...(name(ours.stop) && { stop: endingOf(text(ours.stop)) }),
    ...(calls.length && { calls }),
    ...(is_copied_context === true && { copied: true as const }),
    ...(!isEmpty && { kept: { ...kept, ...parts } }),
  }
  if (Object.keys(blocks).length) answer.blocks = blocks
  if (!said && !calls.length && !blocks.reasoning && answer.role === 'assistant') answer.rejected = 'empty'
  return [answer, ...loose.map((result, index) => observed(result, base, index))]
}

function callOf(call: Fields): Call {
  const { tool_call_id, function_name, arguments: given, extra } = call
  const raw = fields(extra).strom_raw_arguments === true ? text(fields(given)._raw) : undefined
  return {
    id: text(tool_call_id),
    name: text(function_name),
    arguments: raw ?? (isFields(given) ? { ...given } : (JSON.stringify(given) ?? '')),
    ...(extra !== undefined && raw === undefined && { extra }),
  }
}

/** Gives calls their results. @returns those that belong to none */
function linked(calls: readonly Call[], results: readonly Fields[]): Fields[] {
  const nameless = results.filter(({ source_call_id }) => !name(source_call_id))
  // Terminals have no ids: as many results as calls are theirs, in order.
  const inOrder = nameless.length === results.length && nameless.length === calls.length
  return results.filter((result, index) => {
    const call = inOrder ? calls[index] : calls.find(({ id }) => id === result.source_call_id)
    if (!call || call.result) return true
    call.result = resultOf(result, inOrder)
    const [ref] = list(result.subagent_trajectory_ref).map(fields)
    const conversation = name(ref?.trajectory_id)
    if (conversation) call.conversation = conversation
    return false
  })
}

function resultOf(result: Fields, isNameless: boolean): ToolResult {
  const { source_call_id: _, content, extra, subagent_trajectory_ref: refs, ...kept } = result
  const [ref, ...others] = list(refs).map(fields)
  const isPlain = ref && others.length === 0 && Object.keys(ref).join() === 'trajectory_id'
  const { strom, ...more } = fields(extra)
  const media = mediaOf(content)
  return {
    text: textOf(content),
    ...(media.length && { media }),
    ...(typeof content !== 'string' && { content: content ?? null }),
    ...(isNameless && { nameless: true }),
    ...(Object.keys(more).length && { extra: more }),
    ...fields(strom),
    ...(refs !== undefined && !isPlain && { subagent_trajectory_ref: refs }),
    ...kept,
  }
}

function observed(result: Fields, base: Base, index: number): ChatMessage {
  const { content, ...kept } = result
  const note = base('other', textOf(content), `#${index}`)
  note.time = undefined
  note.blocks = {
    from: 'runtime',
    name: 'observation',
    kept: { ...kept, ...(typeof content !== 'string' && { content: content ?? null }) },
  }
  return note
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  return list(content)
    .map((part) => text(fields(part).text))
    .filter(Boolean)
    .join('\n\n')
}

function mediaOf(content: unknown): string[] {
  const kinds = list(content).map((part) => text(fields(part).type))
  return [...new Set(kinds.filter((kind) => kind !== '' && kind !== 'text'))]
}
