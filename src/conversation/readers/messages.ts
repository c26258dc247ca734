import { endingOf } from '../../record/ending.js'
import type { Call } from '../../record/step.js'
import { type Blocks, type ChatMessage, type Conversation, chatMessage } from '../conversation.js'
import type { CallLinks } from './calls.js'
import { type Content, contentOf, emptyContent, type LoggedCall, textOf, toolResult } from './content.js'
import { type Fields, fields, isFields, list, name, paragraphs, text, time } from './fields.js'

/** A message with these keys alone has nothing beside its text. */
const PLAIN = new Set(['role', 'content', 'from', 'value'])

/** Who speaks: `call` is a message that is nothing but calls of tools. */
type Side = 'system' | 'user' | 'assistant' | 'tool' | 'call'

/** What formats that are lists of messages call the sides. */
const NAMES: Record<Side, string> = {
  system: 'system developer',
  user: 'user human prompter input',
  assistant:
    'assistant gpt ai chatgpt gpt4 gpt-4 gpt3 gpt-3.5 bing bard claude gemini model bot chatbot output',
  tool: `tool function observation ipython function_response function_result tool_response tool_result tool_output
    funcresponse toolresponse toolresult`,
  call: 'function_call tool_call tool_calls function-call tool-call funccall',
}
const SIDES = new Map(
  Object.entries(NAMES).flatMap(([side, names]) =>
    names.split(/\s+/).map((each): [string, Side] => [each, side as Side]),
  ),
)

/** How a format differs from what others write in the same places. */
export interface Dialect {
  /** The text of an answer and what it calls, where that is not all as it stands. */
  answer?(said: string): { text: string; calls: LoggedCall[] } | undefined
}

/** Is it a message of a list? `type` names the side in LangChain's. */
export function isMessage(value: unknown): boolean {
  return isFields(value) && nameOfSide(value) !== undefined && (isFields(value.data) || hasContent(value))
}

function hasContent(message: Fields): boolean {
  return 'content' in message || 'tool_calls' in message || 'function_call' in message
}

/** Is it a message, wherever it stands? Other formats have a `type` too, but no such sides. */
export function isBareMessage(value: unknown): boolean {
  const { role, type } = fields(value)
  return isMessage(value) && (typeof role === 'string' || type === 'human' || type === 'ai')
}

function nameOfSide({ from, role, type }: Fields): string | undefined {
  return name(role) ?? name(from) ?? (SIDES.has(text(type)) ? text(type) : undefined)
}

/** Reads the messages of one conversation, in order. */
export class MessageReader {
  #count = 0

  constructor(
    readonly links: CallLinks,
    readonly dialect: Dialect = {},
  ) {}

