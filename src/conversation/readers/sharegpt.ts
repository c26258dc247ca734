import type { ChatMessage } from '../conversation.js'
import { htmlText, looksLikeHtml } from '../html-text.js'
import { CallLinks, toolsOf } from './calls.js'
import { type Fields, fields, isFields, name, text } from './fields.js'
import { callsIn, type Dialect, listConversation, MessageReader } from './messages.js'
import { eachDocument, type Reader } from './reader.js'

/** ShareGPT dumps and the data sets that took over their shape. */
export const sharegpt: Reader = {
  name: 'sharegpt',
  title: 'ShareGPT, {"conversations":[{"from","value"}]} (JSON array or JSONL)',
  looksLike: (value) => isFields(value) && messagesOf(value) !== undefined,
  start: eachDocument((value) => {
    const reader = new MessageReader(new CallLinks(), DIALECT)
    const messages: ChatMessage[] = []
    for (const message of messagesOf(value) ?? []) reader.read(fields(message), messages)
    return {
      conversation: listConversation(messages, {
        id: name(value.id) ?? name(value.conversation_id),
        system: text(value.system),
        tools: toolsOf(value.tools),
      }),
    }
  }),
}

/** Old dumps hold HTML; models trained on the shape write their calls as text. */
const DIALECT: Dialect = {
  answer: (said) =>
    looksLikeHtml(said)
      ? { text: htmlText(said), calls: [] }
      : said.includes('<tool_call>')
        ? callsIn(said)
        : undefined,
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
