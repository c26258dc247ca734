import { type ChatMessage, type Conversation, chatMessage } from '../conversation.js'
import { CallLinks } from './calls.js'
import { emptyContent } from './content.js'
import { type Fields, fields, isFields, list, name, paragraphs, text, time } from './fields.js'
import { answerMessage, personMessages } from './messages.js'
import { eachDocument, type Reader } from './reader.js'

/** DeepSeek's data export: a tree as ChatGPT's, of messages that are made of fragments. */
export const deepseek: Reader = {
  name: 'deepseek',
  title: 'DeepSeek data export (ZIP, folder or conversations.json)',
  looksLike: (value) => isFields(value) && isFields(value.mapping) && hasFragments(value.mapping),
  start: eachDocument((value) => ({ conversation: conversationOf(value) })),
}

/** One message tells. */
function hasFragments(mapping: Fields): boolean {
  for (const id in mapping) {
    const { message } = fields(mapping[id])
    if (isFields(message)) return Array.isArray(message.fragments)
  }
  return false
}

function conversationOf(value: Fields): Conversation {
  const mapping = fields(value.mapping)
  const links = new CallLinks()
  return {
    id: name(value.id),
    title: name(value.title),
    messages: Object.entries(mapping).flatMap(([id, node]) => messagesOf(id, fields(node), links)),
    time: time(value.inserted_at),
    retries: true,
  }
}

function messagesOf(id: string, node: Fields, links: CallLinks): ChatMessage[] {
  const base = chatMessage(id, name(node.parent) ?? null, 'node', '')
  if (!isFields(node.message)) return [base]
  const { fragments, inserted_at: when, model, files } = node.message
  const parts = list(fragments).map(fields)
  const said = (type: string) =>
    paragraphs(...parts.map((part) => (part.type === type ? text(part.content) : '')))
  const others = parts.filter(({ type }) => !KNOWN.has(text(type))).map((part) => JSON.stringify(part))
  const content = { ...emptyContent(), others }
  base.time = time(when)
  if (parts.some(({ type }) => type === 'REQUEST')) {
    const media = list(files).length ? ['file'] : []
    return personMessages(base, { ...content, texts: [said('REQUEST')], media }, links)
  }
  base.model = name(model)
  return [answerMessage(base, said('RESPONSE'), { ...content, calls: [], reasoning: said('THINK') })]
}

const KNOWN = new Set(['REQUEST', 'RESPONSE', 'THINK'])
