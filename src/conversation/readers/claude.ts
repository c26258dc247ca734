import { type ChatMessage, type Conversation, chatMessage, type Reason } from '../conversation.js'
import { withoutElements } from '../tags.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import { eachDocument, type Reader } from './reader.js'

/** Claude.ai's data export: a list of messages, or since 2026 a tree of them. */
export const claude: Reader = {
  name: 'claude',
  title: 'Claude.ai data export (ZIP, folder or conversations.json)',
  looksLike: (value) => isFields(value) && Array.isArray(value.chat_messages),
  start: eachDocument((value) => ({ conversation: conversationOf(value) })),
}

function conversationOf(value: Fields): Conversation {
  const found = list(value.chat_messages).map(fields)
  // The first message's parent is a sentinel that is in no export; where there is no parent at all, it is a list.
  const isTree = found.some((message) => name(message.parent_message_uuid))
  const messages = found.map((message, index) => messageOf(message, index, isTree))
  return {
    id: name(value.uuid),
    messages,
    tip: name(value.current_leaf_message_uuid),
    time: time(value.created_at),
    retries: isTree,
  }
}

function messageOf(message: Fields, index: number, isTree: boolean): ChatMessage {
  const sender = message.sender ?? message.role
  const isAnswer = sender === 'assistant'
  const blocks = list(message.content).map(fields)
  const said = blockText(blocks, isAnswer) || flatText(message)
  const parent = isTree ? (name(message.parent_message_uuid) ?? null) : undefined
  const found = chatMessage(name(message.uuid) ?? String(index), parent, 'other', '')
  found.time = time(message.created_at)
  if (isAnswer) {
    found.text = withoutArtifactTags(said).trim()
    if (found.text) {
      found.role = 'assistant'
      found.model = name(message.model)
    } else {
      found.rejected = notSaid(blocks)
    }
  } else if (sender === 'human' || sender === 'user') {
    const attached = list(message.attachments).map(fields).map(attachmentText)
    found.role = 'user'
    found.text = [said, ...attached]
      .filter((part) => part.trim())
      .join('\n\n')
      .trim()
    found.media = list(message.files).length ? ['file'] : undefined
    if (!found.text) found.rejected = 'empty'
  } else {
    found.text = said
    found.rejected = 'unknown role'
  }
  return found
}

/** What an answer without text is. */
function notSaid(blocks: readonly Fields[]): Reason {
  const types = new Set(blocks.map((block) => block.type))
  if (types.has('tool_use') || types.has('tool_result')) return 'tool traffic'
  return types.has('thinking') ? 'reasoning' : 'empty'
}

/**
 * The text of the content blocks. Blocks of an answer that touch are one text that was cut for its citations;
 * what stood on both sides of a tool call or a thought are paragraphs.
 */
function blockText(blocks: readonly Fields[], isAnswer: boolean): string {
  let all = ''
  let touching = false
  for (const block of blocks) {
    const said = block.type === 'text' || block.type === 'voice_note' ? text(block.text) : ''
    if (said) all += all && !(touching && isAnswer) ? `\n\n${said}` : said
    touching = said !== ''
  }
  return all
}

/** Text of older exports. Where a block could not be shown it holds a notice in its place. */
function flatText(message: Fields): string {
  const older = fields(message.text_message)
  const flat = text(message.text) || text(older.content) || text(older.text) || text(message.content)
  return flat.replace(/```\s{0,8}This block is not supported on your current device yet\.?\s{0,8}```/g, '')
}

function attachmentText(attachment: Fields): string {
  const content = text(attachment.extracted_content)
  const file = name(attachment.file_name)
  return content && file ? `${file}:\n${content}` : content
}

/** Answers of 2024 hold documents inside the text, in tags, and thoughts that were never shown. */
function withoutArtifactTags(said: string): string {
  if (!said.includes('<ant')) return said
  return withoutElements(said, ['antThinking']).replace(/<\/?antArtifact\b[^<>]*>/g, '')
}
