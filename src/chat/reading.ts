/** One message of a filter's input: the question, and an answer where it is known already. */
export interface Said {
  user: string
  assistant?: string
}

/** A line of plain text, or a JSON object with `user`; undefined for a blank line. */
export function saidIn(line: string): Said | undefined {
  const text = line.trim()
  if (text === '') return undefined
  if (text.startsWith('{')) {
    try {
      const { user, assistant } = JSON.parse(text) as Record<string, unknown>
      if (typeof user === 'string')
        return typeof assistant === 'string' && assistant ? { user, assistant } : { user }
    } catch {} // a text that begins with a brace
  }
  return { user: text }
}
