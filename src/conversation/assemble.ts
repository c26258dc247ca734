import { contentId } from '../record/id.js'
import { saidIn } from '../record/step.js'
import type { Alternative, Turn } from '../record/turn.js'
import { splitReasoning } from '../text/reasoning.js'
import { otherAnswers } from './alternatives.js'
import { contextOf } from './context.js'
import { type ChatMessage, type Conversation, joined, type Reason, ratingOf } from './conversation.js'
import { type Exchange, exchanges, indices, isTurn } from './exchanges.js'
import { isoTime } from './iso-time.js'
import { joinResults } from './join-results.js'
import { nextOf } from './next.js'
import { stepsOf } from './steps.js'
import { messageTree } from './tree.js'

/** The messages that a run has read so far, known by ids that no two messages share. */
export interface Known {
  has(id: string): boolean
  add(id: string): void
}

export interface AssembleOptions {
  /** `active`: the branch that is shown; `all`: every branch, with what they share only once. */
  branches: 'active' | 'all'
  /** How many texts before a turn it carries at most: whole exchanges, two texts each. */
  context: number
  /** What other files of the run have held already gives no turn again. */
  known?: Known | undefined
}

/** A part of a message, or a message, that is in no turn. */
export interface Loose {
  index: number
  reason: Reason
  /** Of a part. */
  text?: string
}

export interface Assembled {
  turns: Turn[]
  /** Every message is in a turn or here; parts of messages are here beside that. */
  rejected: Loose[]
}

/**
 * Makes turns of a conversation. Only a person's message ends a turn: what stands between two of them is one answer. Every
 * message ends up in a turn or is rejected with a reason.
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
  for (const message of messages) if (message.role === 'assistant') setReasoningApart(message)
  const joinedResults = joinResults(messages)
  const tree = messageTree(conversation)
  const id = conversation.id ?? idOf(messages, origin)
  const used = new Uint8Array(messages.length)
  const loose: (Reason | undefined)[] = new Array(messages.length)
  const use = (list: readonly number[]) => {
    for (const index of list) used[index] = 1
  }
  const here = { file: source.file, at: source.at }
  const turns: Turn[] = []
  const made = [...exchanges(conversation, tree, options.branches === 'all')]
  const nexts = nextOf(messages, made)
  for (const exchange of made) {
    const parts = partsOf(messages, exchange)
    const reasons = whyNoTurn(exchange, parts)
    for (const index of parts.trailing) loose[index] = 'injected'
    if (reasons) {
      for (const index of parts.users) loose[index] = reasons.users
      for (const index of parts.answers) {
        const { from, weight } = messages[index]!.blocks ?? {}
        loose[index] = from ? 'injected' : weight === 0 ? 'weight 0' : reasons.answers
      }
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
  const { known } = options
  if (known) for (const message of messages) if (isOwn(message.id)) known.add(message.id)
  return { turns, rejected: rejects() }

  function whyNoTurn(exchange: Exchange, parts: Parts) {
    if (!isTurn(exchange))
      return {
        users: 'no answer' as const,
        answers: exchange.users ? ('empty' as const) : ('no question' as const),
      }
    const isKnown = (index: number) => {
      const { id } = messages[index]!
      return isOwn(id) && (options.known?.has(id) ?? false)
    }
    if (parts.users.every(isKnown) && parts.answers.every(isKnown))
      return { users: 'repeated' as const, answers: 'repeated' as const }
    return undefined
  }

  function isOwn(id: string): boolean {
    return conversation.unique === true || isUuid(id)
  }

  function rejects(): Loose[] {
    const rejected: Loose[] = []
    for (let index = 0; index < messages.length; index++) {
      const message = messages[index]!
      if (message.role === 'node') continue
      const reason = whyNot(message, index)
      if (reason) rejected.push({ index, reason })
      for (const { reason, text } of message.blocks?.stripped ?? []) rejected.push({ index, reason, text })
    }
    // A message of which no result has a call is rejected as a whole.
    for (const { index, result } of joinedResults?.orphans ?? [])
      if (messages[index]!.role !== 'other' || joinedResults?.caller.has(index))
        rejected.push({ index, reason: 'orphan result', text: result.text })
    return rejected
  }

  function whyNot(message: ChatMessage, index: number): Reason | undefined {
    if (message.rejected || used[index]) return message.rejected
    if (message.role === 'system') return turns.length ? 'superseded' : 'no answer'
    if (message.role === 'other' && message.blocks?.results) {
      const caller = joinedResults?.caller.get(index)
      return caller === undefined ? 'orphan result' : whyNot(messages[caller]!, caller)
    }
    return loose[index] ?? (message.blocks?.from ? 'injected' : 'other branch')
  }

  function turnOf(exchange: Exchange, { users, answers, system }: Parts, alternatives: Alternative[]): Turn {
    const user = joined(messages, users)
    const first = messages[users[0]!]!
    const answer = messages[answers.findLast((index) => messages[index]!.role === 'assistant')!]!
    const steps = stepsOf(messages, answers, answer.model)
    const assistant = steps ? saidIn(steps) : joined(messages, answers)
    const time = first.time ?? answer.time ?? conversation.time
    const context = contextOf(messages, exchange, options.context)
    const media = listed(messages, users, ({ media }) => media)
    const { asker } = conversation
    // What there is nothing of is undefined, and so in no line of JSON.
    return {
      schema: 'strom.turn/1',
      // Not the place in the conversation: it changes when an export is made again and a branch has grown.
      id: contentId('t', id, answer.id, user, assistant, ...(steps ? [JSON.stringify(steps)] : [])),
      conversation: id,
      index: exchange.depth,
      time: time === undefined ? undefined : isoTime(time),
      user,
      assistant,
      steps,
      tools: conversation.tools,
      system: paragraphs(conversation.system, joined(messages, system)),
      context: context.length ? context : undefined,
      alternatives: alternatives.length ? alternatives : undefined,
      feedback: ratingOf(messages, answers),
      media,
      model: answer.model,
      authors: asker ? { user: asker, assistant: 'model' } : AUTHORS,
      origin,
      pair_confidence: conversation.pairConfidence,
      source: first.at === undefined ? here : { file: source.file, at: first.at },
      title: conversation.title,
      project: conversation.project,
      agent: conversation.agent,
      parent: conversation.parent,
      missing: listed(messages, [...users, ...answers], ({ blocks }) => blocks?.missing),
      left: exchange.edited ? 'edit' : undefined,
      via: users.length === 1 && first.blocks?.via ? { call: first.blocks.via } : undefined,
      next: nexts.get(exchange),
      asked: askedAs(messages, users),
      ...conversation.kept,
    }
  }
}

/** What else its format says of the messages of a question, where it says anything. */
function askedAs(messages: readonly ChatMessage[], users: readonly number[]): unknown[] | undefined {
  if (!users.some((index) => messages[index]!.blocks?.kept)) return undefined
  return users.map((index) => ({ text: messages[index]!.text, ...messages[index]!.blocks?.kept }))
}

