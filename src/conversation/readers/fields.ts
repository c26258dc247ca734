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

/** Milliseconds since 1970 from what exports hold: ISO 8601 with any offset, or seconds or milliseconds, as a number or as text. */
export function time(value: unknown): number | undefined {
  const millis =
    typeof value === 'number'
      ? value < 1e11
        ? value * 1000
        : value
      : typeof value === 'string'
        ? NUMBER.test(value)
          ? time(Number(value))
          : Date.parse(value)
        : 0
  return millis !== undefined && Math.abs(millis) <= MAX_TIME && millis !== 0 ? millis : undefined
}

/** A year alone is a date. */
const NUMBER = /^\d{5,}(?:\.\d+)?$/

/** The furthest that a Date can be from 1970. */
const MAX_TIME = 8.64e15

/** Texts as one, with an empty line between them. */
export function paragraphs(...texts: readonly (string | undefined)[]): string {
  return texts.filter((part) => part?.trim()).join('\n\n')
}
