import { randomUUID } from 'node:crypto'
import type { Exchange, Scored } from '../conversation/score.js'
import type { Memory, Recalled } from '../memory/memory.js'
import type { Remembered } from '../memory/store.js'
import type { Dispatcher } from '../model/dispatcher.js'
import type { Outcome } from '../model/job.js'
import { ProviderError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import { messagesFor, windowOf } from './messages.js'

/** Who answers. */
export interface Caller {
  dispatcher: Dispatcher
  model: string
  temperature: number
  maxTokens: number | null
}

export interface ChatOptions {
  memory: Memory
  score: (exchange: Exchange) => Scored
  /** Keep nothing, only tell what would be kept. */
  readOnly?: boolean
  origin: 'chat' | 'mcp'
}

export interface AskOptions {
  signal: AbortSignal
  onText?: (piece: string) => void
  /** Told what was recalled, before the model is asked. */
  onRecall?: (recalled: readonly Recalled[]) => void
}

export type ScoredTurn = Remembered & Scored
export interface Recorded {
  turn: ScoredTurn
  remembered: boolean
}

/** Most texts and UTF-16 code units of the texts before a turn that it carries, as `strom import` does. */
const CONTEXT_TEXTS = 4
const CONTEXT = 12_000
/** Most exchanges that are kept for /history and /export. */
const HISTORY = 1000
/** Most texts recalled for one question. */
const RECALL = 4

/** A conversation that is scored as it goes: signal is remembered at once, noise only counted. */
export class Chat {
  readonly id = `c_${randomUUID()}`
  readonly history: ScoredTurn[] = []
  turns = 0
  remembered = 0
  signals = 0
  #importance = 0

  constructor(private readonly options: ChatOptions) {}

  get meanImportance(): number {
    return this.turns === 0 ? 0 : this.#importance / this.turns
  }

  /**
   * Asks the model, with what it should know of earlier conversations, and records the exchange.
   * @throws ModelError, ProviderError where the model says nothing, CannotWriteError
   */
  async ask(user: string, caller: Caller, { signal, onText, onRecall }: AskOptions): Promise<Recorded> {
    const window = windowOf(this.history)
    const known = new Set(window.map(({ id }) => id))
    const recalled = await this.options.memory.recall(user, RECALL, known)
    onRecall?.(recalled)
    const { dispatcher, model, temperature, maxTokens } = caller
    const messages = messagesFor(user, window, recalled)
    const requestId = contentId('q', this.id, String(this.turns), user)
    const request = { messages, model, temperature, requestId, ...(maxTokens && { maxTokens }) }
    const outcome = await dispatcher.run(request, { signal, ...(onText && { onText }) })
    return this.record(user, answerOf(outcome), outcome.model)
  }

  /** Scores an exchange, and remembers it if it is signal: when this returns, it is safe. @throws CannotWriteError */
  record(user: string, assistant: string, model?: string): Recorded {
    const context = this.#context()
    const scored = this.options.score({ user, assistant, context })
    const turn: ScoredTurn = {
      schema: 'strom.turn/1',
      id: contentId('t', this.id, String(this.turns), user, assistant),
      conversation: this.id,
      index: this.turns,
      time: new Date().toISOString(),
      user,
      assistant,
      ...(context.length && { context }),
      ...(model && { model }),
      authors: { user: 'human', assistant: 'model' },
      origin: this.options.origin,
      ...scored,
    }
    const remembered = turn.signal && !this.options.readOnly
    if (remembered) this.options.memory.store.append(turn)
    this.turns++
    this.#importance += turn.importance
    if (turn.signal) this.signals++
    if (remembered) this.remembered++
    this.history.push(turn)
    if (this.history.length > HISTORY) this.history.shift()
    return { turn, remembered }
  }

  /** Takes the newest exchange out of the conversation and the memory. @returns it, if there was one */
  forget(): ScoredTurn | undefined {
    const turn = this.history.pop()
    if (!turn) return undefined
    this.options.memory.ids() // what was just written is known only when it is read
    if (this.options.memory.store.remove(turn.id)) this.remembered--
    return turn
  }

  /** The newest texts of the conversation, oldest first: whole texts, within both limits. */
  #context(): string[] {
    const texts: string[] = []
    let room = CONTEXT
    for (const { user, assistant } of this.history.slice(-CONTEXT_TEXTS).reverse()) {
      for (const text of [assistant, user]) {
        if (text === '') continue
        room -= text.length
        if (room < 0 || texts.length === CONTEXT_TEXTS) return texts.reverse()
        texts.push(text)
      }
    }
    return texts.reverse()
  }
}

function answerOf({ text, refusal, finishReason }: Outcome): string {
  const answer = text.trim() ? text : (refusal ?? '')
  if (!answer.trim())
    throw new ProviderError(`the model said nothing (${finishReason})`, 'ask in other words')
  return answer
}
