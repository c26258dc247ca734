/** Anything with HTTP's case-insensitive look-up of headers. */
export interface HeaderBag {
  get(name: string): string | null
}

/**
 * How long the back end asks us to wait, in milliseconds. Knows `retry-after-ms`, and `Retry-After` in seconds
 * or as an HTTP date (RFC 9110, 10.2.3). A date is read against the back end's own `Date`, so that a wrong
 * clock on either side does not matter.
 * @param wall milliseconds since the epoch
 */
export function retryAfter(headers: HeaderBag | undefined, wall: number): number | undefined {
  const ms = Number.parseFloat(headers?.get('retry-after-ms') ?? '')
  if (ms >= 0) return ms
  const value = headers?.get('retry-after')?.trim()
  if (!value) return undefined
  if (/^\d+(\.\d*)?$/.test(value)) return Number.parseFloat(value) * 1000
  const date = value.endsWith('GMT') ? Date.parse(value) : Number.NaN
  if (Number.isNaN(date)) return undefined
  const theirs = Date.parse(headers?.get('date') ?? '')
  return Math.max(0, date - (Number.isNaN(theirs) ? wall : theirs))
}

/** What is counted: OpenAI, Groq, Cerebras have one pair of headers each; OpenRouter, GitHub, the IETF draft one in all. */
const COUNTED = [
  '',
  ...['requests', 'tokens'].flatMap((what) =>
    ['', '-day', '-hour', '-minute'].map((per) => `-${what}${per}`),
  ),
]

/**
 * When a limit that is used up begins anew, in milliseconds from now: the latest of the `X-RateLimit-Reset` headers
 * whose count is at nothing.
 * @param wall milliseconds since the epoch
 */
export function limitReset(headers: HeaderBag | undefined, wall: number): number | undefined {
  const waits = ['x-ratelimit', 'ratelimit'].flatMap((prefix) =>
    COUNTED.flatMap((what) => {
      const remaining = headers?.get(`${prefix}-remaining${what}`)
      const reset = headers?.get(`${prefix}-reset${what}`)
      if (!reset || (remaining === null ? what !== '' : Number(remaining) !== 0)) return []
      return span(reset, wall) ?? []
    }),
  )
  return waits.length ? Math.max(...waits) : undefined
}

const UNITS: Record<string, number> = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 }

/** `2m59.56s`, seconds from now, seconds or milliseconds since the epoch, or a date: all are in use. */
export function span(text: string, wall: number): number | undefined {
  const value = text.trim()
  if (/^(?:\d+(?:\.\d+)?(?:ms|[dhms]))+$/.test(value))
    return [...value.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)].reduce(
      (sum, [, number, unit]) => sum + Number(number) * UNITS[unit!]!,
      0,
    )
  const number = Number(value)
  if (Number.isFinite(number)) {
    if (number > 1e12) return Math.max(0, number - wall)
    return number > 1e9 ? Math.max(0, number * 1000 - wall) : number * 1000
  }
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - wall)
}
