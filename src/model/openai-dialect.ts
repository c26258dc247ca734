import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { TextMessage } from '../record/message.js'
import { breakTemplateTokens } from '../text/template-tokens.js'
import type { ChatOptions } from './chat-model.js'
import type { Refusal } from './openai-error.js'
import type { Said } from './server-error.js'

const LENGTH = ['max_tokens', 'max_completion_tokens'] as const

/** What a model of an endpoint turned out not to take. */
export interface Dialect {
  /** The name of the limit on the answer's length; undefined where it takes none. */
  lengthParam: (typeof LENGTH)[number] | undefined
  without: Set<string>
}

/** OpenAI's newer models refuse `max_tokens`; most other servers know nothing else. */
export function startDialect(official: boolean): Dialect {
  return { lengthParam: official ? 'max_completion_tokens' : 'max_tokens', without: new Set() }
}

/** The settings that may be left out, where the model refuses them; of two that are named the first is. */
const OPTIONAL = ['stream_options', 'response_format', 'temperature', 'seed', 'stream']

const NOT_KNOWN =
  /unsupported|not support|unrecogni[sz]ed|unknown|extra|not permitted|not allowed|unexpected|invalid argument|deprecated/i
const NO_SCHEMA = /json[_ ]schema|structured output|grammar/i
const NO_SYSTEM =
  /\bsystem (?:role|message|prompt|instruction)s?\b.{0,40}\bnot\b.{0,20}\b(?:support|allow|enabled)|developer instruction is not enabled/i

/**
 * Learns from a refusal (400 or 422) that names what the request has and the model does not take. It costs nothing, and
 * the call can be made again. Undefined where the refusal says something else.
 * @param sent the request; what another call has learned meanwhile is no news
 * @returns what to tell the user, if it is news
 */
export function adapt(
  dialect: Dialect,
  sent: object,
  { status, said }: Refusal,
): { notice?: string } | undefined {
  if (status !== 400 && status !== 422) return undefined
  const { without } = dialect
  const names = named(said)
  const isNews = (what: string, notice: () => string) => {
    if (without.has(what)) return {}
    without.add(what)
    return { notice: notice() }
  }
  const length = LENGTH.find((name) => name in sent)
  if (length && names(length) && NOT_KNOWN.test(`${said.code} ${said.message}`))
    return isNews(length, () => {
      dialect.lengthParam = LENGTH.find((name) => !without.has(name))
      const other = dialect.lengthParam
      return other
        ? `takes ${other}, not ${length}`
        : 'takes no limit on the length of an answer; it is left out'
    })
  const param = OPTIONAL.find(
    (name) =>
      has(sent, name) && (names(name) || (name === 'response_format' && NO_SCHEMA.test(said.message))),
  )
  if (param) return isNews(param, () => `does not take ${param} as set; it is left out`)
  if (!NO_SYSTEM.test(said.message) || !hasSystem(sent)) return undefined
  return isNews('system', () => 'takes no system message; its text goes before the first question')
}

/** Is it set, and not turned off? */
function has(sent: object, name: string): boolean {
  return name in sent && (sent as Record<string, unknown>)[name] !== false
}

function hasSystem(sent: object): boolean {
  return 'messages' in sent && (sent.messages as TextMessage[]).some(({ role }) => role === 'system')
}

/** Which parameters a refusal names: those that it points at, or where it points at none, those in its sentence. */
function named({ params, message }: Said): (name: string) => boolean {
  if (params.length) return (name) => params.includes(name)
  const words = new Set((message.match(/\w+/g) ?? []).map(plain))
  // The word `stream` stands in many sentences; quoted it is the parameter.
  return (name) => (name === 'stream' ? /[`'"]stream[`'"]/.test(message) : words.has(plain(name)))
}

/** maxTokens is max_tokens. */
function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase()
}

/** The request, as the model takes it. */
export function bodyOf(
  { lengthParam, without }: Dialect,
  messages: readonly TextMessage[],
  { model, temperature, maxTokens, seed, schema }: ChatOptions,
  streamed: boolean,
): ChatCompletionCreateParams {
  const stream = streamed && !without.has('stream')
  const optional = {
    temperature,
    seed,
    ...(stream && { stream_options: { include_usage: true } }),
    ...(schema && {
      response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } },
    }),
  }
  return {
    model,
    messages: (without.has('system') ? withoutSystem(messages) : messages).map(({ role, content }) => ({
      role,
      content: wellFormed(breakTemplateTokens(content)),
    })),
    stream,
    ...(maxTokens !== undefined && lengthParam && { [lengthParam]: maxTokens }),
    ...Object.fromEntries(
      Object.entries(optional).filter(([key, value]) => value !== undefined && !without.has(key)),
    ),
  } as ChatCompletionCreateParams
}

/** The texts of system messages before that of the first other one. */
function withoutSystem(messages: readonly TextMessage[]): TextMessage[] {
  const system = messages.filter(({ role }) => role === 'system').map(({ content }) => content)
  const [first, ...rest] = messages.filter(({ role }) => role !== 'system')
  if (!first) return [{ role: 'user', content: system.join('\n\n') }]
  return [{ ...first, content: [...system, first.content].join('\n\n') }, ...rest]
}

/** A lone surrogate is no Unicode text; servers refuse the whole request for it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