/** Asked of every message: a look at the dashes is quicker than a regular expression, and tells as much. */
const isUuid = (id: string) =>
  id.length >= 36 && id[8] === '-' && id[13] === '-' && id[18] === '-' && id[23] === '-'

function setReasoningApart(message: ChatMessage): void {
  const { reasoning, text } = splitReasoning(message.text)
  if (text === message.text) return
  message.text = text
  if (reasoning)
    message.blocks = {
      ...message.blocks,
      reasoning: [message.blocks?.reasoning, reasoning].filter(Boolean).join('\n\n'),
    }
}

/** The same texts and calls get the same id, whichever file they are in. */
function idOf(messages: readonly ChatMessage[], origin: string): string {
  const said = messages.map(({ role, text, blocks }) =>
    blocks?.calls ? `${role}\0${text}\0${JSON.stringify(blocks.calls)}` : `${role}\0${text}`,
  )
  return contentId('c', origin, said.join('\0'))
}

const AUTHORS: Turn['authors'] = { user: 'human', assistant: 'model' }

function paragraphs(first: string | undefined, second: string): string | undefined {
  return first && second ? `${first}\n\n${second}` : first || second || undefined
}

/** What some messages list, without repeats; undefined where there is nothing. */
function listed(
  messages: readonly ChatMessage[],
  among: readonly number[],
  of: (message: ChatMessage) => string[] | undefined,
): string[] | undefined {
  if (!among.some((index) => of(messages[index]!)?.length)) return undefined
  return [...new Set(among.flatMap((index) => of(messages[index]!) ?? []))]
}

interface Parts {
  users: number[]
  answers: number[]
  /** What a runtime put in after the model's last word: no answer to it is known. */
  trailing: readonly number[]
  system: readonly number[]
}

function partsOf(messages: readonly ChatMessage[], exchange: Exchange): Parts {
  const users = indices(exchange.users)
  const answers = indices(exchange.answers)
  const { system } = exchange
  const last = answers.at(-1)
  if (last === undefined || messages[last]!.role === 'assistant')
    return { users, answers, system, trailing: [] }
  const end = answers.findLastIndex((index) => messages[index]!.role === 'assistant') + 1
  return { users, answers: answers.slice(0, end), system, trailing: answers.slice(end) }
}
