import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions'
import type { TextMessage } from '../record/message.js'
import type { ChatOptions } from './chat-model.js'

/** What a model of an endpoint turned out not to take. */
export interface Dialect {
  lengthParam: 'max_tokens' | 'max_completion_tokens'
  without: Set<string>
}

/** OpenAI's newer models refuse `max_tokens`; most other servers know nothing else. */
export function startDialect(official: boolean): Dialect {
  return { lengthParam: official ? 'max_completion_tokens' : 'max_tokens', without: new Set() }
}

/** The settings that may be left out, where the model refuses them. */
const OPTIONAL = new Set(['temperature', 'seed', 'stream_options'])

/**
 * Learns from a refusal of one parameter (codes `unsupported_parameter`, `unsupported_value`), which costs
 * nothing. Returns what to tell the user, or undefined where the error says something else.
 */
export function adapt(dialect: Dialect, error: unknown): string | undefined {
  const { status, code, param } = error as { status?: number; code?: string; param?: string }
  if (status !== 400 || (code !== 'unsupported_parameter' && code !== 'unsupported_value') || !param)
    return undefined
  if (param === dialect.lengthParam && !dialect.without.has(param)) {
    dialect.without.add(param)
    dialect.lengthParam = param === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens'
    return dialect.without.has(dialect.lengthParam) ? undefined : `takes ${dialect.lengthParam}, not ${param}`
  }
  if (!OPTIONAL.has(param) || dialect.without.has(param)) return undefined
  dialect.without.add(param)
  return `does not take ${param} as set; it is left out`
}

/** The request, as the model takes it. */
export function bodyOf(
  dialect: Dialect,
  messages: readonly TextMessage[],
  { model, temperature, maxTokens, seed }: ChatOptions,
  stream: boolean,
): ChatCompletionCreateParams {
  const optional = {
    temperature,
    seed,
    ...(stream && { stream_options: { include_usage: true } }),
  }
  return {
    model,
    messages: messages.map(({ role, content }) => ({ role, content: wellFormed(content) })),
    stream,
    ...(maxTokens !== undefined && { [dialect.lengthParam]: maxTokens }),
    ...Object.fromEntries(
      Object.entries(optional).filter(([key, value]) => value !== undefined && !dialect.without.has(key)),
    ),
  } as ChatCompletionCreateParams
}

/** A lone surrogate is no Unicode text; servers refuse the whole request for it. */
function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}
