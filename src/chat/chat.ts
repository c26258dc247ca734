import { randomUUID } from 'node:crypto'
import type { Exchange, Scored } from '../conversation/score.js'
import type { Memory, Recalled } from '../memory/memory.js'
import type { Remembered } from '../memory/store.js'
import type { Dispatcher } from '../model/dispatcher.js'
import type { Outcome } from '../model/job.js'
import { type Ending, endingOf } from '../record/ending.js'
import { ProviderError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import { readsAsRefusal } from '../text/refusal.js'
import { visible } from '../text/visible.js'
import { messagesFor, passagesIn, windowOf } from './messages.js'

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
  /** What a person should know of the answer. */
  note?: string
}

/** Most texts and UTF-16 code units of the texts before a turn that it carries, as `strom import` does. */
const CONTEXT_TEXTS = 4
const CONTEXT = 12_000
/** Most exchanges that are kept for /history and /export. */
const HISTORY = 1000
/** Most texts recalled for one question. */
const RECALL = 4

/** Why an answer that did not end well is not remembered, as an indicator and for a person. */
const UNSOUND: Partial<Record<Ending, { indicator: string; note?: string }>> = {
  length: { indicator: 'assistant: cut off', note: 'the answer was cut off: it is not remembered' },
  filtered: { indicator: 'assistant: filtered', note: 'the answer was filtered: it is not remembered' },
  refusal: { indicator: 'assistant: refusal' },
}
/** Log-odds of an exchange without an answer, as in the score of turns. */
const NO_ANSWER = -4

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
    const recalled = await this.#recall(user, known, onRecall)
    const { dispatcher, model, temperature, maxTokens } = caller
    const messages = messagesFor(user, window, recalled)
    const requestId = contentId('q', this.id, String(this.turns), user)
    const request = { messages, model, temperature, requestId, ...(maxTokens && { maxTokens }) }
    const outcome = await dispatcher.run(request, { signal, ...(onText && { onText }) })
    return this.record(user, answerOf(outcome), { model: outcome.model, ...stopOf(outcome) })
  }

  /**
   * Answers with what is remembered and known, word for word and marked as such, where there is no model. It is neither
   * scored nor remembered. Undefined where nothing belongs to the question.
   */
  async lookUp(user: string, onRecall?: AskOptions['onRecall']): Promise<Recorded | undefined> {
    const recalled = await this.#recall(user, new Set(), onRecall)
    if (recalled.length === 0) return undefined
    const turn = this.#turn(user, passagesIn(recalled), nothing('no model answered'))
    turn.authors = { user: 'human', assistant: 'injected' }
    return this.#count(turn)
  }

  /** Is there anything to look up? */
  get canLookUp(): boolean {
    return !this.options.memory.isEmpty
  }

  async #recall(user: string, known: ReadonlySet<string>, onRecall: AskOptions['onRecall']) {
    const recalled = await this.options.memory.recall(user, RECALL, known)
    onRecall?.(recalled)
    return recalled
  }

  /**
   * Scores an exchange, and remembers it if it is signal: when this returns, it is safe. A refusal, and an answer that
   * did not end well, is marked, and no signal.
   * @throws CannotWriteError
   */
  record(user: string, assistant: string, answer: { model?: string; stop?: Ending } = {}): Recorded {
    const stop = answer.stop ?? (readsAsRefusal(assistant) ? 'refusal' : 'ok')
    const unsound = UNSOUND[stop]
    const scored = unsound
      ? nothing(unsound.indicator)
      : this.options.score({ user, assistant, context: this.#context() })
    const turn = this.#turn(user, assistant, scored)
    if (answer.model) turn.model = answer.model
    if (unsound) turn.steps = [{ text: assistant, stop }]
    return { ...this.#count(turn), ...(unsound?.note && { note: unsound.note }) }
  }

  #turn(user: string, assistant: string, scored: Scored): ScoredTurn {
    const context = this.#context()
    return {
      schema: 'strom.turn/1',
      id: contentId('t', this.id, String(this.turns), user, assistant),
      conversation: this.id,
      index: this.turns,
      time: new Date().toISOString(),
      user,
      assistant,
      ...(context.length && { context }),
      authors: { user: 'human', assistant: 'model' },
      origin: this.options.origin,
      ...scored,
    }
  }

  #count(turn: ScoredTurn): Recorded {
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

function answerOf({ text, refusal, finishReason, reasoning }: Outcome): string {
  const answer = text.trim() ? text : (refusal ?? '')
  if (!answer.trim())
    throw new ProviderError(
      reasoning
        ? 'the model wrote its thoughts, and no answer'
        : `the model said nothing (${visible(finishReason)})`,
      'ask in other words, or raise max_tokens',
    )
  return answer
}

function stopOf({ class: kind, finishReason }: Outcome): { stop?: Ending } {
  if (kind === 'refused') return { stop: 'refusal' }
  const stop = endingOf(finishReason)
  return stop === 'ok' ? {} : { stop }
}

function nothing(indicator: string): Scored {
  return { importance: 0, signal: false, why: [{ indicator, weight: NO_ANSWER }] }
}
