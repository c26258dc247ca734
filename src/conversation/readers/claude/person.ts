import { type ChatMessage, chatMessage } from '../../conversation.js'
import { type Fields, fields, list, name, text, time } from '../fields.js'
import { flatText } from './filler.js'
import { readToolResult } from './tools.js'

/** A message of the person, with the files that were sent with it; or, in API-like exports, what a tool gave back. */
export function personMessage(id: string, parent: string | null | undefined, message: Fields): ChatMessage {
  const found = chatMessage(id, parent, 'user', '')
  found.time = time(message.created_at)
  const blocks = list(message.content).map(fields)
  const written = blocks.map(({ type, text: said }) =>
    type === 'text' || type === 'voice_note' ? text(said) : '',
  )
  const said = paragraphs(written) || flatText(message).text
  const attached = list(message.attachments).map(fields).map(attachmentText)
  found.text = paragraphs([said, ...attached]).trim()
  const results = blocks.filter(({ type }) => type === 'tool_result')
  if (results.length) {
    found.blocks = {
      results: results.map((block) => ({ call: text(block.tool_use_id), result: readToolResult(block) })),
    }
    if (!found.text) {
      found.role = 'other'
      return found
    }
  }
  const others = blocks.filter(({ type }) => typeof type === 'string' && !READ.has(type))
  if (others.length)
    found.blocks = {
      ...found.blocks,
      stripped: others.map((block) => ({ reason: 'not dialogue', text: JSON.stringify(block) })),
    }
  const media = mediaOf(message)
  if (media.all.length) found.media = media.all
  if (media.unread.length) found.blocks = { ...found.blocks, missing: media.unread }
  if (!found.text) found.rejected = 'empty'
  return found
}

/** Kinds of blocks that are read. */
const READ = new Set(['text', 'voice_note', 'tool_result'])

/** A message of neither side. */
export function otherMessage(id: string, parent: string | null | undefined, message: Fields): ChatMessage {
  const blocks = list(message.content).map(fields)
  const found = chatMessage(id, parent, 'other', paragraphs(blocks.map((block) => text(block.text))))
  found.text ||= flatText(message).text
  found.time = time(message.created_at)
  found.rejected = 'unknown role'
  return found
}

function attachmentText(attachment: Fields): string {
  const content = text(attachment.extracted_content)
  const file = name(attachment.file_name)
  return content && file ? `${file}:\n${content}` : content
}

/** What was sent beside the text, and what of it no text is in the export. */
function mediaOf(message: Fields): { all: string[]; unread: string[] } {
  const files = list(message.files)
  const attachments = list(message.attachments)
  if (files.length === 0 && attachments.length === 0) return NONE
  const read = new Set<string>()
  const unread: string[] = []
  for (const { file_name, extracted_content } of attachments.map(fields))
    if (text(extracted_content)) read.add(text(file_name))
    else unread.push(text(file_name))
  const sent = files.map((file) => text(fields(file).file_name))
  for (const file of sent) if (!read.has(file)) unread.push(file)
  return { all: kinds([...sent, ...unread]), unread: kinds(unread) }
}

const NONE = { all: [], unread: [] }

function kinds(files: readonly string[]): string[] {
  return [...new Set(files.map((file) => (/\.(?:png|jpe?g|gif|webp|heic)$/i.test(file) ? 'image' : 'file')))]
}

function paragraphs(texts: readonly string[]): string {
  return texts.filter((part) => part.trim() !== '').join('\n\n')
}
