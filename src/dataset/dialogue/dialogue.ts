import type { Example } from '../../record/example.js'
import { messagesOf } from '../formats/conversation.js'

/** A message of a training row. */
export interface Said {
  role: 'system' | 'user' | 'assistant'
  content: string
  /** An answer that stays as context, and is not trained on. */
  masked?: true
}

/** A conversation that every trainer takes: system or not, then user and assistant in turn, an answer last. */
export interface Dialogue {
  /** Rows of one conversation stay on one side of a split; empty where a row stands alone. */
  conversation: string
  messages: Said[]
  language?: string | undefined
}

const LONE_SURROGATE = /\p{Cs}/gu

/** Half a character cannot be written as UTF-8: Python stops at it. */
export function wellFormed(text: string): string {
  return LONE_SURROGATE.test(text) ? text.replace(LONE_SURROGATE, '\ufffd') : text
}

/**
 * Brings messages into the order trainers ask for: system texts first and as one, messages of the same side that follow
 * each other as one, no empty ones, no answer before the first question, no question after the last answer.
 * @returns the reason where nothing to train on is left
 */
export function tidy(
  messages: readonly { role: string; content: string | null; weight?: 0 | 1 | undefined }[],
): Said[] | string {
  const system: string[] = []
  const said: Said[] = []
  for (const { role, content, weight } of messages) {
    const text = wellFormed(content ?? '')
    if (text.trim() === '') continue
    if (role === 'system') {
      if (!system.includes(text)) system.push(text)
      continue
    }
    if (role !== 'user' && role !== 'assistant') return 'tool messages'
    const last = said.at(-1)
    if (!last && role === 'assistant') continue
    const masked = role === 'assistant' && weight === 0
    if (last?.role === role) {
      // Of answers that become one, one that is not to be trained on must not take part in it.
      if (last.masked && !masked) said[said.length - 1] = { role, content: text }
      else if (masked === Boolean(last.masked)) last.content = `${last.content}\n\n${text}`
    } else said.push({ role, content: text, ...(masked && { masked: true }) })
  }
  while (said.length && (said.at(-1)?.role === 'user' || said.at(-1)?.masked)) said.pop()
  if (said.length === 0) return 'nothing to train on'
  return system.length ? [{ role: 'system', content: system.join('\n\n') }, ...said] : said
}

/** Why an example is in no set but one of preferences: its answer is that of another example. */
export const ONLY_PREFERENCE = 'only for preferences'

/** @returns the reason where the example is no conversation to train on */
export function dialogueOf(example: Example): Dialogue | string {
  if (example.meta.use === 'preference') return ONLY_PREFERENCE
  const messages = tidy(messagesOf(example))
  if (typeof messages === 'string') return messages
  const { conversation, language } = example.meta
  return { conversation: conversation ?? example.id, messages, language }
}
