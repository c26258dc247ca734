import type { TextMessage } from '../record/message.js'
import type { Usage } from '../record/usage.js'

export interface ChatOptions {
  model: string
  temperature?: number
  maxTokens?: number
  /** Asked of the back end where it knows seeds; the simulated model's answers depend on nothing else. */
  seed?: number
  /** JSON Schema of the answer: asked of the back end where it can be told. */
  schema?: Record<string, unknown>
  /** The caller's name for this call (a job's id), passed on so that the back end's log can be compared. */
  requestId?: string
  /** Aborting it ends the call. */
  signal?: AbortSignal
  /** Receives the answer piece by piece where the caller shows it while it grows. */
  onText?: (piece: string) => void
}

export interface ChatAnswer {
  text: string
  /** What the model thought before it, where that was sent. */
  reasoning?: string
  /** As the back end says it: stop, length, content_filter, ... */
  finishReason: string
  /** The back end's own refusal text, where it marks one. */
  refusal?: string
  usage?: Usage
  /** The model that answered, as the back end names it. */
  model: string
}

/** The one way strom talks to a model. Failures are thrown as `ModelError`. */
export interface ChatModel {
  chat(messages: readonly TextMessage[], options: ChatOptions): Promise<ChatAnswer>
}
