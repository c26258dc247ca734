/** A text that is a value in JSON. */
export interface JsonString {
  /** Where the literal stands, with its quotes. */
  start: number
  end: number
  /** Its path, such as `messages.0.content`. */
  path: string
  /** The name of its field; undefined in an array. */
  key: string | undefined
  value: string
}

/**
 * All texts that are values in a JSON document, in order, those of repeated fields too. So one can be replaced, and all
 * else stays as it is written. Linear; field names are not among them.
 * @param json valid JSON
 */
export function jsonStrings(json: string): JsonString[] {
  const found: JsonString[] = []
  /** For each open bracket: the field that is being read, or the index in an array. */
  const open: (string | number)[] = []
  let isKey = false
  for (let i = 0; i < json.length; i++) {
    switch (json.charCodeAt(i)) {
      case QUOTE: {
        const start = i
        i = endOfString(json, i)
        const at = open.length - 1
        if (isKey) {
          open[at] = textOf(json.slice(start, i + 1))
          isKey = false
        } else {
          const key = open[at]
          found.push({
            start,
            end: i + 1,
            path: open.join('.'),
            key: typeof key === 'string' ? key : undefined,
            value: textOf(json.slice(start, i + 1)),
          })
        }
        break
      }
      case OBJECT:
        open.push('')
        isKey = true
        break
      case ARRAY:
        open.push(0)
        isKey = false
        break
      case OBJECT_END:
      case ARRAY_END:
        open.pop()
        isKey = false
        break
      case COMMA: {
        const at = open.length - 1
        const place = open[at]
        if (typeof place === 'number') open[at] = place + 1
        else isKey = true
      }
    }
  }
  return found
}

const [QUOTE, BACKSLASH, COMMA, OBJECT, OBJECT_END, ARRAY, ARRAY_END] = [...'"\\,{}[]'].map((char) =>
  char.charCodeAt(0),
) as [number, number, number, number, number, number, number]

/** The index of the closing quote. */
function endOfString(json: string, start: number): number {
  for (let at = json.indexOf('"', start + 1); at >= 0; at = json.indexOf('"', at + 1)) {
    let before = at
    while (json.charCodeAt(before - 1) === BACKSLASH) before--
    if ((at - before) % 2 === 0) return at
  }
  return json.length - 1
}

function textOf(literal: string): string {
  return literal.includes('\\') ? JSON.parse(literal) : literal.slice(1, -1)
}
