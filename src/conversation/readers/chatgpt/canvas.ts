import { languageOf, type ShownDocument } from '../../documents.js'
import { type Fields, fields, isFields, list, name, text } from '../fields.js'

/** What the model told the canvas to do: to show a document, to change the one that is shown, or to comment on it. */
export type CanvasCommand =
  | { make: ShownDocument }
  | { updates: readonly Fields[] }
  | { comments: readonly Fields[] }

/**
 * @param recipient that the message was sent to
 * @returns undefined where it is no command of the canvas, or one that was cut off
 */
export function canvasCommand(recipient: string, said: string): CanvasCommand | undefined {
  const command = /^canmore\.(create|update|comment)_textdoc$/.exec(recipient)?.[1]
  const found = command && parsed(said)
  if (!found) return undefined
  if (command === 'update') return { updates: list(found.updates).map(fields) }
  if (command === 'comment') return { comments: list(found.comments).map(fields) }
  if (typeof found.content !== 'string') return undefined
  const type = text(found.type) || 'document'
  return { make: { text: found.content, title: name(found.name), language: languageOf(type) } }
}

function parsed(json: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(json)
    return isFields(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** The document after all updates; undefined where one cannot be followed. */
export function updated(before: string, updates: readonly Fields[]): string | undefined {
  if (updates.length === 0) return undefined
  let after: string | undefined = before
  for (const { pattern, replacement, multiple } of updates) {
    if (after === undefined) return undefined
    after = substituted(after, text(pattern), text(replacement), multiple === true)
  }
  return after
}

/** The comments as a reader sees them: each under the passage it is about. */
export function commentText(comments: readonly Fields[]): string {
  return comments
    .map(({ pattern, comment }) => {
      const about = literalOf(text(pattern))
      return about ? `> ${about.replaceAll('\n', '\n> ')}\n\n${text(comment)}` : text(comment)
    })
    .filter(Boolean)
    .join('\n\n')
}

/**
 * An update is a regular expression of Python, written by the model. It is not run, since such a one may take for ever: of
 * its syntax only literal text and `.*` are read, which is what the canvas asks its models to write.
 */
function substituted(
  before: string,
  pattern: string,
  replacement: string,
  multiple: boolean,
): string | undefined {
  if (/\\(?:\d|g<)/.test(replacement)) return undefined
  if (/^\^?(?:\.[*+]\??|\(\?s\)\.\*|\[\\s\\S\]\*)\$?$/.test(pattern)) return replacement
  const parts = partsOf(pattern)
  if (!parts || parts.some((part) => part.literal === '')) return undefined
  let after = ''
  let from = 0
  for (;;) {
    const found = firstMatch(before, parts, from)
    if (!found) break
    after += before.slice(from, found.start) + replacement
    from = found.end
    if (!multiple) break
  }
  return from === 0 ? undefined : after + before.slice(from)
}

interface Part {
  literal: string
  /** What may stand between this literal and the next one: as much, or as little, as there is. */
  gap?: 'most' | 'least'
}

function firstMatch(
  document: string,
  parts: readonly Part[],
  from: number,
): { start: number; end: number } | undefined {
  const start = document.indexOf(parts[0]!.literal, from)
  if (start < 0) return undefined
  let end = start + parts[0]!.literal.length
  for (const [index, { gap }] of parts.entries()) {
    const next = parts[index + 1]?.literal
    if (!gap) break
    if (next === undefined) return { start, end: gap === 'most' ? document.length : end }
    const at = gap === 'most' ? document.lastIndexOf(next) : document.indexOf(next, end)
    if (at < end) return undefined
    end = at + next.length
  }
  return { start, end }
}

/** A pattern as literals with gaps between them; undefined where there is more in it. */
function partsOf(pattern: string): Part[] | undefined {
  const parts: Part[] = []
  for (const piece of pattern.split(/(\.\*\??|\[\\s\\S\]\*\??)/)) {
    if (/^(?:\.|\[\\s\\S\])\*\??$/.test(piece)) {
      const last = parts.at(-1)
      if (!last) return undefined
      last.gap = piece.endsWith('?') ? 'least' : 'most'
    } else if (piece !== '') {
      const literal = literalOf(piece)
      if (literal === undefined) return undefined
      parts.push({ literal })
    }
  }
  return parts.length ? parts : undefined
}

const ESCAPES: Record<string, string> = { n: '\n', t: '\t', r: '\r' }

/** What a pattern without any operator matches; undefined where it has one. */
function literalOf(pattern: string): string | undefined {
  if (/(?:^|[^\\])(?:\\\\)*(?:[[\](){}*+?|^$]|\\[A-Zbdsw0-9])/.test(pattern)) return undefined
  return pattern.replace(/\\(.)/gs, (_, escaped: string) => ESCAPES[escaped] ?? escaped)
}
