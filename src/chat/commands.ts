import { writeNew } from '../stream/small-files.js'
import { visible, visibleText } from '../text/visible.js'
import type { Chat } from './chat.js'
import { shortened } from './messages.js'

/** What a line that begins with a slash does to the conversation. */
export interface CommandResult {
  /** For the person, ending in a line break. */
  text: string
  quit?: true
}

const HELP = `  /stats                   what was said, remembered and forgotten
  /history [n] [--min x]   the newest n exchanges (10), those with an importance of x (0..1) or more
  /forget [all]            take the last exchange, or all of them, out of the conversation and the memory
  /export [FILE]           write the conversation as turns, for strom mine
  /quit                    end (or Ctrl-D)
  Ctrl-C                   ends an answer; a second one the conversation
`

/** Runs a line that begins with a slash. */
export async function runCommand(line: string, chat: Chat): Promise<CommandResult> {
  const [name = '', ...args] = line.trim().split(/\s+/)
  switch (name) {
    case '/help':
      return { text: HELP }
    case '/quit':
    case '/exit':
      return { text: '', quit: true }
    case '/stats':
      return { text: stats(chat) }
    case '/history':
      return { text: history(chat, args) }
    case '/forget':
      return { text: forget(chat, args[0] === 'all') }
    case '/export': {
      const path = args[0] ?? `chat-${chat.id.slice(2, 10)}.jsonl`
      if (chat.history.length === 0) return { text: 'nothing was said yet\n' }
      try {
        await writeNew(
          path,
          chat.history.map((turn) => JSON.stringify(turn)),
        )
        return { text: `${count(chat.history.length, 'turn')} written to ${visible(path)}\n` }
      } catch (error) {
        return { text: `${visible((error as Error).message)}\n` }
      }
    }
    default:
      return { text: `there is no ${visible(name)}; these are known:\n${HELP}` }
  }
}

function stats(chat: Chat): string {
  const { turns, remembered, meanImportance } = chat
  return `${count(turns, 'exchange')}, ${remembered} remembered, ${turns - remembered} forgotten, mean importance ${meanImportance.toFixed(2)}\n`
}

function history(chat: Chat, args: string[]): string {
  const at = args.indexOf('--min')
  const min = at < 0 ? 0 : Number(args[at + 1])
  const [first = '10'] = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))
  if (!/^\d+$/.test(first) || !(min >= 0 && min <= 1))
    return 'it is /history [n] [--min x], with a whole number n and x from 0 to 1\n'
  const turns = chat.history.filter(({ importance }) => importance >= min)
  const shown = Number(first) === 0 ? [] : turns.slice(-Number(first))
  if (shown.length === 0) return 'nothing\n'
  return shown
    .map(({ importance, signal, user, assistant }) => {
      const answer = visibleText(shortened(assistant, 300)).replace(/\n/g, '\n        ')
      return `${signal ? '*' : ' '} ${importance.toFixed(2)}  ${visible(shortened(user, 300))}\n        ${answer}\n`
    })
    .join('')
}

function forget(chat: Chat, all: boolean): string {
  let forgotten = 0
  while (chat.forget()) {
    forgotten++
    if (!all) break
  }
  return forgotten ? `${count(forgotten, 'exchange')} forgotten\n` : 'there is nothing to forget\n'
}

const count = (n: number, what: string) => `${n} ${what}${n === 1 ? '' : 's'}`
