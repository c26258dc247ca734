import { type Fields, fields, isFields, list, text } from './fields.js'
import { holdsMessages, MessageFile, requestOf, responseOf } from './message-file.js'
import { isBareMessage } from './messages.js'
import type { Reader } from './reader.js'

/** Requests to Anthropic's API, with or without their answers, and bare messages that hold its blocks. */
export const anthropicMessages: Reader = {
  name: 'anthropic-messages',
  title: 'Anthropic messages and logs, with tool_use and tool_result blocks (JSONL or JSON)',
  looksLike: (value) =>
    isFields(value) && (isBareMessage(value) ? hasBlocks(value) : holdsMessages(value) && isAnthropic(value)),
  start: () => new MessageFile(),
}

/** So many messages are looked at: an agent calls a tool soon. */
const LOOKED_AT = 6

function isAnthropic(value: Fields): boolean {
  const { system, tools, messages } = requestOf(value)
  const { type, content } = responseOf(value)
  return (
    (type === 'message' && Array.isArray(content)) ||
    isFields(list(system)[0]) ||
    'input_schema' in fields(list(tools)[0]) ||
    list(messages)
      .slice(0, LOOKED_AT)
      .some((message) => hasBlocks(fields(message)))
  )
}

function hasBlocks({ content }: Fields): boolean {
  return list(content).some((part) =>
    /^(?:tool_use|tool_result|thinking|redacted_thinking|server_tool_use)$/.test(text(fields(part).type)),
  )
}
