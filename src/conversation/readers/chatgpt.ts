import { withoutCitationMarks } from '../citation-marks.js'
import { type ChatMessage, type Conversation, chatMessage, type Reason } from '../conversation.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
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
  const mapping = fields(value.mapping)
  const messages: ChatMessage[] = []
  for (const id of Object.keys(mapping)) messages.push(messageOf(id, fields(mapping[id]), context))
  const conversation: Conversation = {
    id: name(value.conversation_id) ?? name(value.id),
    messages,
    tip: name(value.current_node),
    time: time(value.create_time),
    retries: true,
  }
  return messages.some(({ parent }) => parent !== null) ? conversation : byTime(conversation)
}

/** Some tools that rewrite exports lose the links between nodes; then only the clock is left. */
function byTime(conversation: Conversation): Conversation {
  let clock = 0
  const timed = conversation.messages.map((message) => {
    clock = message.time ?? clock
    return { clock, message: { ...message, parent: undefined } }
  })
  const messages = timed.sort((a, b) => a.clock - b.clock).map(({ message }) => message)
  return { ...conversation, messages, tip: undefined, retries: false, pairConfidence: 0.8 }
}

function messageOf(id: string, node: Fields, { feedback }: ReadContext): ChatMessage {
  const parent = name(node.parent) ?? null
  if (!isFields(node.message)) return chatMessage(id, parent, 'node', '')
  const message = node.message
  const metadata = fields(message.metadata)
  const author = fields(message.author).role
  const content = contentOf(fields(message.content), metadata)
  const said = author === 'assistant' ? withoutCitationMarks(content.text) : content.text
  const found = chatMessage(id, parent, 'other', said.trim())
  found.time = time(message.create_time)
  if (content.instructions && found.text) {
    found.role = 'system'
    found.slot = content.instructions
    return found
  }
  found.rejected = rejection(message, author, metadata, content)
  if (author === 'user') {
    found.role = 'user'
    found.media = content.media
  } else if (!found.rejected && author === 'assistant') {
    found.role = 'assistant'
    found.model = name(metadata.model_slug)
    found.feedback = feedback.get(text(message.id)) ?? feedback.get(id)
  } else if (!found.rejected && author === 'system') {
    found.role = 'system'
  } else {
    found.rejected ??= 'unknown role'
  }
  return found
}

/** Why the message is no part of the dialogue, if it is not. */
function rejection(message: Fields, author: unknown, metadata: Fields, content: Content): Reason | undefined {
  if (metadata.is_visually_hidden_from_conversation === true) return 'hidden'
  if (author === 'tool' || (name(message.recipient) ?? 'all') !== 'all') return 'tool traffic'
  if (content.reason) return content.reason
  if (message.channel === 'analysis') return 'reasoning'
  if (message.weight === 0) return 'weight 0'
  return content.text.trim() === '' ? 'empty' : undefined
}

interface Content {
  text: string
  media?: string[]
  /** Custom instructions or memory, which are hidden but steer every answer. */
  instructions?: 'custom instructions' | 'memory'
  reason?: Reason | undefined
}

function contentOf(content: Fields, metadata: Fields): Content {
  const type = text(content.content_type)
  if (type === 'user_editable_context' || metadata.is_user_system_message === true) {
    const written = fields(metadata.user_context_message_data)
    const about = name(written.about_user_message) ?? text(content.user_profile)
    const how = name(written.about_model_message) ?? text(content.user_instructions)
    return { text: paragraphs([about, how]), instructions: 'custom instructions' }
  }
  if (type === 'model_editable_context')
    return { text: text(content.model_set_context), instructions: 'memory' }
  if (Object.hasOwn(CONTENT, type)) return { text: '', reason: CONTENT[type] }
  if (type === 'code') return { text: `\`\`\`${text(content.language)}\n${text(content.text)}\n\`\`\`` }
  const { parts } = content
  if (!Array.isArray(parts)) {
    return { text: text(content.text), reason: type === 'text' ? undefined : 'not dialogue' }
  }
  const attachments = list(metadata.attachments)
  if (parts.length === 1 && typeof parts[0] === 'string' && attachments.length === 0)
    return { text: parts[0] }
  const media = [...parts.flatMap(partMedia), ...attachments.map(attachmentMedia)]
  return { text: paragraphs(parts.map(partText)), media: [...new Set(media)] }
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
