import type { Recalled } from '../memory/memory.js'
import { ModelError } from '../model/errors.js'
import { ProviderError } from '../record/errors.js'
import type { Caller, Chat, ScoredTurn } from './chat.js'
import { saidIn } from './reading.js'

export interface Piped {
  chat: Chat
  caller: Caller
  write: (turn: ScoredTurn) => Promise<void>
  onRecall: (recalled: readonly Recalled[]) => void
  /** A message that got no answer. */
  onFailure: (message: string) => void
  /** Counts. */
  tally: { read: number; written: number }
  /** Read no more. */
  stop: AbortSignal
  /** End what runs. */
  abort: AbortSignal
}

/**
 * A conversation in a pipe: a message a line, each answered before the next is read, a turn for each answer.
 * @throws ModelError where it would meet all other messages too
 */
export async function converseInPipe(
  batches: AsyncIterable<{ texts: string[] }>,
  piped: Piped,
): Promise<void> {
  const { chat, caller, tally, stop, abort, onRecall } = piped
  for await (const { texts } of batches) {
    for (const said of texts.map(saidIn)) {
      if (!said) continue
      if (stop.aborted) return
      tally.read++
      try {
        const { user, assistant } = said
        const { turn } = assistant
          ? chat.record(user, assistant)
          : await chat.ask(user, caller, { signal: abort, onRecall })
        await piped.write(turn)
        tally.written++
      } catch (error) {
        if (error instanceof ModelError) {
          if (error.class === 'cancelled' && stop.aborted) return
          if (error.fatal || error.class === 'budget') throw error
        } else if (!(error instanceof ProviderError)) throw error
        piped.onFailure(error.message)
      }
    }
  }
}
