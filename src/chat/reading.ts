import { UpstreamError } from '../record/errors.js'
import { failureIn } from '../record/parse.js'

/** One message of a filter's input: the question, and an answer where it is known already. */
export interface Said {
  user: string
  assistant?: string
}

/** A line of plain text, or a JSON object with `user`; undefined for a blank line. @throws UpstreamError */
export function saidIn(line: string): Said | undefined {
  const text = line.trim()
  if (text === '') return undefined
  if (text.startsWith('{')) {
    let failure: ReturnType<typeof failureIn>
    try {
      const said = JSON.parse(text) as Record<string, unknown>
      failure = failureIn(said)
      const { user, assistant } = said
      if (typeof user === 'string')
        return typeof assistant === 'string' && assistant ? { user, assistant } : { user }
    } catch {} // a text that begins with a brace
    if (failure) throw new UpstreamError('<stdin>', failure)
  }
  return { user: text }
}
