import { endingOf } from '../../../record/ending.js'
import { withoutCitationMarks } from '../../citation-marks.js'
import { type Blocks, type ChatMessage, chatMessage, type Reason } from '../../conversation.js'
import { type Fields, fields, isFields, name, text, time } from '../fields.js'
import type { ReadContext } from '../reader.js'
import { type CanvasCommand, canvasCommand } from './canvas.js'
import { type Content, contentOf } from './content.js'
import { callOf, reportIn, resultOf } from './tools.js'

/** What the nodes of a conversation hold that concerns other nodes; see `link`. */
export interface Gathered {
  /** Is there anything to link at all? */
  linked: boolean
  commands: Map<ChatMessage, CanvasCommand>
  /** The documents of the canvas that commands were about, by the command's node. */
  canvases: Map<string, string>
  reports: Set<string>
  /** Results that pictures for the reader came with. */
  drawings: Set<ChatMessage>
}

export function messageOf(
  id: string,
  node: Fields,
  { feedback }: ReadContext,
  gathered: Gathered,
): ChatMessage {
  const parent = name(node.parent) ?? null
  if (!isFields(node.message)) return chatMessage(id, parent, 'node', '')
  const message = node.message
  const metadata = fields(message.metadata)
  const author = fields(message.author).role
  const report = author === 'tool' || metadata.is_async_task_result_message ? reportIn(message) : undefined
  if (author === 'tool' && report === undefined) return toolMessage(id, parent, message, gathered)
  const content = report === undefined ? contentOf(fields(message.content), metadata) : { text: report }
  const isAnswer = author === 'assistant' || report !== undefined
  const said = isAnswer ? withoutCitationMarks(content.text) : content.text
  const found = chatMessage(id, parent, 'other', said.trim())
  found.time = time(message.create_time)
  if (content.instructions && found.text) {
    found.role = 'system'
    found.slot = content.instructions
    return found
  }
  const recipient = name(message.recipient) ?? 'all'
  if (isAnswer && report === undefined && recipient !== 'all' && message.weight !== 0)
    return callMessage(found, recipient, message, gathered)
  found.rejected = report === undefined ? rejection(message, metadata, content) : undefined
  if (author === 'user') {
    found.role = 'user'
    found.media = content.media
    found.blocks = unseen(content.media, said)
  } else if (!found.rejected && isAnswer) {
    found.role = 'assistant'
    found.model = modelOf(metadata)
    found.feedback = feedback.get(text(message.id)) ?? feedback.get(id)
    found.blocks = answerBlocks(message, metadata, content, gathered)
    if (found.blocks?.reasoning) found.text = ''
    if (report !== undefined) once(found, gathered)
  } else if (!found.rejected && author === 'system') {
    found.role = 'system'
  } else {
    if (content.thoughts) found.text = content.thoughts
    found.rejected ??= 'unknown role'
  }
  return found
}

/** A widget says its state again and again; the report in it is one. */
function once(found: ChatMessage, { reports }: Gathered): void {
  if (reports.has(found.text)) {
    found.role = 'other'
    found.rejected = 'repeated'
  }
  reports.add(found.text)
}

function modelOf(metadata: Fields): string | undefined {
  return name(metadata.model_slug)
}

/** What the model wrote to a tool. A document on the canvas is made in `link`, from what was there before. */
function callMessage(
  found: ChatMessage,
  recipient: string,
  message: Fields,
  gathered: Gathered,
): ChatMessage {
  const content = fields(message.content)
  const written = Array.isArray(content.parts) ? contentOf(content, {}).text : text(content.text)
  if (!written.trim()) {
    found.rejected = 'empty'
    return found
  }
  gathered.linked = true
  found.role = 'assistant'
  found.model = modelOf(fields(message.metadata))
  found.text = ''
  found.blocks = { calls: [callOf(found.id, recipient, written)] }
  const command = canvasCommand(recipient, written)
  if (command) gathered.commands.set(found, command)
  else if (recipient.startsWith('canmore.')) found.blocks.missing = ['canvas']
  return found
}

function toolMessage(id: string, parent: string | null, message: Fields, gathered: Gathered): ChatMessage {
  const { result, shown } = resultOf(message)
  const found = chatMessage(id, parent, 'other', '')
  found.time = time(message.create_time)
  if (!result.text && !result.media && !result.error) {
    found.rejected = 'empty'
    return found
  }
  const canvas = name(fields(fields(message.metadata).canvas).textdoc_id)
  if (canvas && parent) gathered.canvases.set(parent, canvas)
  if (shown) gathered.drawings.add(found)
  gathered.linked = true
  found.blocks = { results: [{ call: '', result }], name: name(fields(message.author).name) }
  return found
}

/** What a person asked about and did not write; what they said aloud is there as text. */
function unseen(media: string[] | undefined, said: string): Blocks | undefined {
  const missing = media?.filter((kind) => !(kind === 'audio' && said.trim()))
  return missing?.length ? { missing } : undefined
}

function answerBlocks(
  message: Fields,
  metadata: Fields,
  content: Content,
  gathered: Gathered,
): Blocks | undefined {
  const reasoning = content.thoughts ?? (message.channel === 'analysis' ? content.text.trim() : '')
  const stop = stopOf(message, metadata)
  const missing = [
    ...(content.media ?? []).filter((kind) => kind !== 'audio'),
    ...(content.text.includes('](sandbox:/') ? ['file'] : []),
  ]
  if (!reasoning && !stop && missing.length === 0) return undefined
  if (reasoning || stop === 'length') gathered.linked = true
  return {
    ...(reasoning && { reasoning, ...(content.thoughts !== undefined && { summary: true as const }) }),
    ...(stop && { stop }),
    ...(missing.length && { missing }),
  }
}

/** How an answer ended, where it was not simply done. */
function stopOf(message: Fields, metadata: Fields): Blocks['stop'] {
  const finish = name(fields(metadata.finish_details).type)
  if (finish === 'stop') return undefined
  if (finish !== undefined && finish !== 'unknown') {
    const ending = endingOf(finish)
    return ending === 'ok' ? undefined : ending
  }
  const { status } = message
  return status === 'in_progress' || status === 'finished_partial_completion' ? 'interrupted' : undefined
}

/** Why the message is no part of the dialogue, if it is not. */
function rejection(message: Fields, metadata: Fields, content: Content): Reason | undefined {
  if (metadata.is_visually_hidden_from_conversation === true && !content.thoughts) return 'hidden'
  if (content.other === 'system_error') return 'error stub'
  if (content.other !== undefined) return 'not dialogue'
  if (message.weight === 0) return 'weight 0'
  if (content.thoughts !== undefined) return content.thoughts ? undefined : 'not dialogue'
  return content.text.trim() === '' ? 'empty' : undefined
}
