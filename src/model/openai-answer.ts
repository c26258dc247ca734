import type OpenAI from 'openai'
import { Usage } from '../record/usage.js'
import { visible } from '../text/visible.js'
import type { ChatAnswer, ChatOptions } from './chat-model.js'
import { brokenAnswer, isNamed } from './errors.js'
import { Refusal } from './openai-error.js'
import type { Watch } from './watch.js'

/** No answer is longer; a server that never stops does not fill the memory. */
const LONGEST_ANSWER_BYTES = 64 * 2 ** 20

/** Empty chunks, or white space, before anything else. */
const MOST_PEEKED = 1000
/** Characters of the mark that ends a stream, with the line break before it. */
const END_MARK = '\ndata: [DONE]'.length

/** The parts of a completion, whole or in pieces, that are read. Anything may be missing. */
interface Completion {
  model?: unknown
  usage?: unknown
  error?: unknown
  choices?: {
    error?: unknown
    finish_reason?: unknown
    message?: Piece
    delta?: Piece
  }[]
}
interface Piece {
  content?: unknown
  refusal?: unknown
  /** What the model thought: vLLM, SGLang, llama.cpp, DeepSeek. */
  reasoning_content?: unknown
  /** The same: OpenRouter, Ollama, newer vLLM. */
  reasoning?: unknown
}

/**
 * Reads the body of a successful response: one JSON object, or server-sent events; whichever the server sends,
 * whatever it was asked for.
 * @throws Refusal where the body holds the server's own error; ModelError where the body is no answer
 */
export async function readAnswer(
  response: Response,
  client: OpenAI,
  watch: Watch,
  chat: ChatOptions,
): Promise<ChatAnswer> {
  const [peeked, beginning] = await peek(response)
  const streamed = /^(?:data|event|id|retry)?:|^$/.test(beginning)
  const tail = { bytes: 0, done: false, text: '' }
  const body = peeked.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(bytes, controller) {
        tail.bytes += bytes.length
        if (tail.bytes > LONGEST_ANSWER_BYTES) throw brokenAnswer('the answer does not end', 'yes')
        if (streamed) {
          // Only a line of its own is the end: the mark may also stand in a text.
          tail.text = `${tail.text.slice(-END_MARK)}${Buffer.from(bytes).toString('latin1')}`
          tail.done ||= /(?:^|[\r\n])data: ?\[DONE\]/.test(tail.text)
        } else watch.begun = true
        watch.touch()
        controller.enqueue(bytes)
      },
    }),
  )
  const watched = new Response(body, { headers: response.headers })
  const pieces = streamed
    ? (await import('openai/streaming')).Stream.fromSSEResponse<Completion>(
        watched,
        new AbortController(),
        client,
      )
    : [await wholeAnswer(watched, watch)]

  const answer = { text: '', reasoning: '', refusal: '', finishReason: '', model: '' }
  let usage: Usage | undefined
  for await (const piece of pieces) {
    if (piece.error) throw new Refusal(undefined, piece)
    const choice = piece.choices?.[0]
    if (choice?.error) throw new Refusal(undefined, { error: choice.error })
    const { content, refusal, reasoning_content, reasoning } = choice?.delta ?? choice?.message ?? {}
    const text = textOf(content)
    const thought = textOf(reasoning_content) || textOf(reasoning) || thoughtsIn(content)
    if (text || thought || refusal) {
      watch.begun = true
      watch.touch()
    }
    if (text) chat.onText?.(text)
    answer.text += text
    answer.reasoning += thought
    answer.refusal += textOf(refusal)
    if (typeof choice?.finish_reason === 'string') answer.finishReason = choice.finish_reason
    if (typeof piece.model === 'string') answer.model = piece.model
    usage = Usage.safeParse(piece.usage).data ?? usage
  }
  if (watch.reason) throw watch.reason
  // A stream may end because the connection was closed. Only a reason or the end mark makes it whole.
  if (streamed && !answer.finishReason && !tail.done)
    throw brokenAnswer('the answer broke off before its end', watch.begun ? 'yes' : 'maybe')
  return {
    text: answer.text,
    finishReason: answer.finishReason || 'stop',
    model: answer.model || chat.model,
    ...(answer.reasoning && { reasoning: answer.reasoning }),
    ...(answer.refusal && { refusal: answer.refusal }),
    ...(usage && { usage }),
  }
}

/** The body, and how it begins, without white space: what it is does not depend on what its type says. */
async function peek(response: Response): Promise<[ReadableStream<Uint8Array>, string]> {
  const reader = (response.body ?? new ReadableStream<Uint8Array>({ start: (to) => to.close() })).getReader()
  const read: Uint8Array[] = []
  let beginning = ''
  while (beginning.length < 'retry:'.length) {
    const { value, done } = await reader.read()
    if (done) break
    read.push(value)
    beginning = Buffer.concat(read)
      .toString('utf8')
      .replace(/^[\ufeff\s]+/, '')
    if (read.length > MOST_PEEKED) break
  }
  const body = new ReadableStream<Uint8Array>({
    async pull(to) {
      const first = read.shift()
      if (first) return to.enqueue(first)
      const { value, done } = await reader.read()
      if (done) to.close()
      else to.enqueue(value)
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return [body, beginning]
}

async function wholeAnswer(response: Response, watch: Watch): Promise<Completion> {
  const text = await response.text()
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // falls through to the check below
  }
  const completion = value as Completion | null | undefined
  if (!completion?.error && Array.isArray(completion?.choices)) return completion
  watch.begun = false // what has arrived was no answer
  const refusal = new Refusal(undefined, value ?? text)
  if (completion?.error || isNamed(refusal.said)) throw refusal
  const { message } = refusal.said
  throw brokenAnswer(
    `the server answered with something else than a chat completion${message && `: ${visible(message.slice(0, 200))}`}`,
    'maybe',
  )
}

/** Most servers send a string, some a list of parts, of which those of type `thinking` or `reasoning` are no text. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  return partsOf(content)
    .map(({ type, text }) => (!THOUGHT.has(String(type)) && typeof text === 'string' ? text : ''))
    .join('')
}

/** Mistral: `thinking` holds parts of its own. */
function thoughtsIn(content: unknown): string {
  return partsOf(content)
    .filter(({ type }) => THOUGHT.has(String(type)))
    .map(({ text, thinking }) => textOf(thinking) || textOf(text))
    .join('')
}

const THOUGHT = new Set(['thinking', 'reasoning', 'thought'])

function partsOf(content: unknown): { type?: unknown; text?: unknown; thinking?: unknown }[] {
  return Array.isArray(content) ? content.filter((part) => typeof part === 'object' && part !== null) : []
}
