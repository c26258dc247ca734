import { type ChatMessage, joined } from './conversation.js'
import { type Exchange, indices, type Link } from './exchanges.js'

/** More context than this, in characters, is not carried; a text is never cut. */
const MAX_CONTEXT = 12_000

/**
 * The newest exchanges before this one on its branch, as question, answer, question, answer, ..., oldest first: whole ones
 * only, so that the place of a text tells who said it. A side that nobody spoke on is empty.
 * @param most texts
 */
export function contextOf(messages: readonly ChatMessage[], exchange: Exchange, most: number): string[] {
  const texts: string[] = []
  let room = MAX_CONTEXT
  for (let at = exchange.before; at; at = at.before) {
    const question = textOf(messages, at.users)
    const answer = textOf(messages, at.answers ?? at.muted)
    if (question === '' && answer === '') continue
    room -= question.length + answer.length
    if (texts.length + 2 > most || room < 0) break
    texts.push(answer, question)
  }
  return texts.reverse()
}

function textOf(messages: readonly ChatMessage[], link: Link | undefined): string {
  if (link && !link.before && !messages[link.index]!.blocks) return messages[link.index]!.text
  return joined(
    messages,
    indices(link).filter((index) => !messages[index]!.blocks?.from && messages[index]!.text !== ''),
  )
}
