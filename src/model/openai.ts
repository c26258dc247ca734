import type OpenAI from 'openai'
import type { ClientOptions } from 'openai'
import type { TextMessage } from '../record/message.js'
import type { ChatAnswer, ChatModel, ChatOptions } from './chat-model.js'
import { type Clock, realClock } from './clock.js'
import { readAnswer } from './openai-answer.js'
import { adapt, bodyOf, type Dialect, startDialect } from './openai-dialect.js'
import { toModelError } from './openai-error.js'
import { scrubber, scrubPieces } from './scrub.js'
import { Watch } from './watch.js'

export const OPENAI_URL = 'https://api.openai.com/v1'

export interface OpenAIOptions {
  baseURL?: string
  /** Without one no Authorization header is sent, as local servers want it. */
  apiKey?: string
  /** For a whole answer; default 1800 s, for models that think for long. */
  timeoutMs?: number
  /** Longest silence inside an answer that has begun; default 120 s. */
  idleMs?: number
  /** Ask for the answer in pieces (default): a long silence would be cut by proxies, and a stall be seen late. */
  stream?: boolean
  clock?: Clock
  /** Told once of each setting that the model does not take. */
  onNotice?: (message: string) => void
}

/** Connections are refused or made within this time; only the answer may take long. */
const CONNECT_TIMEOUT_MS = 30_000

/**
 * Any OpenAI-compatible endpoint, through the `openai` client. The client's own retries and limits are off:
 * it would send a slow call a second time, and undici would end it after 300 s. The dispatcher retries.
 */
export function createOpenAI(options: OpenAIOptions = {}): ChatModel {
  const {
    apiKey,
    baseURL = OPENAI_URL,
    timeoutMs = 1_800_000,
    idleMs = 120_000,
    clock = realClock(),
  } = options
  const scrub = scrubber(apiKey)
  const dialects = new Map<string, Dialect>()
  let client: Promise<OpenAI> | undefined

  async function once(
    openai: OpenAI,
    dialect: Dialect,
    messages: readonly TextMessage[],
    chat: ChatOptions,
    watch: Watch,
  ): Promise<ChatAnswer> {
    const stream = options.stream ?? true
    const response = await openai.chat.completions
      .create(bodyOf(dialect, messages, chat, stream), {
        signal: watch.signal,
        ...(chat.requestId && { headers: { 'X-Client-Request-Id': headerSafe(chat.requestId) } }),
      })
      .asResponse()
    const shown = chat.onText && scrubPieces(apiKey, chat.onText)
    const answer = await readAnswer(response, openai, watch, {
      ...chat,
      ...(shown && { onText: shown.take }),
    })
    shown?.end()
    for (const key of ['text', 'reasoning', 'refusal', 'model', 'finishReason'] as const) {
      if (answer[key]) answer[key] = scrub(answer[key], true)
    }
    return answer
  }

  return {
    async chat(messages, chat) {
      client ??= connect(baseURL, apiKey)
      const openai = await client
      const dialect = dialects.get(chat.model) ?? startDialect(baseURL === OPENAI_URL)
      dialects.set(chat.model, dialect)
      for (;;) {
        const watch = new Watch({ timeoutMs, idleMs }, clock, chat.signal)
        try {
          return await once(openai, dialect, messages, chat, watch)
        } catch (error) {
          const notice = watch.reason ? undefined : adapt(dialect, error)
          if (!notice) throw watch.reason ?? toModelError(error, watch.begun, scrub, clock)
          options.onNotice?.(`${chat.model}: ${notice}`)
        } finally {
          watch.close()
        }
      }
    },
  }
}

async function connect(baseURL: string, apiKey: string | undefined): Promise<OpenAI> {
  const [{ default: Client }, { Agent, fetch }] = await Promise.all([import('openai'), import('undici')])
  const dispatcher = new Agent({
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_TIMEOUT_MS },
  })
  return new Client({
    baseURL,
    apiKey: apiKey ?? 'none',
    ...(apiKey === undefined && { defaultHeaders: { Authorization: null } }),
    // Not from the environment: it would go to any base URL.
    adminAPIKey: null,
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    // The client would log requests, and broken pieces of answers, to the console.
    logLevel: 'off',
    // A redirect would carry the texts somewhere else, or turn the POST into a GET.
    fetchOptions: { dispatcher, redirect: 'manual' } as unknown as ClientOptions['fetchOptions'],
    // undici's own, so that its agent and its fetch are of one version.
    fetch: (url, init) =>
      (fetch as unknown as typeof globalThis.fetch)(url, init).catch((error: unknown) => {
        throw new ConnectionError(error)
      }),
  })
}

/** The client takes any message with the words "timed out" for its own time limit; this one has only a code. */
class ConnectionError extends Error {
  readonly code: string
  constructor(error: unknown) {
    super('no connection')
    const { code, cause } = error as { code?: string; cause?: { code?: string } }
    this.code = cause?.code ?? code ?? ''
  }
}

function headerSafe(id: string): string {
  return id.replace(/[^\x21-\x7e]/g, '_').slice(0, 512)
}
