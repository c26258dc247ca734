import type { Dialogue, Said } from './dialogue.js'

/** A part of a dialogue that begins where a person speaks, or an agent's work goes on after a compaction. */
interface Stretch {
  messages: Said[]
  size: number
}

/** Cuts a dialogue's messages where somebody asks: between a call and its result nobody does. */
function stretches(said: readonly Said[], sizeOf: (message: Said) => number): Stretch[] {
  const list: Stretch[] = []
  for (const message of said) {
    if (list.length === 0 || (message.role === 'user' && !message.injected))
      list.push({ messages: [], size: 0 })
    const last = list.at(-1) as Stretch
    last.messages.push(message)
    last.size += sizeOf(message)
  }
  return list
}

/** Its end may not be context alone. */
function trimmed(messages: Said[]): Said[] {
  const end = messages.findLastIndex(({ role, masked }) => role === 'assistant' && !masked)
  return messages.slice(0, end + 1)
}

function partsOf(dialogue: Dialogue, lists: readonly Said[][]): Dialogue[] {
  const [first] = dialogue.messages
  const system = first?.role === 'system' ? [first] : []
  return lists.flatMap((list) => {
    const messages = trimmed(list)
    return messages.length ? [{ ...dialogue, messages: [...system, ...messages] }] : []
  })
}

const withoutSystem = ({ messages }: Dialogue) =>
  messages[0]?.role === 'system' ? messages.slice(1) : messages

/**
 * Rows of at most so many tokens. A row is cut where a person asks; a question whose answer alone is longer keeps the
 * steps that fit, which is what the model had seen by then.
 * @param tokensOf of a message
 */
export function cutToLength(
  dialogue: Dialogue,
  most: number,
  tokensOf: (message: Said) => number,
): Dialogue[] {
  const [first] = dialogue.messages
  const room = most - (first?.role === 'system' ? tokensOf(first) : 0)
  const lists: Said[][] = []
  let left = 0
  for (const { messages, size } of stretches(withoutSystem(dialogue), tokensOf)) {
    if (size <= left) {
      lists.at(-1)?.push(...messages)
      left -= size
    } else {
      const fitting = size <= room ? messages : head(messages, room, tokensOf)
      lists.push([...fitting])
      left = size <= room ? room - size : 0
    }
  }
  return partsOf(dialogue, lists)
}

function head(messages: readonly Said[], room: number, tokensOf: (message: Said) => number): Said[] {
  let size = 0
  const end = messages.findIndex((message) => {
    size += tokensOf(message)
    return size > room
  })
  return messages.slice(0, end < 0 ? messages.length : end)
}

/**
 * Rows without answers that are not to be trained on, for a trainer that trains on all: what follows such an answer is
 * left out up to the next question.
 */
export function withoutMasked(dialogue: Dialogue): Dialogue[] {
  const lists: Said[][] = [[]]
  for (const { messages } of stretches(withoutSystem(dialogue), () => 0)) {
    const off = messages.findIndex(({ masked }) => masked)
    lists.at(-1)?.push(...(off < 0 ? messages : messages.slice(0, off)))
    if (off >= 0) lists.push([])
  }
  return partsOf(dialogue, lists)
}

/** Without the thoughts before the last message of the user, as chat templates show them. */
export function withLastReasoning(messages: readonly Said[]): Said[] {
  const last = messages.findLastIndex(({ role }) => role === 'user')
  return messages.map((said, i) => {
    if (i > last || !said.reasoning) return said
    const { reasoning: _, ...rest } = said
    return rest
  })
}
