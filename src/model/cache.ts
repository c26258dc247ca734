import { hash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { MissingInputError } from '../record/errors.js'
import type { TextMessage } from '../record/message.js'
import { Usage } from '../record/usage.js'
import { writeWhole } from '../stream/replace.js'
import { answerClass, answered } from './answer.js'
import { canonicalJson } from './canonical.js'
import type { ChatAnswer } from './chat-model.js'

/** All that an answer depends on. */
export interface CacheRequest {
  baseURL: string
  model: string
  messages: readonly TextMessage[]
  temperature?: number
  maxTokens?: number
  seed?: number
  schema?: Record<string, unknown>
  /** Counts the times that the same request is made on purpose, for different answers. */
  sample?: number
}

/** A request's key and its answer, as they are kept. */
export const Entry = z.object({
  key: z.string(),
  answer: z.object({
    text: z.string(),
    finishReason: z.string(),
    refusal: z.string().optional(),
    usage: Usage.optional(),
    model: z.string(),
  }),
})

/**
 * Answers kept across runs, one file each. Only answers that ended well are put in, and taken out of a file of any
 * age: a bad one is asked for again.
 */
export class AnswerCache {
  constructor(
    private readonly folder: string,
    /** Never ask the model: a missing answer is an error. */
    readonly replay = false,
  ) {}

  static key(request: CacheRequest): string {
    const { baseURL, model, temperature, maxTokens, seed, schema, sample = 0 } = request
    const messages = request.messages.map(({ role, content }) => ({ role, content }))
    return hash(
      'sha256',
      canonicalJson({ baseURL, model, messages, temperature, maxTokens, seed, schema, sample }),
      'hex',
    )
  }

  /** @throws MissingInputError in a replay, where the answer is not there */
  async get(key: string): Promise<ChatAnswer | undefined> {
    const text = await readFile(this.#path(key), 'utf8').catch(() => '')
    const entry = text === '' ? undefined : Entry.safeParse(parsed(text)).data
    const answer = entry?.key === key ? good(entry.answer) : undefined
    if (answer) return answer
    if (this.replay)
      throw new MissingInputError(
        `no answer ${key.slice(0, 12)} in the cache ${this.folder}, and --replay asks no model`,
        'run once without --replay, with the same prompts, model, settings and seed',
      )
    return undefined
  }

  /** @throws the file system's error */
  async put(key: string, answer: ChatAnswer): Promise<void> {
    await writeWhole(this.#path(key), `${JSON.stringify({ key, answer })}\n`)
  }

  #path(key: string): string {
    return join(this.folder, key.slice(0, 2), `${key}.json`)
  }
}

function good({ refusal, usage, ...rest }: z.infer<typeof Entry>['answer']): ChatAnswer | undefined {
  const answer = { ...rest, ...(refusal && { refusal }), ...(usage && { usage }) }
  if (answerClass(answer) !== 'ok') return undefined
  const apart = answered(answer)
  return answerClass(apart) === 'ok' ? apart : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
