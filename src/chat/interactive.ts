import type { Recalled } from '../memory/memory.js'
import { noModel } from '../model/provider.js'
import { StromError } from '../record/errors.js'
import { visible, visibleText } from '../text/visible.js'
import type { Caller, Chat, Recorded } from './chat.js'
import { runCommand } from './commands.js'
import { recalledLine } from './messages.js'
import type { Terminal } from './terminal.js'

export interface Interactive {
  terminal: Terminal
  chat: Chat
  /** Undefined where there is no model: then what is remembered and known has to do. */
  caller: Caller | undefined
  /** Writes text that is safe to show. */
  print: (text: string) => Promise<void>
  /** Show what was recalled and how an exchange was scored. */
  verbose: boolean
  /** Ends what runs. */
  abort: AbortSignal
}

/** A conversation at a terminal, until the person ends it. Failures of the model are told, and it goes on. */
export async function converse(session: Interactive): Promise<void> {
  const { terminal, chat, print, abort } = session
  try {
    for await (const line of terminal.lines()) {
      if (abort.aborted) return
      if (line.trim() === '') continue
      if (line.startsWith('/')) {
        const { text, quit } = await runCommand(line, chat)
        await print(text)
        if (quit) return
      } else await answer(line, session)
    }
  } finally {
    terminal.close()
  }
}

async function answer(question: string, { terminal, chat, caller, print, verbose, abort }: Interactive) {
  const interrupt = new AbortController()
  terminal.onInterrupt(() => interrupt.abort('SIGINT'))
  let shown = ''
  // Pieces are shown in order: each waits for the one before.
  let showing = Promise.resolve()
  const show = (text: string) => {
    showing = showing.then(() => print(text))
    showing.catch(() => {}) // seen below
  }
  try {
    const onRecall = (recalled: readonly Recalled[]) => {
      if (verbose && recalled.length) show(recalled.map(recalledLine).join(''))
    }
    const recorded = caller
      ? await chat.ask(question, caller, {
          signal: AbortSignal.any([abort, interrupt.signal]),
          onText: (piece) => {
            shown += piece
            show(visibleText(piece))
          },
          onRecall,
        })
      : await chat.lookUp(question, onRecall)
    if (!recorded) throw noModel()
    const { turn, note } = recorded
    // Thoughts that were taken for text until they ended.
    if (shown.trim() !== '' && shown.trim() !== turn.assistant.trim()) show(THOUGHT)
    // What was not streamed: an answer from the cache, or a refusal.
    if (shown.trim() !== turn.assistant.trim()) show(visibleText(turn.assistant))
    show(`\n${note ? `  ${note}\n` : ''}${verbose ? scoreLine(recorded) : ''}`)
  } catch (error) {
    if (!(error instanceof StromError)) throw error
    const hint = error.hint ? `  ${error.hint}\n` : ''
    show(
      `${shown ? '\n' : ''}${interrupt.signal.aborted ? '(ended)\n' : `${visible(error.message)}\n${hint}`}`,
    )
  } finally {
    terminal.onInterrupt(undefined)
  }
  await showing
}

const THOUGHT = '\n  (so far the model was thinking; it answers:)\n'

function scoreLine({ turn: { importance, why }, remembered }: Recorded): string {
  const reasons = why.slice(0, 3).map(({ indicator, weight }) => `${indicator} ${weight}`)
  return `  ${remembered ? 'remembered' : 'forgotten'}, importance ${importance.toFixed(2)}: ${visible(reasons.join(', '))}\n`
}
