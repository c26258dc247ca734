import type { ChatMessage } from '../conversation.js'
import { type Fields, fields, isFields } from './fields.js'

/** Did a reader find nothing at all in it? */
export function isMute({ role, text, media, blocks }: ChatMessage): boolean {
  if (role === 'node') return true
  if (text !== '' || media?.length) return false
  const { calls, results, reasoning, missing, stripped } = blocks ?? {}
  return !(calls || results || reasoning || missing || stripped)
}

/**
 * A document that is held for a conversation, but whose messages keep their text where the reader does not look: one of
 * them. A conversation in which nobody said anything is none.
 * @param document the last one that was read
 * @param isRecord the document is one record of the conversation, with a message in it
 */
export function unreadMessage(
  messages: readonly ChatMessage[],
  document: unknown,
  isRecord: boolean,
): Fields | undefined {
  if (!messages.every(isMute) || messages.every(({ role }) => role === 'node')) return undefined
  if (isRecord && messages.length < 2) return undefined // a single broken record
  const found = isRecord ? [fields(fields(document).message)] : messagesIn(fields(document))
  return found.find((message) => holdsText(message, DEPTH))
}

/** The longest list of objects in it, or the nodes of its tree, or the object itself. */
function messagesIn(document: Fields): Fields[] {
  const nodes = Object.values(fields(document.mapping)).map((node) => fields(node).message ?? node)
  const outer = [document, ...Object.values(document).filter(isFields)]
  const lists = outer.flatMap((each) => Object.values(each).filter((value) => Array.isArray(value)))
  const found = [nodes, ...lists].map((list) => list.filter(isFields))
  const longest = found.reduce((best, list) => (list.length > best.length ? list : best), [])
  return longest.length ? longest : [document]
}

/** What says who, when or what kind, and is no text. */
const NO_TEXT =
  /^(?:(?:.*_)?(?:id|uuid|type|at|url|status|model|name|reason)|role|from|sender|author|object|usage|recipient|channel|metadata|time\w*|created\w*|updated\w*|version)$/
const DEPTH = 6

function holdsText(value: unknown, room: number): boolean {
  if (typeof value === 'string') return /[\p{L}\p{N}]/u.test(value)
  if (typeof value !== 'object' || value === null || room === 0) return false
  if (Array.isArray(value)) return value.some((each) => holdsText(each, room - 1))
  return Object.entries(value).some(([key, each]) => !NO_TEXT.test(key) && holdsText(each, room - 1))
}