  /** Adds to `messages` what stands in one of them, which may be several: results of tools and a person's words. */
  read(value: Fields, messages: ChatMessage[]): void {
    const plain = this.#plain(value)
    if (plain) messages.push(plain)
    else messages.push(...this.#any(value))
  }

  /** Most messages are a side and a text. */
  #plain(message: Fields): ChatMessage | undefined {
    const said = message.content ?? message.value
    if (typeof said !== 'string') return undefined
    for (const key in message) if (!PLAIN.has(key)) return undefined
    const role = SIDES.get(nameOfSide(message) ?? '')
    if (role !== 'user' && role !== 'assistant' && role !== 'system') return undefined
    if (role === 'assistant' && this.dialect.answer?.(said)) return undefined
    return withText(chatMessage(String(this.#count++), undefined, role, ''), role, said)
  }

  #any(value: Fields): ChatMessage[] {
    const message = isFields(value.data) && !hasContent(value) ? { ...value.data, type: value.type } : value
    const id = String(this.#count++)
    const called = nameOfSide(message) ?? ''
    const side = SIDES.get(called) ?? SIDES.get(called.toLowerCase())
    const base = baseMessage(id, message)
    const said = message.content ?? message.value ?? message.text
    if (side === 'user') return personMessages(base, contentOf(said), this.links)
    if (side === 'assistant') return [this.#answer(base, message, contentOf(said))]
    if (side === 'system') return [withText(base, 'system', paragraphs(...contentOf(said).texts))]
    if (side === 'tool') return [this.#results(base, message, said)]
    if (side === 'call') return [this.#calls(base, textOf(said))]
    base.text = paragraphs(...contentOf(said).texts).trim()
    base.rejected = 'unknown role'
    base.blocks = { side: called }
    return [base]
  }

  #answer(base: ChatMessage, message: Fields, content: Content): ChatMessage {
    const { dialect } = this
    const parts = content.texts.map((said) => dialect.answer?.(said) ?? { text: said, calls: [] })
    const logged = [
      ...parts.flatMap(({ calls }) => calls),
      ...content.calls,
      ...list(message.tool_calls).map(loggedCall),
      ...(isFields(message.function_call) ? [loggedCall(message.function_call)] : []),
      ...list(message.tool_uses).map(loggedCall),
    ]
    const calls = logged.map((call) => this.links.call(call.id, call.name, call.arguments))
    const results = list(message.tool_uses).map((use, index) => ({
      call: calls[calls.length - list(message.tool_uses).length + index]!.id,
      result: toolResult(fields(use).output, fields(use).status === 'error'),
    }))
    const reasoning = textOf(message.reasoning_content ?? message.reasoning ?? message.thinking)
    return answerMessage(base, paragraphs(...parts.map((part) => part.text)), {
      ...content,
      calls,
      results: [...content.results, ...results],
      reasoning: paragraphs(reasoning, content.reasoning),
      refusal: text(message.refusal) || content.refusal,
      stop: name(message.finish_reason) ?? name(message.stop_reason),
      untrained: message.weight === 0 || message.train === false,
    })
  }

  /** What tools gave back; a text may hold the results of several calls. */
  #results(base: ChatMessage, message: Fields, said: unknown): ChatMessage {
    const called = name(message.name)
    const logged = name(message.tool_call_id) ?? name(message.call_id)
    const outputs = typeof said === 'string' && logged === undefined ? separate(said) : [said]
    base.blocks = {
      results: outputs.map((output) => ({
        call: this.links.answered(logged, called),
        result: toolResult(output ?? '', message.status === 'error' || message.is_error),
      })),
    }
    return base
  }

  #calls(base: ChatMessage, said: string): ChatMessage {
    const { text: beside, calls } = callsIn(said)
    const broken = calls.length ? undefined : BROKEN_CALL.exec(said)?.[1]
    const found = broken === undefined ? calls : [{ id: undefined, name: broken, arguments: said }]
    if (found.length === 0)
      return { ...base, text: said.trim(), rejected: said.trim() ? 'not dialogue' : 'empty' }
    return answerMessage(base, broken === undefined ? beside : '', {
      ...emptyContent(),
      calls: found.map((call) => this.links.call(call.id, call.name, call.arguments)),
    })
  }
}

/** The name in a call that is no JSON. */
const BROKEN_CALL = /"name"\s{0,20}:\s{0,20}"([^"\n]{1,200})"/

export function baseMessage(id: string, message: Fields): ChatMessage {
  const base = chatMessage(id, undefined, 'other', '')
  base.time = time(message.timestamp ?? message.created_at ?? message.createdAt ?? message.time ?? message.ts)
  base.model = name(message.model)
  return base
}

function withText(base: ChatMessage, role: ChatMessage['role'], said: string): ChatMessage {
  base.text = said.trim()
  base.role = role
  // Nothing was said on this side: a question that is lost still ends what came before it.
  if (base.text === '') {
    base.rejected = 'empty'
    if (role !== 'user') base.role = 'other'
  }
  return base
}

/** What stands under the person's role: what tools gave back, before the person's own words. */
export function personMessages(base: ChatMessage, content: Content, links: CallLinks): ChatMessage[] {
  const { results, texts, media, others } = content
  const messages: ChatMessage[] = []
  if (results.length) {
    const brought = chatMessage(base.id, undefined, 'other', '')
    brought.time = base.time
    brought.at = base.at
    brought.blocks = {
      results: results.map(({ call, result }) => ({ call: links.answered(call), result })),
    }
    messages.push(brought)
    base.id += '#text'
  }
  const said = paragraphs(...texts)
  if (results.length && said.trim() === '' && media.length + others.length === 0) return messages
  base.model = undefined
  if (media.length) base.media = [...new Set(media)]
  if (others.length) base.blocks = { stripped: stripped(others) }
  return [...messages, withText(base, 'user', said)]
}

/** An answer, of the parts that were found. */
export interface Answer extends Omit<Content, 'texts' | 'media' | 'calls'> {
  calls: Call[]
  key?: string | undefined
  summary?: boolean | undefined
  stop?: string | undefined
  untrained?: boolean | undefined
}

export function answerMessage(base: ChatMessage, said: string, answer: Answer): ChatMessage {
  const { calls, results, reasoning, refusal, hidden, others, stop } = answer
  base.role = 'assistant'
  base.text = said.trim()
  const blocks: Blocks = {
    ...(answer.key !== undefined && { key: answer.key }),
    ...(reasoning && { reasoning, ...(answer.summary && { summary: true as const }) }),
    ...(calls.length && { calls }),
    ...(results.length && { results }),
    ...(stop !== undefined && endingOf(stop) !== 'ok' && { stop: endingOf(stop) }),
    ...(answer.untrained && { weight: 0 as const }),
    ...(hidden && !reasoning && { missing: ['reasoning'] }),
    ...(others.length && { stripped: stripped(others) }),
  }
  if (Object.keys(blocks).length) base.blocks = blocks
  if (base.text || calls.length || results.length || reasoning) return base
  base.rejected = refusal ? 'refusal' : 'empty'
  base.text = refusal
  if (!refusal) base.role = 'other'
  return base
}

function stripped(parts: readonly string[]): Blocks['stripped'] {
  return parts.map((part) => ({ reason: 'not dialogue' as const, text: part }))
}

/** A call in any of the forms it has beside a text. */
export function loggedCall(value: unknown): LoggedCall {
  const outer = fields(value)
  const inner = [outer.function, outer.custom].find(isFields) ?? outer
  return {
    id: outer.id ?? outer.call_id,
    name: text(inner.name) || text(inner.tool),
    arguments: inner.arguments ?? inner.input ?? inner.args ?? inner.parameters,
  }
}

/**
 * Calls that stand in a text as JSON: alone, as one object or a list of them, or in `<tool_call>` elements, each with an
 * object or a list. What is no call stays in the text. Linear in the text's length.
 */
export function callsIn(said: string): { text: string; calls: LoggedCall[] } {
  const alone = parsedCalls(said)
  if (alone.length) return { text: '', calls: alone }
  if (!said.includes(OPEN)) return { text: said, calls: [] }
  const calls: LoggedCall[] = []
  let rest = ''
  let end = 0
  let close = -1
  for (let open = said.indexOf(OPEN); open >= 0; open = said.indexOf(OPEN, open + 1)) {
    if (close < open) close = said.indexOf(CLOSE, open)
    if (close < 0) break
    const found = parsedCalls(said.slice(open + OPEN.length, close))
    if (found.length === 0) continue
    calls.push(...found)
    rest += said.slice(end, open)
    end = close + CLOSE.length
    open = end - 1
  }
  return { text: (rest + said.slice(end)).trim(), calls }
}

const OPEN = '<tool_call>'
const CLOSE = '</tool_call>'

function parsedCalls(json: string): LoggedCall[] {
  if (!/^\s*[[{]/.test(json)) return []
  try {
    const value: unknown = JSON.parse(json)
    const found = (Array.isArray(value) ? value : [value]).map(loggedCall)
    return found.every((call) => call.name !== '' && call.arguments !== undefined) ? found : []
  } catch {
    return []
  }
}

/** Results that stand in one text, as Hermes and LLaMA-Factory write them. */
function separate(said: string): string[] {
  if (!said.includes(RESULT_END)) return [said]
  const texts = said.split(/<\/?tool_response>/).map((part) => part.trim())
  return texts.filter((part) => part !== '')
}

const RESULT_END = '</tool_response>'

/** A conversation that is a list, with system text that stands beside it. */
export function listConversation(
  messages: ChatMessage[],
  { id, system = '', tools }: Pick<Conversation, 'id' | 'system' | 'tools'>,
): Conversation {
  return { id, messages, ...(system.trim() && { system: system.trim() }), tools }
}
