import { anthropicMessages } from './anthropic-messages.js'
import { atif } from './atif.js'
import { chatgpt } from './chatgpt/index.js'
import { claude } from './claude/index.js'
import { claudeCode } from './claude-code/index.js'
import { cline } from './cline/index.js'
import { codex } from './codex/index.js'
import { deepseek } from './deepseek.js'
import { memories } from './memories.js'
import { openaiMessages } from './openai-messages.js'
import { openaiResponses } from './openai-responses.js'
import { pi } from './pi.js'
import type { Reader } from './reader.js'
import { sharegpt } from './sharegpt.js'
import { jan, leChat } from './threads.js'
import { traces } from './traces.js'
import { turns } from './turns.js'

/** All formats, in the order in which they are asked whether a document is theirs. */
export const READERS: readonly Reader[] = [
  turns,
  deepseek,
  chatgpt,
  claude,
  codex,
  atif,
  pi,
  traces,
  jan,
  leChat,
  cline,
  anthropicMessages,
  openaiMessages,
  openaiResponses,
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
