import { languageOf, put, type Shelf, shown } from '../../documents.js'

/** A text of 2024 without its tags. */
export interface Untagged {
  text: string
  reasoning: string[]
  shelf: Shelf | undefined
}

const OPEN = /<ant(Artifact|Thinking)\b([^<>]*)>/g

/**
 * Answers of 2024 hold documents inside the text, in tags, and thoughts that were never shown. A document is one from its
 * tag on, whether it was closed or the answer ended in it.
 */
export function untagged(said: string, before: Shelf | undefined): Untagged {
  const found: Untagged = { text: said, reasoning: [], shelf: before }
  if (!said.includes('<ant')) return found
  const pieces: string[] = []
  let from = 0
  OPEN.lastIndex = 0
  for (let open = OPEN.exec(said); open; open = OPEN.exec(said)) {
    const [tag, kind, attributes] = open as unknown as [string, string, string]
    const start = open.index + tag.length
    const close = said.indexOf(`</ant${kind}>`, start)
    const inner = said.slice(start, close < 0 ? said.length : close)
    const piece = said.slice(from, open.index)
    from = close < 0 ? said.length : close + `</ant${kind}>`.length
    OPEN.lastIndex = from
    if (kind === 'Thinking') {
      found.reasoning.push(inner.trim())
      pieces.push(piece)
      continue
    }
    const { identifier = '', type = '', language, title } = attributesOf(attributes)
    const document = { text: inner, title, language: languageOf(type, language) }
    found.shelf = put(found.shelf, identifier, document)
    pieces.push(paragraph(piece), `${shown(document)}\n\n`)
    from += /^\s*/.exec(said.slice(from, from + 1000))![0].length
  }
  found.text = pieces.join('') + said.slice(from)
  return found
}

function paragraph(text: string): string {
  return text.trim() && `${text.trimEnd()}\n\n`
}

function attributesOf(written: string): Record<string, string> {
  return Object.fromEntries([...written.matchAll(/(\w+)="([^"]*)"/g)].map(([, key, value]) => [key!, value!]))
}
