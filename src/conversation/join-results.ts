import type { Call, ToolResult } from '../record/step.js'
import type { ChatMessage } from './conversation.js'

/** What became of the results of a conversation's calls. */
export interface Joined {
  /** Of a message that brings results: the message with the call of the first of them. */
  caller: Map<number, number>
  /** Results whose call is nowhere in the conversation, or has its result already. */
  orphans: { index: number; result: ToolResult }[]
}

/**
 * Puts each result into its call, by the call's id and over the whole conversation: neither their order in the file nor
 * their parents tell what belongs together.
 */
export function joinResults(messages: readonly ChatMessage[]): Joined | undefined {
  if (!messages.some(({ blocks }) => blocks?.results)) return undefined
  const calls = new Map<string, { index: number; call: Call }>()
  for (const [index, { blocks }] of messages.entries())
    for (const call of blocks?.calls ?? []) if (!calls.has(call.id)) calls.set(call.id, { index, call })
  const joined: Joined = { caller: new Map(), orphans: [] }
  for (const [index, { blocks }] of messages.entries()) {
    for (const { call: id, result, more } of blocks?.results ?? []) {
      const found = calls.get(id)
      if (found?.call.result && more) {
        found.call.result = longer(found.call.result, result)
        joined.caller.set(index, found.index)
      } else if (!found || found.call.result) {
        joined.orphans.push({ index, result })
      } else {
        found.call.result = result
        if (!joined.caller.has(index)) joined.caller.set(index, found.index)
      }
    }
  }
  return joined
}

/** A result that came in several messages. */
function longer(before: ToolResult, after: ToolResult): ToolResult {
  const media = [...new Set([...(before.media ?? []), ...(after.media ?? [])])]
  return {
    ...before,
    ...after,
    text: before.text && after.text ? `${before.text}\n\n${after.text}` : before.text || after.text,
    ...(media.length && { media }),
  }
}
