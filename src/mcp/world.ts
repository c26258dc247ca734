import type { Caller, Chat } from '../chat/chat.js'
import type { Memory } from '../memory/memory.js'

/** What the server works with. */
export interface World {
  memory: Memory
  chat: Chat
  /** Answers where the client gives no answer; undefined where no model is configured. */
  caller: Caller | undefined
  /** Nothing is written: neither the memory nor an export. */
  readOnly: boolean
  /** The one folder that exports go to. */
  exportFolder: string | undefined
  /** Ends calls to the model. */
  abort: AbortSignal
}
