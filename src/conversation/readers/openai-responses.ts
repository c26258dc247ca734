import { type ChatMessage, chatMessage } from '../conversation.js'
import { CallLinks, toolsOf } from './calls.js'
import { contentOf, emptyContent, textOf, toolResult } from './content.js'
import { type Fields, fields, isFields, list, name, text, time } from './fields.js'
import { Histories } from './histories.js'
import { requestOf, responseOf } from './message-file.js'
import { type Answer, answerMessage, listConversation, personMessages } from './messages.js'
import type { Reader, Reading, Session } from './reader.js'

/** Logs of OpenAI's Responses API: what was sent, as a text or as items, and the items that came back. */
export const openaiResponses: Reader = {
  name: 'openai-responses',
  title: 'OpenAI Responses logs, {"input":[...],"output":[...]} (JSONL or JSON)',
  looksLike: (value) => {
    if (!isFields(value)) return false
    const { input } = requestOf(value)
    const isSent = typeof input === 'string' || Array.isArray(input)
    return (isSent && isItem(list(responseOf(value).output)[0])) || isItem(list(input)[0])
  },
  start: () => new ResponseFile(),
}

/** Only items of this API have these types; a message has a role. */
function isItem(value: unknown): boolean {
  const { type, role, content } = fields(value)
  return typeof role === 'string' ? content !== undefined : ITEM.test(text(type))
}

const ITEM = /^(?:message|reasoning|\w+_call|\w+_call_output|item_reference|mcp_list_tools|compaction)$/

class ResponseFile implements Session {
  readonly #histories = new Histories()

  add(value: unknown, at: number | string): Reading[] {
    const line = fields(value)
    const [request, response] = [requestOf(line), responseOf(line)]
    const items = new Items(name(response.id) ?? String(at))
    const sent =
      typeof request.input === 'string' ? [{ role: 'user', content: request.input }] : request.input
    const messages = list(sent).flatMap((item) => items.read(fields(item)))
    const made = list(response.output).flatMap((item) => items.read(fields(item)))
    const when = time(response.created_at ?? line.created_at ?? line.timestamp)
    for (const message of made) {
      message.time = when
      if (message.role === 'assistant') message.model = name(response.model) ?? name(request.model)
    }
    const last = made.findLast(({ role }) => role === 'assistant')
    const stop = name(fields(response.incomplete_details).reason) ?? name(response.status)
    if (last && stop && stop !== 'completed') answerMessage(last, last.text, { ...partsOf(last), stop })
    const conversation = listConversation([...messages, ...made], {
      id: name(request.conversation) ?? name(fields(request.conversation).id),
      system: text(request.instructions),
      tools: toolsOf(request.tools),
    })
    const previous = name(request.previous_response_id) ?? name(response.previous_response_id)
    return this.#histories.add(conversation, { at, isLog: true, response: name(response.id), previous })
  }

  end(): Reading[] {
    return this.#histories.end()
  }
}

/** Reads the items of one request and its response. What the model made without waiting for anyone is one step. */
class Items {
  readonly #links = new CallLinks()
  #count = 0
  #step = 0

  constructor(readonly stem: string) {}

  read(item: Fields): ChatMessage[] {
    const base = chatMessage(String(this.#count++), undefined, 'other', '')
    const type = name(item.type) ?? 'message'
    if (type === 'message') return this.#message(base, item)
    if (type === 'reasoning') return [this.#reasoning(base, item)]
    if (type.endsWith('_call')) return [this.#call(base, item, type)]
    this.#step++
    if (type.endsWith('_call_output')) {
      base.blocks = {
        results: [{ call: this.#links.answered(item.call_id), result: toolResult(item.output) }],
      }
      return [base]
    }
    base.text = JSON.stringify(item)
    base.rejected = 'not dialogue'
    return [base]
  }

  #message(base: ChatMessage, item: Fields): ChatMessage[] {
    const content = contentOf(item.content)
    if (item.role === 'assistant')
      return [this.#answer(base, { ...content, calls: [] }, content.texts.join('\n\n'))]
    this.#step++
    if (item.role === 'user') return personMessages(base, content, this.#links)
    base.role = 'system'
    base.text = content.texts.join('\n\n').trim()
    return [base]
  }

  #reasoning(base: ChatMessage, item: Fields): ChatMessage {
    const whole = textOf(item.content)
    const reasoning = whole || textOf(item.summary)
    if (reasoning === '') {
      // It is encrypted: no more is known than that there was one.
      base.role = 'assistant'
      base.blocks = { key: this.#key, missing: ['reasoning'] }
      return base
    }
    return this.#answer(base, { ...emptyContent(), calls: [], reasoning, summary: whole === '' })
  }

  /** A call of the client's tools, whose output is another item, or of the provider's own. */
  #call(base: ChatMessage, item: Fields, type: string): ChatMessage {
    const { code, queries } = item
    const args = item.arguments ?? item.input ?? item.action ?? item.operation
    const rest = { ...(code !== undefined && { code }), ...(queries !== undefined && { queries }) }
    const id = item.call_id ?? item.id
    const call = this.#links.call(id, name(item.name) ?? type.slice(0, -'_call'.length), args ?? rest)
    const output = item.error ?? item.output ?? item.outputs ?? item.results
    const isImage = type === 'image_generation_call' && item.result !== undefined
    if (isImage) call.result = { text: '', media: ['image'] }
    else if (output !== undefined && output !== null)
      call.result = toolResult(output, Boolean(item.error) || item.status === 'failed')
    return this.#answer(base, { ...emptyContent(), calls: [call] })
  }

  #answer(base: ChatMessage, parts: Omit<Answer, 'key'>, said = ''): ChatMessage {
    return answerMessage(base, said, { ...parts, key: this.#key })
  }

  get #key(): string {
    return `${this.stem}/${this.#step}`
  }
}

function partsOf({ blocks = {} }: ChatMessage): Answer {
  const { key, calls = [], results = [], reasoning = '', summary, missing } = blocks
  return { ...emptyContent(), key, calls, results, reasoning, summary, hidden: missing !== undefined }
}
