/** An object of the input, about which nothing is known. */
export type Fields = Readonly<Record<string, unknown>>

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function fields(value: unknown): Fields {
  return isFields(value) ? value : {}
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** A string that is not empty, or undefined. */
export function name(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** ISO 8601 in UTC from what exports hold: ISO with any offset, or seconds or milliseconds since 1970. */
export function isoTime(value: unknown): string | undefined {
  const date =
    typeof value === 'number' ? new Date(value < 1e11 ? value * 1000 : value) : new Date(text(value))
  return value === 0 || Number.isNaN(date.getTime()) ? undefined : date.toISOString()
}
