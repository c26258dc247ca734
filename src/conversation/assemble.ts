import { contentId } from '../record/id.js'
import type { Alternative, Turn } from '../record/turn.js'
import { otherAnswers } from './alternatives.js'
import { type ChatMessage, type Conversation, joined, type Reason, ratingOf } from './conversation.js'
import { type Exchange, exchanges, indices, isTurn, type Link } from './exchanges.js'
import { isoTime } from './iso-time.js'
import { messageTree } from './tree.js'

/** More context than this, in characters, is not carried; a text is never cut. */
const MAX_CONTEXT = 4000

export interface AssembleOptions {
  /** `active`: the branch that is shown; `all`: every branch, with what they share only once. */
  branches: 'active' | 'all'
  /** How many texts before a turn it carries at most. */
  context: number
}

export interface Assembled {
  turns: Turn[]
  /** By message: why it is in no turn; undefined where it is in one. */
  rejected: (Reason | undefined)[]
}

/**
 * Makes turns of a conversation. Messages of one side that follow each other are one text; every message ends up in a
 * turn or is rejected with a reason.
 * @param origin the name of the format
 * @param source the file and the conversation's place in it
 */
export function assemble(
  conversation: Conversation,
  origin: string,
  source: { file: string; at: number | string },
  options: AssembleOptions,
): Assembled {
  const { messages } = conversation
  const tree = messageTree(conversation)
  const id = conversation.id ?? idOf(messages, origin)
  const used = new Uint8Array(messages.length)
  const loose: (Reason | undefined)[] = new Array(messages.length)
  const use = (list: readonly number[]) => {
    for (const index of list) used[index] = 1
  }
  const here = { file: source.file, at: source.at }
  const turns: Turn[] = []
  for (const exchange of exchanges(conversation, tree, options.branches === 'all')) {
    const parts: Parts = {
      users: indices(exchange.users),
      answers: indices(exchange.answers),
      system: exchange.system,
    }
    if (!isTurn(exchange)) {
      for (const index of parts.users) loose[index] = 'no answer'
      for (const index of parts.answers) loose[index] = 'no question'
      continue
    }
    const mayDiffer = tree.branched && conversation.retries && exchange.preferred
    const others = mayDiffer ? otherAnswers(conversation, tree, exchange) : undefined
    use(parts.users)
    use(parts.answers)
    use(parts.system)
    if (others) use(others.used)
    turns.push(turnOf(exchange, parts, others?.alternatives ?? []))
  }
  return { turns, rejected: messages.map(whyNot) }

  function whyNot(message: ChatMessage, index: number): Reason | undefined {
    if (message.rejected || used[index] || message.role === 'node') return message.rejected
    if (message.role === 'system') return turns.length ? 'superseded' : 'no answer'
    return loose[index] ?? 'other branch'
  }

  function turnOf(exchange: Exchange, { users, answers, system }: Parts, alternatives: Alternative[]): Turn {
    const user = joined(messages, users)
    const assistant = joined(messages, answers)
    const first = messages[users[0]!]!
    const answer = messages[answers.at(-1)!]!
    const time = first.time ?? answer.time ?? conversation.time
    const context = contextOf(messages, exchange, options.context)
    const media = mediaOf(messages, users)
    // What there is nothing of is undefined, and so in no line of JSON.
    return {
      schema: 'strom.turn/1',
      // Not the place in the conversation: it changes when an export is made again and a branch has grown.
      id: contentId('t', id, answer.id, user, assistant),
      conversation: id,
      index: exchange.depth,
      time: time === undefined ? undefined : isoTime(time),
      user,
      assistant,
      system: paragraphs(conversation.system, joined(messages, system)),
      context: context.length ? context : undefined,
      alternatives: alternatives.length ? alternatives : undefined,
      feedback: ratingOf(messages, answers),
      media: media.size ? [...media] : undefined,
      model: answer.model,
      authors: AUTHORS,
      origin,
      pair_confidence: conversation.pairConfidence,
      source: first.at === undefined ? here : { file: source.file, at: first.at },
    }
  }
}

/** The same texts get the same id, whichever file they are in. */
function idOf(messages: readonly ChatMessage[], origin: string): string {
  return contentId('c', origin, messages.map(({ role, text }) => `${role}\0${text}`).join('\0'))
}

const AUTHORS: Turn['authors'] = { user: 'human', assistant: 'model' }

function paragraphs(first: string | undefined, second: string): string | undefined {
  return first && second ? `${first}\n\n${second}` : first || second || undefined
}

const NO_MEDIA: ReadonlySet<string> = new Set()

function mediaOf(messages: readonly ChatMessage[], users: readonly number[]): ReadonlySet<string> {
  if (!users.some((index) => messages[index]!.media)) return NO_MEDIA
  return new Set(users.flatMap((index) => messages[index]!.media ?? []))
}

interface Parts {
  users: number[]
  answers: number[]
  system: readonly number[]
}

/** The newest texts before the exchange on its branch, oldest first: whole texts, within both limits. */
function contextOf(messages: readonly ChatMessage[], exchange: Exchange, most: number): string[] {
  const texts: string[] = []
  let room = MAX_CONTEXT
  const fits = (link: Link | undefined) => {
    const text = textOf(messages, link)
    if (text === '') return true
    room -= text.length
    if (texts.length === most || room < 0) return false
    texts.push(text)
    return true
  }
  for (let at = exchange.before; at && fits(at.answers ?? at.muted) && fits(at.users); ) at = at.before
  return texts.reverse()
}

function textOf(messages: readonly ChatMessage[], link: Link | undefined): string {
  if (link && !link.before) return messages[link.index]!.text
  return joined(messages, indices(link))
}
