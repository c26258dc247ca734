import { type ParseError, parse } from 'jsonc-parser'

type Value = Record<string, unknown>

/** So many braces that open nothing are looked at; a text full of them would take time with its square. */
const MOST_TRIES = 100

/**
 * The last JSON object in a text that is wanted, whatever stands around it: prose, a code fence, braces in thoughts. Commas
 * too many, comments and line breaks inside of texts are let pass.
 */
export function looseObject(text: string, isWanted: (object: Value) => boolean): Value | undefined {
  let found: Value | undefined
  let tries = 0
  for (let start = text.indexOf('{'); start >= 0 && tries < MOST_TRIES; start = text.indexOf('{', start)) {
    const end = endOf(text, start)
    const object = end > 0 ? parsed(text.slice(start, end)) : undefined
    if (object) {
      if (isWanted(object)) found = object
      start = end
    } else {
      tries++
      start++
    }
  }
  return found
}

/** Behind the brace that closes the one at `start`; 0 where none does. */
function endOf(text: string, start: number): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < text.length; i++) {
    const char = text[i]
    if (quoted) {
      if (char === '\\') i++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '{') depth++
    else if (char === '}' && --depth === 0) return i + 1
  }
  return 0
}

function parsed(json: string): Value | undefined {
  const errors: ParseError[] = []
  try {
    const value = parse(json.replace(/[\n\r\t]/g, ' '), errors, { allowTrailingComma: true })
    return errors.length === 0 && typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined // nested deeper than the stack
  }
}

/** A number from 0 to 100, also as a text: "80", "80 %", "8/10"; undefined where it is none. */
export function looseScore(value: unknown): number | undefined {
  let score = value
  if (typeof value === 'string') {
    const found = /^\s*(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:%|\/\s*(100|10|5))?\s*$/.exec(value)
    score = found && (Number(found[1]?.replace(',', '.')) * 100) / Number(found[2] ?? 100)
  }
  return typeof score === 'number' && score >= 0 && score <= 100 ? score : undefined
}
