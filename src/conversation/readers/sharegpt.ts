import type { ChatMessage } from '../conversation.js'
import { htmlText, looksLikeHtml } from '../html-text.js'
import { type Fields, fields, isFields, name, text } from './fields.js'
import { listConversation, listMessage } from './linear.js'
import { eachDocument, type Reader } from './reader.js'

/** ShareGPT dumps and the data sets that took over their shape. */
export const sharegpt: Reader = {
  name: 'sharegpt',
  title: 'ShareGPT, {"conversations":[{"from","value"}]} (JSON array or JSONL)',
  looksLike: (value) => isFields(value) && messagesOf(value) !== undefined,
  start: eachDocument((value) => ({
    conversation: listConversation(
      name(value.id) ?? name(value.conversation_id),
      (messagesOf(value) ?? []).map(fields).map(messageOf),
      text(value.system),
    ),
  })),
}

function messagesOf(value: Fields): readonly unknown[] | undefined {
  return [value.conversations, value.items, value.conversation].find(
    (found): found is unknown[] => Array.isArray(found) && (found.length === 0 || isMessage(found[0])),
  )
}

function isMessage(value: unknown): boolean {
  return (
    isFields(value) &&
    typeof (value.from ?? value.role) === 'string' &&
    ('value' in value || 'content' in value || 'text' in value)
  )
}

function messageOf(message: Fields, index: number): ChatMessage {
  const side = text(message.from ?? message.role)
  const said = text(message.value) || text(message.content) || text(message.text)
  const found = listMessage(index, side, said)
  return found.role === 'assistant' && looksLikeHtml(said) ? { ...found, text: htmlText(said) } : found
}
