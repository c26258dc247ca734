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
