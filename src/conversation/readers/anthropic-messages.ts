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
  if (type === 'message' && Array.isArray(content)) return true
  if (Array.isArray(system) && isFields(system[0])) return true
  if (Array.isArray(tools) && 'input_schema' in fields(tools[0])) return true
  const sent = list(messages)
  for (let index = 0; index < Math.min(sent.length, LOOKED_AT); index++)
    if (hasBlocks(fields(sent[index]))) return true
  return false
}

const BLOCK = /^(?:tool_use|tool_result|thinking|redacted_thinking|server_tool_use)$/

function hasBlocks({ content }: Fields): boolean {
  return Array.isArray(content) && content.some((part) => BLOCK.test(text(fields(part).type)))
}
