import { type Fields, fields, list, name, text } from '../fields.js'

/**
 * The messages of a chat with Claude's design tool, in the shape of the others: what it calls a block is one of theirs, and
 * what the person said while the model worked is a message.
 */
export function designMessages(chat: Fields): Fields[] {
  return list(chat.messages).map(fields).flatMap(messagesOf)
}

function messagesOf(message: Fields): Fields[] {
  const held = fields(message.content)
  const base = {
    sender: message.role ?? held.role,
    created_at: message.created_at ?? held.timestamp,
    attachments: list(held.attachments).map(fields).map(attachment),
  }
  const blocks = list(held.contentBlocks).map(fields)
  if (blocks.length === 0) return [{ ...base, uuid: message.uuid, text: text(held.content) }]
  const found: Fields[] = []
  let content: Fields[] = []
  const flush = (last: boolean) => {
    if (content.length || (last && found.length === 0))
      found.push({ ...base, uuid: last ? message.uuid : `${text(message.uuid)}#${found.length}`, content })
    content = []
  }
  for (const block of blocks) {
    if (block.type !== 'user_interjection') {
      content.push(...blocksOf(block, content.length))
      continue
    }
    flush(false)
    const said = text(fields(block.message).content) || text(block.message) || text(block.text)
    found.push({ uuid: `${text(message.uuid)}#${found.length}`, sender: 'human', text: said })
  }
  flush(true)
  return found
}

function blocksOf(block: Fields, index: number): Fields[] {
  if (block.type === 'thinking')
    return [{ type: 'thinking', thinking: text(block.text) || text(block.thinking) }]
  if (block.type !== 'tool_call') return [block]
  const { id, name: tool, input, output, isError } = fields(block.toolCall)
  const call = name(id) ?? `${text(tool)}/${index}`
  const use = { type: 'tool_use', id: call, name: tool, input }
  if (output === undefined || output === null) return [use]
  const content = typeof output === 'string' ? output : [output].flat()
  return [use, { type: 'tool_result', tool_use_id: call, name: tool, content, is_error: isError }]
}

function attachment({ name: file, content }: Fields): Fields {
  return { file_name: file, extracted_content: content }
}
