import type { Message } from '../../record/message.js'
import type { Turn } from '../../record/turn.js'
import { type Noise, noiseOf } from './noise.js'

/** Turns before an answer that are given with it, and their characters: rows of one conversation would otherwise grow with its square. */
const MOST = 10
const MAX_CHARACTERS = 200_000

/** Remembers what was said in a conversation, whose turns follow one another in the stream. */
export class History {
  #turns: Turn[] = []

  constructor(private readonly noise: Noise) {}

  /** The messages before the turn, the system text first; the turn is remembered for the next one. */
  before(turn: Turn): Pick<Message, 'role' | 'content'>[] {
    const earlier = this.#turns[0]?.conversation === turn.conversation ? turnsBefore(this.#turns, turn) : []
    const system = turn.system ?? earlier.findLast(({ system }) => system)?.system
    this.#turns = turn.conversation === undefined ? [] : [...earlier, turn]
    let room = MAX_CHARACTERS
    const given = earlier
      .filter((turn) => this.noise === 'mask' || !noiseOf(turn))
      .slice(-MOST)
      .reverse()
      .filter(({ user, assistant }) => {
        room -= user.length + assistant.length
        return room >= 0
      })
      .reverse()
    this.#turns = this.#turns.slice(-MEMORY)
    return [
      ...(system ? [{ role: 'system' as const, content: system }] : []),
      ...given.flatMap(({ user, assistant }) => [
        { role: 'user' as const, content: user },
        { role: 'assistant' as const, content: assistant },
      ]),
    ]
  }
}

/** Some more than are given, because noise may be left out. */
const MEMORY = 4 * MOST

/** Those of a conversation's turns that the next one follows: where a branch begins, what came after its root is not said. */
export function turnsBefore<T extends Pick<Turn, 'index'>>(
  turns: readonly T[],
  { index }: Pick<Turn, 'index'>,
): T[] {
  if (index === undefined) return [...turns]
  return turns.filter((turn) => turn.index === undefined || turn.index < index)
}
