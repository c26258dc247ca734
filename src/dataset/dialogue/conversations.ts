import type { Turn } from '../../record/turn.js'
import { type Dialogue, tidy } from './dialogue.js'

/** What to do with answers that are not worth learning: keep them as context, or leave their turns out. */
export type Noise = 'mask' | 'drop'

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

/** Joins the turns of a conversation, which follow one another in the stream, to one dialogue. */
export class Conversations {
  #turns: Turn[] = []
  #characters = 0

  constructor(private readonly noise: Noise) {}

  /** Takes the next turn. @returns the conversation before it, where this turn begins another one */
  add(turn: Turn): Joined | undefined {
    const first = this.#turns[0]
    const goesOn =
      first !== undefined &&
      first.conversation !== undefined &&
      turn.conversation === first.conversation &&
      this.#turns.length < MAX_TURNS &&
      this.#characters < MAX_CHARACTERS
    const ended = first && !goesOn ? this.end() : undefined
    this.#turns.push(turn)
    this.#characters += turn.user.length + turn.assistant.length
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

  #join(turns: readonly Turn[]): Joined {
    const rejected: Joined['rejected'] = []
    const kept: { turn: Turn; noise: string | undefined }[] = []
    for (const turn of turns) {
      const noise = noiseOf(turn)
      if (turn.user.trim() === '' || turn.assistant.trim() === '') rejected.push({ turn, reason: 'empty' })
      else if (noise && this.noise === 'drop') rejected.push({ turn, reason: noise })
      else kept.push({ turn, noise })
    }
    // Context after the last answer to learn teaches nothing.
    for (let last = kept.at(-1); last?.noise; last = kept.at(-1)) {
      rejected.push({ turn: last.turn, reason: last.noise })
      kept.pop()
    }
    const system = turns.find((turn) => turn.system)?.system
    const messages = tidy([
      ...(system ? [{ role: 'system', content: system }] : []),
      ...kept.flatMap(({ turn, noise }) => [
        { role: 'user', content: turn.user },
        { role: 'assistant', content: turn.assistant, ...(noise && { weight: 0 as const }) },
      ]),
    ])
    if (typeof messages === 'string') return { rejected, masked: 0 }
    const { conversation = '', language } = turns[0] as Turn
    const masked = messages.filter((message) => message.masked).length
    return { dialogue: { conversation, messages, language }, rejected, masked }
  }
}

function noiseOf({ signal, feedback }: Turn): string | undefined {
  if (feedback === 'down') return 'rated down'
  return signal === false ? 'noise' : undefined
}
