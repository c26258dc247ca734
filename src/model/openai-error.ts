import { visible } from '../text/visible.js'
import type { Clock } from './clock.js'
import { brokenAnswer, classify, ModelError } from './errors.js'
import { type HeaderBag, retryAfter } from './retry-after.js'

/** Some gateways put a whole HTML page into the message. */
const LONGEST_MESSAGE = 500

/** What the `openai` client throws, and what gateways send as the body of a 200. */
export interface ApiFailure {
  status?: number
  code?: unknown
  type?: unknown
  param?: unknown
  headers?: HeaderBag
  cause?: { code?: string }
  message?: unknown
}

/**
 * @param begun part of the answer had arrived
 * @param scrub takes keys out of the message; nothing else of the client's error is kept
 */
export function toModelError(
  error: unknown,
  begun: boolean,
  scrub: (text: string) => string,
  clock: Clock,
): ModelError {
  if (error instanceof ModelError) return error
  if (!isApiFailure(error))
    return brokenAnswer(scrub(`the answer broke off: ${messageOf(error)}`), begun ? 'yes' : 'maybe')
  const { headers, type, param, cause } = error
  const code = error.code ?? cause?.code
  // OpenRouter sends the status of the model behind it as a numeric code, in a 200.
  const status = error.status ?? (Number(code) >= 400 && Number(code) < 600 ? Number(code) : undefined)
  const verdict = classify({ status, code, type, param, cause: cause?.code })
  const where = [status, typeof code === 'string' ? code : undefined].filter(Boolean).join(' ')
  const message = visible(messageOf(error).slice(0, LONGEST_MESSAGE))
  return new ModelError(
    scrub(where && !message.startsWith(String(status)) ? `${where}: ${message}` : message),
    {
      ...verdict,
      billed: begun ? 'yes' : verdict.billed,
      status,
      code: code === undefined || code === null ? undefined : scrub(String(code)),
      retryAfterMs: retryAfter(headers, clock.wall()),
    },
  )
}

function isApiFailure(error: unknown): error is ApiFailure {
  return typeof error === 'object' && error !== null && ('status' in error || 'type' in error)
}

function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined)?.message
  return typeof message === 'string' ? message : 'no message'
}
