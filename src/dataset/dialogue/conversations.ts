import type { Turn } from '../../record/turn.js'
import { type Dialogue, type Rough, tidy } from './dialogue.js'
import { follows, turnsBefore } from './history.js'
import { isEmpty, type Noise, noiseOf } from './noise.js'
import { messagesOfTurn, STEP_OPTIONS, type StepOptions, sizeOf, whyNoStep } from './steps.js'
import { type ToolLibrary, toolsOf } from './tools.js'

export interface Joined {
  dialogues: Dialogue[]
  /** The turns that are in no row, with the reason. */
  rejected: { turn: Turn; reason: string }[]
  /** Answers that are kept as context only. */
  masked: number
  /** Calls that are in no row, because nothing to learn comes behind them. */
  trimmed: number
}

/** A conversation longer than this becomes several rows: no model reads more, and memory stays bounded. */
const MAX_TURNS = 2_000
const MAX_CHARACTERS = 4_000_000

interface Kept {
  turn: Turn
  index: number | undefined
  /** It is in the row of another branch too, and answered for there. */
  shared: boolean
}

/** Joins the turns of a conversation, which follow one another in the stream, to dialogues, a branch to one of its own. */
export class Conversations {
  #turns: Kept[] = []
  #characters = 0

  constructor(
    private readonly noise: Noise,
    private readonly steps: StepOptions = STEP_OPTIONS,
    private readonly library?: ToolLibrary,
    /** Makes of a dialogue those that a trainer can hold. */
    private readonly cut: (dialogue: Dialogue) => Dialogue[] = (dialogue) => [dialogue],
  ) {}

  /** Takes the next turn. @returns the conversation before it, where this turn begins another one */
  add(turn: Turn): Joined | undefined {
    const last = this.#turns.at(-1)
    const same = last?.turn.conversation !== undefined && last.turn.conversation === turn.conversation
    const before = same ? turnsBefore(this.#turns, turn) : []
    const branch = before.length < this.#turns.length
    const full = this.#turns.length >= MAX_TURNS || this.#characters >= MAX_CHARACTERS
    const hole = !follows(before.at(-1)?.index, turn.index)
    const ended = branch || full || hole ? this.end() : undefined
    if (branch && !full && !hole) for (const { turn } of before) this.#push(turn, true)
    this.#push(turn, false)
    return ended
  }

  /** The conversation whose turns came last. */
  end(): Joined | undefined {
    if (this.#turns.length === 0) return undefined
    const joined = this.#join(this.#turns)
    this.#turns = []
    this.#characters = 0
    return joined
  }

  #push(turn: Turn, shared: boolean): void {
    this.#turns.push({ turn, index: turn.index, shared })
    this.#characters += sizeOf(turn, this.steps)
  }

  #join(turns: readonly Kept[]): Joined {
    const rejected: Joined['rejected'] = []
    const reject = ({ turn, shared }: Kept, reason: string) => {
      if (!shared) rejected.push({ turn, reason })
    }
    const kept: (Kept & { noise: string | undefined })[] = []
    for (const each of turns) {
      const { turn } = each
      const noise = noiseOf(turn) ?? whyNoStep(turn, this.steps)
      if (isEmpty(turn)) reject(each, 'empty')
      else if (noise && this.noise === 'drop') reject(each, noise)
      else kept.push({ ...each, noise })
    }
    // Context after the last answer to learn teaches nothing.
    for (let last = kept.at(-1); last && (last.noise || last.shared); last = kept.at(-1)) {
      if (last.noise) reject(last, last.noise)
      kept.pop()
    }
    const system = turns.find(({ turn }) => turn.system)?.turn.system
    const first = (turns[0] as Kept).turn
    const parts: Rough[][] = [this.noise === 'mask' ? contextOf(first) : []]
    for (const { turn, noise, shared } of kept) {
      const masked = Boolean(noise || (shared && this.noise === 'mask'))
      const [head = [], ...more] = messagesOfTurn(turn, this.steps, masked)
      parts.at(-1)?.push(...head)
      parts.push(...more)
    }
    const declared = turns.flatMap(({ turn }) => turn.tools ?? [])
    const dialogues: Dialogue[] = []
    for (const part of parts) {
      const messages = tidy([...(system ? [{ role: 'system', content: system }] : []), ...part])
      if (typeof messages === 'string') continue
      const tools = this.steps.calls === 'keep' ? toolsOf(declared, messages, this.library) : []
      const { conversation = '', language } = first
      dialogues.push(...this.cut({ conversation, messages, ...(tools.length && { tools }), language }))
    }
    const learned = new Set(dialogues.flatMap(({ messages }) => messages.map(({ turn }) => turn)))
    for (const each of kept) if (!learned.has(each.turn)) reject(each, each.noise ?? 'nothing to train on')
    const masked = dialogues.reduce(
      (sum, { messages }) => sum + messages.filter((said) => said.masked).length,
      0,
    )
    const trimmed = callsIn(parts.flat()) - callsIn(dialogues.flatMap(({ messages }) => messages))
    return { dialogues, rejected, masked, trimmed }
  }
}

/** What a turn carries of the exchanges before it, for a row whose earlier turns are not in the stream. */
export function contextOf({ index, context = [] }: Turn): Rough[] {
  if (!index) return []
  return context.map((content, i) =>
    (context.length - i) % 2 === 0
      ? { role: 'user', content }
      : { role: 'assistant', content, weight: 0 as const },
  )
}

function callsIn(messages: readonly Pick<Rough, 'calls'>[]): number {
  return messages.reduce((sum, { calls }) => sum + (calls?.length ?? 0), 0)
}
