import { FileStore } from './file-store.js'
import { readKnowledge } from './knowledge.js'
import { Memory } from './memory.js'
import { SessionStore } from './store.js'

/**
 * The memory that a command line names: a file, or one that ends with the process, and files to look things up in.
 * @throws CannotWriteError, MissingInputError
 */
export function openMemory(
  options: { memory?: string | undefined; knowledge?: string[] | undefined },
  readOnly = false,
): Memory {
  const store = options.memory === undefined ? new SessionStore() : new FileStore(options.memory, readOnly)
  return new Memory(store, readKnowledge(options.knowledge ?? []))
}
