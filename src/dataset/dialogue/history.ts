import type { Turn } from '../../record/turn.js'
import type { Rough } from './dialogue.js'
import { type Noise, noiseOf } from './noise.js'
import { messagesOfTurn, STEP_OPTIONS, type StepOptions, sizeOf } from './steps.js'

/** Turns before an answer that are given with it, and their characters: rows of one conversation would otherwise grow with its square. */
const MOST = 10
const MAX_CHARACTERS = 200_000

/** Remembers what was said in a conversation, whose turns follow one another in the stream. */
export class History {
  #turns: Turn[] = []

  readonly #steps: StepOptions

  constructor(
    private readonly noise: Noise,
    steps: StepOptions = STEP_OPTIONS,
  ) {
    // Thoughts of earlier answers are in no prompt: chat templates leave them out.
    this.#steps = { ...steps, reasoning: 'drop' }
  }

  /** The messages before the turn, the system text first; the turn is remembered for the next one. */
  before(turn: Turn): Rough[] {
    const same = this.#turns[0]?.conversation === turn.conversation
    const earlier = same ? unbroken(turnsBefore(this.#turns, turn), turn) : []
    const system = turn.system ?? earlier.findLast(({ system }) => system)?.system
    this.#turns = turn.conversation === undefined ? [] : [...earlier, turn]
    let room = MAX_CHARACTERS
    const given = earlier
      .filter((turn) => this.noise === 'mask' || !noiseOf(turn))
      .slice(-MOST)
      .reverse()
      .filter((turn) => {
        room -= sizeOf(turn, this.#steps)
        return room >= 0
      })
      .reverse()
    this.#turns = this.#turns.slice(-MEMORY)
    let messages: Rough[] = []
    for (const turn of given) {
      const [head = [], ...more] = messagesOfTurn(turn, this.#steps)
      // Behind a compaction the model saw nothing of what came before it.
      messages = more.at(-1) ?? messages
      if (more.length === 0) messages.push(...head)
    }
    return system ? [{ role: 'system', content: system }, ...messages] : messages
  }
}

/** The last of the turns that nothing is missing between, up to the next one. */
function unbroken(turns: readonly Turn[], next: Turn): Turn[] {
  let start = turns.length
  for (let after = next; start > 0; start--) {
    const turn = turns[start - 1] as Turn
    if (!follows(turn.index, after.index)) break
    after = turn
  }
  return turns.slice(start)
}

/** Is nothing missing between two turns of a conversation? Turns without numbers follow one another. */
export function follows(before: number | undefined, index: number | undefined): boolean {
  return before === undefined || index === undefined || index <= before + 1
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
