import { isSocial } from './social.js'
import { standsAlone } from './stands-alone.js'

/** What is known of a turn and of what was said before it. */
interface Said {
  user: string
  assistant: string
  index?: number | undefined
  context?: readonly string[] | undefined
}

/**
 * The exchanges before a message that it needs to be understood, oldest first: question, answer, ... Empty where they are
 * needed and the turn does not hold them; undefined where none are needed.
 */
export function historyOf(turn: Said): string[] | undefined {
  const { context = [], index = 0, user, assistant } = turn
  let from = context.length
  while (from >= 2 && context[from - 1]?.trim() && context[from - 2]?.trim()) from -= 2
  const history = context.slice(from)
  if (history.length === 0 && index === 0) return undefined
  const questions = history.filter((_, i) => i % 2 === 0)
  if (questions.length > 0 && questions.length >= index && questions.every(isSocial)) return undefined
  return standsAlone(user, assistant) ? undefined : history
}
