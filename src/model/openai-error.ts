import { visible } from '../text/visible.js'
import type { Clock } from './clock.js'
import { brokenAnswer, classify, ModelError, STALE } from './errors.js'
import { type HeaderBag, limitReset, retryAfter, span } from './retry-after.js'
import { readBody, type Said } from './server-error.js'

/** Longer ones are cut; some gateways put a whole page into the message. */
const LONGEST_MESSAGE = 500

/** The server said no: thrown instead of its response, whose body the client would read in one shape only. */
export class Refusal extends Error {
  readonly said: Said

  constructor(
    readonly status: number | undefined,
    body: unknown,
    readonly headers?: HeaderBag,
  ) {
    super('refused')
    this.said = readBody(body)
  }
}

/** What a machine under load adds to one round trip. */
const LATE_MS = 50

/** No answer, and not from the server. */
export class NoConnection extends Error {
  readonly code: string

  /**
   * @param error what fetch has thrown
   * @param place where it was to go, and by which proxy
   * @param ms since the request was begun
   */
  constructor(error: unknown, place: string, ms: number) {
    // The client takes any message with the words "timed out" for its own time limit.
    super(`no connection to ${place}`)
    const { code, cause } = error as { code?: string; cause?: SocketFailure }
    this.code = isStale(cause, ms) ? STALE : (cause?.code ?? code ?? '')
  }
}

interface SocketFailure {
  code?: string
  /** undici adds it to its own errors, and our connector to those of the system. */
  socket?: { bytesRead?: number; handshake?: number }
}

/**
 * Bytes were read on this connection, none of them for this request, and it ended within a round trip of it: the server
 * had closed it while it was idle, and has not seen the request.
 */
function isStale(cause: SocketFailure | undefined, ms: number): boolean {
  const { bytesRead = 0, handshake = 0 } = cause?.socket ?? {}
  const ended = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(cause?.code ?? '')
  return ended && bytesRead > 0 && ms < handshake + LATE_MS
}

/** The error beneath the client's own: what fetch has thrown, or what stood in a stream. */
export function causeOf(thrown: unknown): unknown {
  const { cause, error, status } = (thrown ?? {}) as { cause?: unknown; error?: unknown; status?: number }
  if (cause instanceof Refusal || cause instanceof NoConnection) return cause
  return typeof error === 'object' && error !== null ? new Refusal(status, error) : thrown
}

/**
 * @param thrown of the client, or by a reader of its answer
 * @param begun part of the answer had arrived
 * @param scrub takes keys out of the message; nothing else of the client's error is kept
 */
export function toModelError(
  thrown: unknown,
  begun: boolean,
  scrub: (text: string) => string,
  clock: Clock,
): ModelError {
  if (thrown instanceof ModelError) return thrown
  const error = causeOf(thrown)
  if (error instanceof NoConnection) {
    const { code, message } = error
    const verdict = classify({ cause: code })
    const billed = begun ? 'yes' : verdict.billed
    return new ModelError(scrub(code && code !== STALE ? `${code}: ${message}` : message), {
      ...verdict,
      billed,
      ...(code && { code }),
    })
  }
  if (!(error instanceof Refusal)) {
    const { message } = (error ?? {}) as { message?: unknown }
    const how = typeof message === 'string' ? message : 'no message'
    return brokenAnswer(scrub(`the answer broke off: ${how}`), begun ? 'yes' : 'maybe')
  }
  const { said, headers } = error
  const { code, type } = said
  // OpenRouter sends the status of the model behind it as a numeric code, in a 200.
  const status = error.status ?? (Number(code) >= 400 && Number(code) < 600 ? Number(code) : undefined)
  const verdict = classify({ status, code, type, param: said.params[0], message: said.message })
  return new ModelError(scrub(visible(sentence(error, status).slice(0, LONGEST_MESSAGE))), {
    ...verdict,
    billed: begun ? 'yes' : verdict.billed,
    status,
    code: verdict.code ?? scrub(code ?? type ?? ''),
    retryAfterMs: waitOf(error, headers, clock.wall()),
  })
}

function sentence({ said, headers }: Refusal, status: number | undefined): string {
  const { message, code } = said
  const name = code && !/^\d+$/.test(code) ? code : undefined
  const where = [status, name].filter(Boolean).join(' ')
  const to = status && status >= 300 && status < 400 ? headers?.get('location') : undefined
  const moved = to && `the server is at another address: ${to}`
  const what = moved || message || 'no message'
  return where ? `${where}: ${what}` : what
}

function waitOf({ said }: Refusal, headers: HeaderBag | undefined, wall: number): number | undefined {
  const behind = new Headers(Object.entries(said.headers).filter(([name]) => /^[\w-]+$/.test(name)))
  const asked = retryAfter(headers, wall) ?? retryAfter(behind, wall)
  const daily = said.quota && /PerDay/i.test(said.quota) ? untilPacificMidnight(wall) : undefined
  const delay = said.retryDelay === undefined ? undefined : span(said.retryDelay, wall)
  return daily ?? asked ?? delay ?? limitReset(headers, wall) ?? limitReset(behind, wall)
}

/** When Google's limits for a day begin anew (https://ai.google.dev/gemini-api/docs/rate-limits). */
function untilPacificMidnight(wall: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'America/Los_Angeles',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(wall)
  const [hour = 0, minute = 0, second = 0] = ['hour', 'minute', 'second'].map((type) =>
    Number(parts.find((part) => part.type === type)?.value),
  )
  return 86_400_000 - ((hour * 60 + minute) * 60 + second) * 1000
}
