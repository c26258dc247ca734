import type { ChatMessage, Conversation } from '../../conversation.js'
import { type Fields, fields, isFields, name, text, time } from '../fields.js'
import type { ReadContext, Reader } from '../reader.js'
import { link } from './link.js'
import { type Gathered, messageOf } from './node.js'

/** ChatGPT's data export, and single conversations of the same shape. */
export const chatgpt: Reader = {
  name: 'chatgpt',
  title: 'ChatGPT data export (ZIP, folder or conversations.json)',
  looksLike: (value) => isFields(value) && isFields(value.mapping),
  start: (context) => ({
    add: (value) => [{ conversation: conversationOf(fields(value), context) }],
    end: () => [],
  }),
}

function conversationOf(value: Fields, context: ReadContext): Conversation {
  const mapping = fields(value.mapping)
  const gathered: Gathered = {
    linked: false,
    commands: new Map(),
    canvases: new Map(),
    reports: new Set(),
    drawings: new Set(),
  }
  const messages: ChatMessage[] = []
  for (const id of Object.keys(mapping)) messages.push(messageOf(id, fields(mapping[id]), context, gathered))
  const found: Conversation = {
    id: name(value.conversation_id) ?? name(value.id),
    messages,
    tip: name(value.current_node),
    time: time(value.create_time),
    retries: true,
    title: name(value.title),
    ...gizmoOf(value),
  }
  const conversation = messages.some(({ parent }) => parent !== null) ? found : byTime(found)
  const model = name(value.default_model_slug)
  if (model && model !== 'auto')
    for (const message of messages) if (message.role === 'assistant') message.model ??= model
  if (gathered.linked) link(conversation.messages, mapping, gathered, context)
  return conversation
}

/** A project is a gizmo too, as a custom GPT is; its name is nowhere in the export. */
function gizmoOf(value: Fields): Pick<Conversation, 'agent' | 'project'> {
  const gizmo = name(value.gizmo_id)
  if (!gizmo) return {}
  const isProject = gizmo.startsWith('g-p-') || text(value.gizmo_type) === 'snorlax'
  return isProject ? { project: gizmo } : { agent: { name: 'gizmo', id: gizmo } }
}

/** Some tools that rewrite exports lose the links between nodes; then only the clock is left. */
function byTime(conversation: Conversation): Conversation {
  let clock = 0
  const timed = conversation.messages.map((message) => {
    clock = message.time ?? clock
    message.parent = undefined
    return { clock, message }
  })
  const messages = timed.sort((a, b) => a.clock - b.clock).map(({ message }) => message)
  return { ...conversation, messages, tip: undefined, retries: false, pairConfidence: 0.8 }
}
