import type { ToolResult } from '../../record/step.js'
import { type Fields, fields, isFields, list, name, paragraphs, text } from './fields.js'

/** A call as it is logged. */
export interface LoggedCall {
  id: unknown
  name: string
  arguments: unknown
}

/**
 * What the parts of a message hold, in the words of whichever API: OpenAI's chat and Responses, Anthropic's messages,
 * threads of assistants.
 */
export interface Content {
  /** Each part by itself. */
  texts: string[]
  reasoning: string
  /** There was a thought, of which nothing can be read. */
  hidden: boolean
  refusal: string
  media: string[]
  calls: LoggedCall[]
  results: { call: string; result: ToolResult }[]
  /** Parts of no known kind, as JSON. */
  others: string[]
}

export function emptyContent(): Content {
  return {
    texts: [],
    reasoning: '',
    hidden: false,
    refusal: '',
    media: [],
    calls: [],
    results: [],
    others: [],
  }
}

const CALL = /^(?:server_|mcp_)?tool_use$|^tool_call$/
const REASONING = /^(?:thinking|reasoning|think|reasoning_text)$/
const MEDIA: [RegExp, string][] = [
  [/image|screenshot/, 'image'],
  [/audio/, 'audio'],
  [/video/, 'video'],
  [/file|document/, 'file'],
]

/** @param value a string, a list of parts, or null */
export function contentOf(value: unknown): Content {
  const content = emptyContent()
  for (const part of typeof value === 'string' || isFields(value) ? [value] : list(value)) {
    if (typeof part === 'string') content.texts.push(part)
    else if (isFields(part)) takePart(part, content)
  }
  return content
}

function takePart(part: Fields, content: Content): void {
  const type = text(part.type)
  const said = textOf(part.text)
  const medium = MEDIA.find(([pattern]) => pattern.test(type))?.[1]
  if (REASONING.test(type)) {
    const thought = textOf(part.thinking ?? part.reasoning ?? part.think) || said || textOf(part.summary)
    if (thought.trim()) content.reasoning = paragraphs(content.reasoning, thought)
    else content.hidden = true
  } else if (type === 'redacted_thinking') {
    content.hidden = true
  } else if (type === 'refusal') {
    content.refusal = paragraphs(content.refusal, text(part.refusal) || said)
  } else if (CALL.test(type)) {
    content.calls.push({ id: part.id, name: text(part.name), arguments: part.input ?? part.args })
  } else if (name(part.tool_use_id)) {
    content.results.push({ call: text(part.tool_use_id), result: toolResult(part.content, part.is_error) })
  } else if (medium) {
    const { type: kind, data } = fields(part.source)
    if (kind === 'text' && name(data)) content.texts.push(named(name(part.title), text(data)))
    else content.media.push(medium)
    if (said) content.texts.push(said)
  } else if ('text' in part) {
    content.texts.push(said)
  } else {
    content.others.push(JSON.stringify(part))
  }
}

/** A text, a list of parts that hold some, or the object that threads of assistants wrap it in. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (isFields(value)) return text(value.value) || text(value.text)
  return paragraphs(
    ...list(value).map((part) => (typeof part === 'string' ? part : textOf(fields(part).text))),
  )
}

/**
 * What a tool gave back: its text and what came with it. What a provider's own tools give is no list of texts and is kept
 * as JSON.
 */
export function toolResult(value: unknown, failed?: unknown): ToolResult {
  const parts = typeof value === 'string' || isFields(value) ? [value] : list(value)
  const known = parts.every((part) => typeof part === 'string' || isShown(fields(part)))
  const error = failed === true && { error: true as const }
  if (!known) return { text: JSON.stringify(value), ...error }
  const { texts, media } = contentOf(parts)
  return { text: paragraphs(...texts), ...error, ...(media.length && { media: [...new Set(media)] }) }
}

function isShown({ type, text: said }: Fields): boolean {
  return typeof said === 'string' || MEDIA.some(([pattern]) => pattern.test(text(type)))
}

/** A document that was given with a question. */
export function named(title: string | undefined, said: string): string {
  return title && said ? `${title}:\n${said}` : said
}
