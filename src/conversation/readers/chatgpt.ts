import { withoutCitationMarks } from '../citation-marks.js'
import type { ChatMessage, Conversation, Reason } from '../conversation.js'
import { type Fields, fields, isFields, isoTime, list, name, text } from './fields.js'
import type { ReadContext, Reader } from './reader.js'

/** What kinds of content are, other than dialogue. */
const CONTENT: Record<string, Reason> = {
  execution_output: 'tool traffic',
  computer_output: 'tool traffic',
  citable_code_output: 'tool traffic',
  tether_quote: 'tool traffic',
  tether_browsing_display: 'tool traffic',
  tether_browsing_code: 'tool traffic',
  sonic_webpage: 'tool traffic',
  thoughts: 'reasoning',
  reasoning_recap: 'reasoning',
  system_error: 'error stub',
}

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
  const nodes = Object.entries(fields(value.mapping)).map(([id, node]) => ({ id, node: fields(node) }))
  const messages = nodes.map(({ id, node }) => messageOf(id, node, context))
  const linked = messages.some((message) => message.parent !== null)
  const conversation: Conversation = {
    id: name(value.conversation_id) ?? name(value.id),
    messages,
    tip: name(value.current_node),
    time: isoTime(value.create_time),
    retries: true,
  }
  return linked ? conversation : byTime(conversation)
}

/** Some tools that rewrite exports lose the links between nodes; then only the clock is left. */
function byTime(conversation: Conversation): Conversation {
  let clock = 0
  const timed = conversation.messages.map((message) => {
    clock = message.time === undefined ? clock : Date.parse(message.time)
    return { clock, message: { ...message, parent: undefined } }
  })
  const messages = timed.sort((a, b) => a.clock - b.clock).map(({ message }) => message)
  return { ...conversation, messages, tip: undefined, retries: false, pairConfidence: 0.8 }
}

function messageOf(id: string, node: Fields, { feedback }: ReadContext): ChatMessage {
  const base = { id, parent: name(node.parent) ?? null }
  if (!isFields(node.message)) return { ...base, role: 'node', text: '' }
  const message = node.message
  const metadata = fields(message.metadata)
  const author = fields(message.author).role
  const content = contentOf(fields(message.content), metadata)
  const common = {
    ...base,
    text: author === 'assistant' ? withoutCitationMarks(content.text).trim() : content.text.trim(),
    time: isoTime(message.create_time),
  }
  const reason = rejection(message, content)
  if (content.instructions || author === 'system') {
    const rejected = content.instructions ? undefined : reason
    if (rejected || !common.text) return { ...common, role: 'other', rejected: rejected ?? 'empty' }
    return { ...common, role: 'system' }
  }
  if (author === 'user') return { ...common, role: 'user', media: content.media, rejected: reason }
  if (author !== 'assistant' || reason) {
    return {
      ...common,
      role: 'other',
      rejected: reason ?? (author === 'tool' ? 'tool traffic' : 'unknown role'),
    }
  }
  return {
    ...common,
    role: 'assistant',
    model: name(metadata.model_slug),
    feedback: feedback.get(text(message.id)) ?? feedback.get(id),
  }
}

/** Why the message is no part of the dialogue, if it is not. */
function rejection(message: Fields, content: Content): Reason | undefined {
  const recipient = name(message.recipient) ?? 'all'
  const author = fields(message.author).role
  if (fields(message.metadata).is_visually_hidden_from_conversation === true) return 'hidden'
  if (author === 'tool' || recipient !== 'all') return 'tool traffic'
  if (content.reason) return content.reason
  if (message.channel === 'analysis') return 'reasoning'
  if (message.weight === 0) return 'weight 0'
  return content.text.trim() === '' ? 'empty' : undefined
}

interface Content {
  text: string
  media: string[]
  /** Custom instructions or memory, which are hidden but steer every answer. */
  instructions?: true
  reason?: Reason | undefined
}

function contentOf(content: Fields, metadata: Fields): Content {
  const type = text(content.content_type)
  if (type === 'user_editable_context' || metadata.is_user_system_message === true) {
    const written = fields(metadata.user_context_message_data)
    const about = name(written.about_user_message) ?? text(content.user_profile)
    const how = name(written.about_model_message) ?? text(content.user_instructions)
    return { text: paragraphs([about, how]), media: [], instructions: true }
  }
  if (type === 'model_editable_context') {
    return { text: text(content.model_set_context), media: [], instructions: true }
  }
  if (Object.hasOwn(CONTENT, type)) return { text: '', media: [], reason: CONTENT[type] }
  if (type === 'code')
    return { text: `\`\`\`${text(content.language)}\n${text(content.text)}\n\`\`\``, media: [] }
  if (!Array.isArray(content.parts)) {
    return { text: text(content.text), media: [], reason: type === 'text' ? undefined : 'not dialogue' }
  }
  const media = [...content.parts.flatMap(partMedia), ...list(metadata.attachments).map(attachmentMedia)]
  return { text: paragraphs(content.parts.map(partText)), media: [...new Set(media)] }
}

function partText(part: unknown): string {
  if (typeof part === 'string') return part
  return fields(part).content_type === 'audio_transcription' ? text(fields(part).text) : ''
}

/** `image_asset_pointer` and the like: what was there, without the bytes. */
function partMedia(part: unknown): string[] {
  const kind = /^(?:real_time_user_)?(image|audio|audio_video|video)_asset_pointer$/.exec(
    text(fields(part).content_type),
  )
  return kind ? [kind[1] === 'audio_video' ? 'video' : kind[1]!] : []
}

function attachmentMedia(attachment: unknown): string {
  const type = text(fields(attachment).mime_type ?? fields(attachment).mimeType)
  return /^(image|audio|video)\//.exec(type)?.[1] ?? 'file'
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((part) => part.trim() !== '').join('\n\n')
}
