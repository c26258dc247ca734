import { fold } from './headings.js'

/** The fields of an answer that is one JSON object, bare or in a code fence; undefined where it is none. */
export function jsonFields(
  names: ReadonlyMap<string, string>,
  answer: string,
): { field: string; text: string }[] | undefined {
  const whole = answer.trim()
  const fenced = whole.startsWith('```') && whole.endsWith('```')
  const bare = fenced ? whole.slice(whole.indexOf('\n') + 1, -3).trim() : whole
  if (!bare.startsWith('{') || !bare.endsWith('}')) return undefined
  let value: unknown
  try {
    value = JSON.parse(bare)
  } catch {
    return undefined
  }
  const entries = Object.entries(value as object)
  const only = entries.length === 1 ? entries[0]?.[1] : undefined
  const inner = only && typeof only === 'object' && !Array.isArray(only) ? Object.entries(only) : entries
  return inner.flatMap(([key, part]) => {
    const field = names.get(fold(key))
    return field ? [{ field, text: textOf(part).trim() }] : []
  })
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(textOf).join('\n')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
