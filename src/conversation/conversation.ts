import type { Ending } from '../record/ending.js'
import type { Call, Tool, ToolResult } from '../record/step.js'
import type { Alternative, Turn } from '../record/turn.js'

export type Feedback = NonNullable<Alternative['feedback']>

/** Why a message is in no turn. Counted in the summary, and given with each record of --rejects. */
export type Reason =
  | 'empty'
  | 'empty conversation'
  | 'error stub'
  | 'group chat'
  | 'half-written'
  | 'hidden'
  | 'injected'
  | 'no answer'
  | 'no question'
  | 'not dialogue'
  | 'orphan result'
  | 'other branch'
  | 'reasoning'
  | 'refusal'
  | 'repeated'
  | 'sidechain'
  | 'superseded'
  | 'unknown role'
  | 'weight 0'

/** What a tool gave back for the call of this id. */
export interface Returned {
  call: string
  result: ToolResult
  /** Of a tool that starts a subagent. */
  agentId?: string
  /** It goes on where an earlier result of the same call ended. */
  more?: true
}

/** What a message of an agent, or of a modern chat, holds beside its text. */
export interface Blocks {
  /** Messages of one key are parts of one answer of the model: one step. */
  key?: string | undefined
  reasoning?: string | undefined
  /** The reasoning is a summary that the provider made. */
  summary?: true | undefined
  calls?: Call[] | undefined
  /** What tools gave back, by the id of the call; `assemble` puts them into their calls. */
  results?: Returned[] | undefined
  /** Not the model's words, but put in between by the program it works in, or by another agent. */
  from?: 'runtime' | 'agent' | undefined
  /** Of what `from` put in: compaction, task-notification, ... */
  name?: string | undefined
  stop?: Ending | undefined
  /** The text goes on where that of the message before it was cut off: nothing stands between them. */
  continues?: true | undefined
  /** Context that is not to be trained on. */
  weight?: 0 | undefined
  /** Repeated from another record. */
  copied?: true | undefined
  /** Fields that only the format itself has a use for: they stay on the step, or of a question on the turn. */
  kept?: Record<string, unknown> | undefined
  /** What the reader saw and the file does not hold. */
  missing?: string[] | undefined
  /** A person's words that stand in the result of this call. */
  via?: string | undefined
  /** Of a message that no side is known for: what the side is called. */
  side?: string | undefined
  /** A file that the person named in the message before. */
  mentioned?: true | undefined
  /** Parts of the message that are in no turn, with their text. */
  stripped?: { reason: Reason; text: string }[] | undefined
}

/** One message of a conversation, as a reader found it. */
export interface ChatMessage {
  id: string
  /** The message it answers or follows: null for none, undefined for the one before it in the list. */
  parent?: string | null | undefined
  /**
   * `other`: neither side of the dialogue, such as a tool's output or a runtime's note (`blocks.from`); the dialogue
   * goes on around it.
   * `node`: no message at all, only a knot of the tree; not counted.
   */
  role: 'system' | 'user' | 'assistant' | 'other' | 'node'
  text: string
  /**
   * Set if it takes no part in the turns. A rejected `user` message still ends the turn before it, so that what
   * answers it is not taken for the answer to an earlier question; a rejected `assistant` message still answers.
   */
  rejected?: Reason | undefined
  /** Of a system text: what it is. A later one of the same kind takes its place; without, it is one more. */
  slot?: string | undefined
  /** Milliseconds since 1970. */
  time?: number | undefined
  model?: string | undefined
  /** What was sent beside text: image, audio, file, ... */
  media?: string[] | undefined
  feedback?: Feedback | undefined
  /** Its place in the file, where that is not the conversation's. */
  at?: number | string | undefined
  blocks?: Blocks | undefined
}

/**
 * A message of which no more is known yet. Those that a reader makes have all fields, in the same order: what goes over
 * them is compiled for one shape.
 */
export function chatMessage(
  id: string,
  parent: ChatMessage['parent'],
  role: ChatMessage['role'],
  text: string,
): ChatMessage {
  return {
    id,
    parent,
    role,
    text,
    rejected: undefined,
    slot: undefined,
    time: undefined,
    model: undefined,
    media: undefined,
    feedback: undefined,
    at: undefined,
    blocks: undefined,
  }
}

/** A conversation: a tree of messages, or a list where no message names its parent. */
export interface Conversation {
  /** Undefined where the format gives none: then it is made from the content. */
  id?: string | undefined
  messages: ChatMessage[]
  /** The newest message of the branch that is shown. If it is missing or unknown the newest leaf is taken. */
  tip?: string | undefined
  system?: string | undefined
  /** Milliseconds since 1970. */
  time?: number | undefined
  /** Several answers after the same question are retries, of which one was chosen: they become alternatives. */
  retries?: boolean
  /** Set where the format does not say what answers what, 0..1. */
  pairConfidence?: number | undefined
  title?: string | undefined
  project?: string | undefined
  agent?: Turn['agent']
  parent?: Turn['parent']
  tools?: Tool[] | undefined
  /** Who wrote the user's side, where it was no person. */
  asker?: 'model' | undefined
  /** Fields that only the format itself has a use for: they stay on each turn. */
  kept?: Record<string, unknown> | undefined
  /** No two messages anywhere share an id. UUIDs are always taken for such. */
  unique?: true | undefined
}

/** The texts of these messages as one: a turn may be split over several. */
export function joined(messages: readonly ChatMessage[], indices: readonly number[]): string {
  if (indices.length === 1) return messages[indices[0]!]!.text
  let all = ''
  for (const index of indices) {
    const { text, blocks } = messages[index]!
    all += all && text && !blocks?.continues ? `\n\n${text}` : text
  }
  return all
}

/** The last rating that any of these messages was given. */
export function ratingOf(messages: readonly ChatMessage[], indices: readonly number[]): Feedback | undefined {
  const last = indices.findLast((index) => messages[index]!.feedback !== undefined)
  return last === undefined ? undefined : messages[last]!.feedback
}
