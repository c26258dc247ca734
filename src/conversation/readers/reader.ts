import type { Problem } from '../../record/parse.js'
import type { Turn } from '../../record/turn.js'
import type { Conversation, Feedback, Reason } from '../conversation.js'
import type { Fields } from './fields.js'

/**
 * What a reader made of the documents so far: a conversation, a turn that is one already (`passed` if it is strom's own,
 * which stays as it is), or what is wrong.
 */
export type Reading =
  | { conversation: Conversation; turn?: undefined; problem?: undefined }
  | { turn: Turn; passed?: true; conversation?: undefined; problem?: undefined }
  | { problem: Problem; value: unknown; conversation?: undefined; turn?: undefined }
  | Dropped

/** A document that is told of at once and not held: it is in no turn. */
export interface Dropped {
  dropped: Reason
  value: unknown
  at: number | string
  conversation?: undefined
  turn?: undefined
  problem?: undefined
}

export interface ReadContext {
  /** Ratings by message id, from a file beside the conversations. */
  feedback: ReadonlyMap<string, Feedback>
  /** What documents of the canvas have become, by their id, from files beside the conversations. */
  textdocs: ReadonlyMap<string, string>
}

/** Reads the documents of one file, in order. */
export interface Session {
  /** Takes a document and returns what is complete now. */
  add(value: unknown, at: number | string): Reading[]
  /** Is this document one more part of what is being read, whatever else it may look like? */
  goesOn?(value: unknown, at: number | string): boolean
  /** The file has ended. */
  end(): Reading[]
}

/** A format of exported conversations. */
export interface Reader {
  /** As given to --from, and in `origin` of the turns. */
  name: string
  /** For people. */
  title: string
  /** Is this document of the format? Asked in the order of the list of readers; must be cheap. */
  looksLike(value: unknown): boolean
  /**
   * True where documents are single records of a conversation. Then those that look like nothing belong to it too,
   * and a last line that was still being written is no mistake.
   */
  records?: boolean
  start(context: ReadContext): Session
}

/** A session for formats in which every document is a whole conversation. */
export function eachDocument(read: (value: Fields) => Reading): (context?: ReadContext) => Session {
  return () => ({ add: (value) => [read(value as Fields)], end: () => [] })
}
