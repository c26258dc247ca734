import { saidIn } from '../record/step.js'
import type { Alternative } from '../record/turn.js'
import { type Conversation, joined, ratingOf } from './conversation.js'
import { type Exchange, indices, type Link } from './exchanges.js'
import { stepsOf } from './steps.js'
import type { Tree } from './tree.js'

/** Enough for every retry a person makes; a made-up file with more does not grow the record without end. */
const MAX_TRIES = 32

export interface Found {
  alternatives: Alternative[]
  /** The messages they are made of. */
  used: number[]
}

/**
 * The other answers to the question of an exchange: what hangs beside its answer in the tree, up to the next question.
 * One that branches off in the middle of the answer begins with the answer's part before that.
 */
export function otherAnswers(conversation: Conversation, tree: Tree, exchange: Exchange): Found {
  const { messages } = conversation
  const found: Found = { alternatives: [], used: [] }
  const own = indices(exchange.answers)
  const seen = new Set([
    joined(
      messages,
      own.filter((index) => isAnswer(conversation, index)),
    ),
  ])
  const isUser = (index: number) => messages[index]!.role === 'user'
  let tries = 0
  let shared: Link | undefined
  let at = exchange.users?.index
  while (at !== undefined) {
    if (isAnswer(conversation, at)) shared = { index: at, before: shared }
    const [next, ...others]: readonly number[] = tree.children[at]!
    for (const other of others) if (!isUser(other)) collect(other, shared)
    at = next === undefined || isUser(next) ? undefined : next
  }
  return found

  function collect(start: number, prefix: Link | undefined): void {
    const stack = [{ at: start, answers: prefix }]
    for (let item = stack.pop(); item && tries < MAX_TRIES; item = stack.pop()) {
      const { at } = item
      const answers = isAnswer(conversation, at) ? { index: at, before: item.answers } : item.answers
      const next = tree.children[at]!.filter((child) => !isUser(child))
      for (const child of next) stack.push({ at: child, answers })
      if (next.length === 0 && answers !== prefix) add(indices(answers))
    }
  }

  function add(answers: number[]): void {
    tries++
    const steps = stepsOf(messages, answers, undefined)
    const assistant = steps ? saidIn(steps) : joined(messages, answers)
    for (const index of answers) found.used.push(index)
    if (assistant === '' || seen.has(assistant)) return
    seen.add(assistant)
    const feedback = ratingOf(messages, answers)
    found.alternatives.push({ assistant, ...(steps && { steps }), ...(feedback && { feedback }) })
  }
}

function isAnswer({ messages }: Conversation, index: number): boolean {
  const { role, rejected } = messages[index]!
  return role === 'assistant' && !rejected
}
