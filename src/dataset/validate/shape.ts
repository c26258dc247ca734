/** One thing that is wrong with a row. */
export interface Fault {
  /** Path in the row, such as `messages[2].content`; empty for the row itself. */
  field: string
  reason: string
  /** What to do about it. */
  fix: string
  /** It is taken, but not as one would think. */
  warning?: true
}

export type Report = (field: string, reason: string, fix: string, warning?: true) => void

export type Row = Record<string, unknown>

/** One of the shapes that a trainer takes rows in. */
export interface Shape {
  name: string
  /** A row with all of these fields is meant to be of this shape. */
  fields: string[]
  check(row: Row, report: Report): void
}

/** What a trainer asks of a file as a whole. */
export interface Limits {
  minRows?: number
  maxRows?: number
  maxBytes?: number
  /** JSON Lines only, or also one JSON array. */
  array: boolean
  /** Fields that hold the tokens of a chat template on purpose, besides `text`. */
  templated?: readonly string[]
}

/** What to report of a token of a chat template in a text. */
export function liveToken(token: string): [reason: string, fix: string, warning: true] {
  return [
    `holds ${token}, by which a chat template marks a turn: tokenizers take it for that`,
    'put a space into it; strom export does, unless it is told to keep such tokens',
    true,
  ]
}

export function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A text that is one, holds something, and can be written as UTF-8. */
export function checkText(value: unknown, field: string, report: Report, { mayBeEmpty = false } = {}): void {
  if (typeof value !== 'string') {
    report(field, `${typeName(value)} where a text is expected`, 'write a string')
    return
  }
  if (!mayBeEmpty && value.trim() === '') report(field, 'empty', 'leave the row out, or fill it in')
  if (/\p{Cs}/u.test(value))
    report(field, 'half of a surrogate pair, which no UTF-8 file can hold', 'replace it with U+FFFD')
}

export function checkBoolean(value: unknown, field: string, report: Report): void {
  if (typeof value !== 'boolean')
    report(field, `${typeName(value)} where true or false is expected`, 'write true or false, without quotes')
}

export function typeName(value: unknown): string {
  if (value === undefined) return 'missing,'
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
