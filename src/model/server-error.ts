/** What a server says of a failure, whatever the shape of its body. */
export interface Said {
  /** The server's own sentences; empty where it has none. */
  message: string
  code?: string
  type?: string
  /** Parameters that the body itself points at, not those in its prose: `seed` for a `loc` of body, seed. */
  params: string[]
  /** Headers of a server behind this one, which gateways put into the body. */
  headers: Record<string, string>
  /** Google: how long to wait, such as 34.07s, and which quota is used up. */
  retryDelay?: string
  quota?: string
}

/** Where the sentence stands, the most telling first: OpenAI, FastAPI, problem+json, and gateways in front of them. */
const SENTENCES = [
  'message',
  'error',
  'detail',
  'msg',
  'error_msg',
  'error_message',
  'Message',
  'status_msg',
  'errors',
  'title',
]
/** Where more is hidden: what the server behind a gateway said. */
const BEHIND = ['base_resp', 'metadata', 'raw', 'details', 'violations', 'innererror']

const DEEPEST = 8
const MOST_PARTS = 8
const WORD = /^[\w.-]{1,64}$/

/** Reads the body of a failure: JSON of any shape, JSON inside the texts of JSON, HTML, plain text. */
export function readBody(body: unknown): Said {
  const said: Said & { messages: string[] } = { message: '', messages: [], params: [], headers: {} }
  collect(body, said, 0)
  const { messages, ...rest } = said
  return { ...rest, message: [...new Set(messages)].slice(0, MOST_PARTS).join('; ') }
}

function collect(value: unknown, said: Said & { messages: string[] }, depth: number): void {
  if (depth > DEEPEST || value === null || value === undefined) return
  if (typeof value === 'string') {
    const inner = /^\s*[[{]/.test(value) ? parsed(value) : undefined
    const line = inner === undefined ? firstLine(value) : ''
    if (inner !== undefined) collect(inner, said, depth + 1)
    else if (line) said.messages.push(line)
    return
  }
  if (typeof value !== 'object') return
  if (Array.isArray(value)) {
    for (const part of value.slice(0, MOST_PARTS)) collect(part, said, depth + 1)
    return
  }
  const part = value as Record<string, unknown>
  const param = word(part.param)?.split('.')[0]
  if (param) said.params.push(param)
  if (isObject(part.headers))
    for (const [name, text] of Object.entries(part.headers)) said.headers[name.toLowerCase()] = String(text)
  if (Array.isArray(part.loc)) {
    const [first, second] = part.loc.map(String)
    const named = first === 'body' ? second : first
    if (named) said.params.push(named)
    said.messages.push(`${part.loc.join('.')}: ${firstLine(String(part.msg ?? part.type ?? ''))}`)
    return
  }
  const before = said.messages.length
  for (const key of SENTENCES) {
    if (said.messages.length > before) break
    collect(part[key], said, depth + 1)
  }
  for (const key of BEHIND)
    if (key === 'raw' || typeof part[key] === 'object') collect(part[key], said, depth + 1)
  // The innermost name is the most telling: { "type": "error", "error": { "type": "overloaded_error" } }.
  said.code ??= word(part.code) ?? word(part.status_code)
  said.type ??= word(part.type) ?? word(part.status)
  said.retryDelay ??= word(part.retryDelay)
  said.quota ??= word(part.quotaId)
}

/** The first line of a text, or of what a reader sees of an HTML page. */
export function firstLine(text: string): string {
  const head = text.slice(0, 20_000)
  const title = /<title[^>]{0,200}>([^<]{1,300})/i.exec(head)?.[1]
  const seen = /^\s*</.test(head)
    ? (title ??
      head.replace(/<(style|script)\b[^>]{0,2000}>[^<]{0,10000}/gi, ' ').replace(/<[^>]{0,2000}>/g, '\n'))
    : head
  return (
    seen
      .split('\n')
      .map((line) => line.trim())
      .find(Boolean) ?? ''
  )
}

function word(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return WORD.test(String(value)) && value !== 'None' ? String(value) : undefined // Python's null, as LiteLLM writes it
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
