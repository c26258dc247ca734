import { chatgpt } from './chatgpt.js'
import { claude } from './claude.js'
import { claudeCode } from './claude-code/index.js'
import { memories } from './memories.js'
import { openaiMessages } from './openai-messages.js'
import type { Reader } from './reader.js'
import { sharegpt } from './sharegpt.js'
import { turns } from './turns.js'

/** All formats, in the order in which they are asked whether a document is theirs. */
export const READERS: readonly Reader[] = [
  turns,
  chatgpt,
  claude,
  openaiMessages,
  sharegpt,
  claudeCode,
  memories,
]

export function readerFor(value: unknown): Reader | undefined {
  return READERS.find((reader) => reader.looksLike(value))
}

export function readerNamed(name: string): Reader | undefined {
  return READERS.find((reader) => reader.name === name)
}
