import type { Recalled } from '../memory/memory.js'
import { ModelError } from '../model/errors.js'
import { noModel } from '../model/provider.js'
import { AccessError, ProviderError, type StromError } from '../record/errors.js'
import type { Caller, Chat, ScoredTurn } from './chat.js'
import { saidIn } from './reading.js'

export interface Piped {
  chat: Chat
  /** Undefined where there is no model: then what is remembered and known has to do. */
  caller: Caller | undefined
  write: (turn: ScoredTurn) => Promise<void>
  onRecall: (recalled: readonly Recalled[]) => void
  /** What a person should know of an answer. */
  onNote: (message: string) => void
  /** A message that got no answer. */
  onFailure: (error: StromError) => void
  /** Counts. */
  tally: { read: number; written: number; fail(reason: string): void }
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
        const recorded = assistant
          ? chat.record(user, assistant)
          : caller
            ? await chat.ask(user, caller, { signal: abort, onRecall })
            : await chat.lookUp(user, onRecall)
        if (!recorded) throw noModel()
        const { turn, note } = recorded
        await piped.write(turn)
        if (note) piped.onNote(note)
        tally.written++
      } catch (error) {
        if (error instanceof ModelError) {
          if (error.class === 'cancelled' && stop.aborted) return
          if (error.fatal || error.class === 'budget') {
            tally.fail(error.class)
            throw error
          }
        } else if (!(error instanceof ProviderError || (error instanceof AccessError && chat.canLookUp)))
          throw error
        piped.onFailure(error)
      }
    }
  }
}
