import type { Next } from '../record/turn.js'
import { type ChatMessage, joined } from './conversation.js'
import { type Exchange, indices } from './exchanges.js'

/** So much of the next message tells what the person made of the answer. */
const LONGEST = 2000

/**
 * What the person said next, by exchange, also where nobody answered it. Where branches part, it is that of the preferred
 * one, which comes first.
 * @param exchanges those of a conversation, in the order they are walked in
 */
export function nextOf(
  messages: readonly ChatMessage[],
  exchanges: readonly Exchange[],
): Map<Exchange, Next> {
  const found = new Map<Exchange, Next>()
  for (const { users, before } of exchanges) {
    if (!before || !users || found.has(before)) continue
    const asked = indices(users)
    const said = joined(messages, asked)
    if (said === '') continue
    const long = said.length > LONGEST
    found.set(before, {
      user: long ? said.slice(0, LONGEST) : said,
      ...secondsBetween(messages, before, asked[0]!),
      ...(long && { cut: said.length }),
    })
  }
  return found
}

function secondsBetween(
  messages: readonly ChatMessage[],
  before: Exchange,
  asked: number,
): { after_s?: number } {
  const answered = before.answers && messages[before.answers.index]!.time
  const time = messages[asked]!.time
  if (answered === undefined || time === undefined || time < answered) return {}
  return { after_s: Math.round((time - answered) / 1000) }
}
