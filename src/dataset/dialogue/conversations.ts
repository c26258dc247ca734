import type { Turn } from '../../record/turn.js'
import { type Dialogue, tidy } from './dialogue.js'
import { turnsBefore } from './history.js'
import { type Noise, noiseOf } from './noise.js'

export interface Joined {
  dialogue?: Dialogue
  /** The turns that are in no row, with the reason. */
  rejected: { turn: Turn; reason: string }[]
  /** Answers that are kept as context only. */
  masked: number
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

/** Joins the turns of a conversation, which follow one another in the stream, to one dialogue, a branch to one of its own. */
export class Conversations {
  #turns: Kept[] = []
  #characters = 0

  constructor(private readonly noise: Noise) {}

  /** Takes the next turn. @returns the conversation before it, where this turn begins another one */
  add(turn: Turn): Joined | undefined {
    const last = this.#turns.at(-1)
    const same = last?.turn.conversation !== undefined && last.turn.conversation === turn.conversation
    const before = same ? turnsBefore(this.#turns, turn) : []
    const branch = before.length < this.#turns.length
    const full = this.#turns.length >= MAX_TURNS || this.#characters >= MAX_CHARACTERS
    const ended = branch || full ? this.end() : undefined
    if (branch && !full) for (const { turn } of before) this.#push(turn, true)
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
    this.#characters += turn.user.length + turn.assistant.length
  }

  #join(turns: readonly Kept[]): Joined {
    const rejected: Joined['rejected'] = []
    const reject = ({ turn, shared }: Kept, reason: string) => {
      if (!shared) rejected.push({ turn, reason })
    }
    const kept: (Kept & { noise: string | undefined })[] = []
    for (const each of turns) {
      const { turn } = each
      const noise = noiseOf(turn)
      if (turn.user.trim() === '' || turn.assistant.trim() === '') reject(each, 'empty')
      else if (noise && this.noise === 'drop') reject(each, noise)
      else kept.push({ ...each, noise })
    }
    // Context after the last answer to learn teaches nothing.
    for (let last = kept.at(-1); last && (last.noise || last.shared); last = kept.at(-1)) {
      if (last.noise) reject(last, last.noise)
      kept.pop()
    }
    const system = turns.find(({ turn }) => turn.system)?.turn.system
    const messages = tidy([
      ...(system ? [{ role: 'system', content: system }] : []),
      ...kept.flatMap(({ turn, noise, shared }) => {
        const masked = noise || (shared && this.noise === 'mask')
        return [
          { role: 'user', content: turn.user },
          { role: 'assistant', content: turn.assistant, ...(masked && { weight: 0 as const }) },
        ]
      }),
    ])
    if (typeof messages === 'string') return { rejected, masked: 0 }
    const { conversation = '', language } = (turns[0] as Kept).turn
    const masked = messages.filter((message) => message.masked).length
    return { dialogue: { conversation, messages, language }, rejected, masked }
  }
}
