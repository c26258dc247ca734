import type OpenAI from 'openai'
import type { ClientOptions } from 'openai'
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { ChatAnswer, ChatModel, ChatOptions } from './chat-model.js'
import { type Clock, realClock } from './clock.js'
import { readAnswer } from './openai-answer.js'
import { adapt, bodyOf, type Dialect, startDialect } from './openai-dialect.js'
import { causeOf, NoConnection, Refusal, toModelError } from './openai-error.js'
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
  /** Proxies, as the environment names them; loopback is never reached through one. */
  proxies?: Proxies
  /** Told once of each setting that the model does not take. */
  onNotice?: (message: string) => void
}

/** The values of HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
export interface Proxies {
  http?: string | undefined
  https?: string | undefined
  none?: string | undefined
}

/** Connections are refused or made within this time; only the answer may take long. */
const CONNECT_TIMEOUT_MS = 30_000
/** Servers that do not say how long they keep an idle connection close it after some seconds; ours is given up before. */
const KEEP_ALIVE_MS = 2000

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
    body: ChatCompletionCreateParams,
    chat: ChatOptions,
    watch: Watch,
  ): Promise<ChatAnswer> {
    const response = await openai.chat.completions
      .create(body, {
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
      client ??= connect(baseURL, apiKey, options.proxies ?? {})
      const openai = await client
      const dialect = dialects.get(chat.model) ?? startDialect(baseURL === OPENAI_URL)
      dialects.set(chat.model, dialect)
      for (;;) {
        const watch = new Watch({ timeoutMs, idleMs }, clock, chat.signal)
        const body = bodyOf(dialect, messages, chat, options.stream ?? true)
        try {
          return await once(openai, body, chat, watch)
        } catch (thrown) {
          if (watch.reason) throw watch.reason
          const error = causeOf(thrown)
          const learned = error instanceof Refusal && adapt(dialect, body, error)
          if (!learned) throw toModelError(error, watch.begun, scrub, clock)
          if (learned.notice) options.onNotice?.(`${chat.model}: ${learned.notice}`)
        } finally {
          watch.close()
        }
      }
    },
  }
}

/** A server's answer to what it refuses is read so far. */
const LONGEST_REFUSAL = 65_536

async function connect(
  baseURL: string,
  apiKey: string | undefined,
  { http = '', https = '', none = '' }: Proxies,
): Promise<OpenAI> {
  const [{ default: Client }, { EnvHttpProxyAgent, buildConnector, fetch }] = await Promise.all([
    import('openai'),
    import('undici'),
  ])
  const limits = { headersTimeout: 0, bodyTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS }
  const open = buildConnector({ timeout: CONNECT_TIMEOUT_MS })
  const dispatcher = new EnvHttpProxyAgent({
    ...limits,
    // How much had been read tells a connection that was closed while it was idle from one that broke.
    connect(to, done) {
      const begun = performance.now()
      open(to, (...[error, socket]) => {
        const handshake = performance.now() - begun
        socket?.on('error', (failure: Error) =>
          Object.assign(failure, { socket: { bytesRead: socket.bytesRead, handshake } }),
        )
        if (error) done(error, null)
        else done(null, socket)
      })
    },
    httpProxy: http,
    httpsProxy: https || http,
    noProxy: none === '*' ? none : [none, 'localhost', '127.0.0.1', '[::1]'].join(),
  })
  const { origin, protocol } = new URL(baseURL)
  const proxy = protocol === 'https:' ? https || http : http
  const place = proxy ? `${origin}, where the proxy ${new URL(proxy).host} is to be used` : origin
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
    fetch: async (url, init) => {
      const begun = performance.now()
      const response = await (fetch as unknown as typeof globalThis.fetch)(url, init).catch(
        (error: unknown) => {
          throw new NoConnection(error, place, performance.now() - begun)
        },
      )
      if (response.ok) return response
      throw new Refusal(response.status, await beginningOf(response), response.headers)
    },
  })
}

async function beginningOf(response: Response): Promise<string> {
  let text = ''
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.length > LONGEST_REFUSAL) break
    }
  } catch {} // the status says enough
  return text
}

function headerSafe(id: string): string {
  return id.replace(/[^\x21-\x7e]/g, '_').slice(0, 512)
}
