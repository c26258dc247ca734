import { isFields } from './fields.js'
import { holdsMessages, MessageFile } from './message-file.js'
import { isBareMessage } from './messages.js'
import type { Reader } from './reader.js'

/**
 * `{"messages": [{"role", "content"}]}`: OpenAI fine-tuning files, logs of chat APIs, and what most trainers call chatml.
 * Also bare messages.
 */
export const openaiMessages: Reader = {
  name: 'openai-messages',
  title: 'OpenAI messages and chat logs, {"messages":[{"role","content"}]} (JSONL or JSON)',
  looksLike: (value) => isFields(value) && (isBareMessage(value) || holdsMessages(value)),
  start: () => new MessageFile(),
}
