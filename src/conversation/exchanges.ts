import type { ChatMessage, Conversation } from './conversation.js'
import type { Tree } from './tree.js'

/** A list that grows at its head and is shared by the branches that grow from it. */
export interface Link {
  index: number
  before: Link | undefined
}

/** One question with its answer, as indices of messages: both sides may be split over several. */
export interface Exchange {
  users: Link | undefined
  /** Messages of the model, and what a runtime or another agent put in between. */
  answers: Link | undefined
  /** Is there a message of the model among them, and does one say or call something? */
  answered: boolean
  said: boolean
  /** Answers that the reader rejected: they count as said, but not as the answer to learn. */
  muted: Link | undefined
  /** The instructions in force when it was answered, and those for what comes next. */
  system: readonly number[]
  nextSystem: readonly number[]
  /** The exchange before it on the same branch. */
  before: Exchange | undefined
  /** How many turns come before it on its branch. */
  depth: number
  /** Its answer was reached from its question along preferred children only. */
  preferred: boolean
  /** Its question is the older version of one that was edited. */
  edited: boolean
  done: boolean
}

/**
 * Walks the tree from the top and yields each exchange when it is complete, the preferred branch first.
 * @param all every branch, or only the preferred one
 */
export function* exchanges({ messages }: Conversation, tree: Tree, all: boolean): Generator<Exchange> {
  const stack: { index: number; exchange: Exchange; preferred: boolean; edited: boolean }[] = []
  const push = (index: number, exchange: Exchange, preferred: boolean) => {
    const next = tree.children[index]!
    const count = all ? next.length : Math.min(next.length, 1)
    for (let i = count - 1; i >= 0; i--)
      stack.push({ index: next[i]!, exchange, preferred: preferred && i === 0, edited: i > 0 })
  }
  push(messages.length, empty(undefined), true)
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { index, exchange: before } = item
    let { exchange, preferred } = item
    const { role, rejected, blocks } = messages[index]!
    if (role === 'user') {
      if (before.answered || before.muted || rejected) {
        if (!before.done) yield close(before)
        exchange = { ...empty(before), answers: compactionAfter(before, messages) }
      }
      if (!rejected) exchange = { ...exchange, users: { index, before: exchange.users }, edited: item.edited }
      preferred = true
    } else if (role === 'assistant') {
      exchange = rejected
        ? { ...before, muted: { index, before: before.muted } }
        : {
            ...before,
            answers: { index, before: before.answers },
            answered: true,
            said: before.said || says(messages[index]!),
            preferred,
          }
    } else if (blocks?.from && !rejected) {
      exchange = { ...before, answers: { index, before: before.answers } }
    } else if (role === 'system' && !rejected) {
      const nextSystem = withSystem(messages, before.nextSystem, index)
      exchange = { ...before, nextSystem, system: before.answered ? before.system : nextSystem }
    }
    const ends = tree.children[index]!.length === 0 || (index === tree.tip && !all)
    if (!ends) push(index, exchange, preferred)
    else if (!exchange.done) yield close(exchange)
  }
}

/** A summary in place of all that was said before, with which the next exchange begins. */
function compactionAfter({ answers }: Exchange, messages: Conversation['messages']): Link | undefined {
  for (let at = answers; at && messages[at.index]!.blocks?.from; at = at.before)
    if (messages[at.index]!.blocks?.name === 'compaction') return { index: at.index, before: undefined }
  return undefined
}

export function indices(link: Link | undefined): number[] {
  if (link && !link.before) return [link.index]
  const found: number[] = []
  for (let at = link; at; at = at.before) found.push(at.index)
  return found.reverse()
}

function close(exchange: Exchange): Exchange {
  exchange.done = true
  return exchange
}

function empty(before: Exchange | undefined): Exchange {
  return {
    users: undefined,
    answers: undefined,
    answered: false,
    said: false,
    muted: undefined,
    system: before?.nextSystem ?? [],
    nextSystem: before?.nextSystem ?? [],
    before,
    depth: before ? before.depth + (isTurn(before) ? 1 : 0) : 0,
    preferred: true,
    edited: false,
    done: false,
  }
}

/** Enough for every real conversation; a made-up one does not repeat all of its system texts in every turn. */
const MAX_SYSTEM = 16

/** Adds a system text: in the place of an older one of its slot, or of the same words. */
function withSystem(
  messages: readonly ChatMessage[],
  system: readonly number[],
  index: number,
): readonly number[] {
  const { slot, text } = messages[index]!
  const others = system.filter((older) => {
    const { slot: olderSlot, text: olderText } = messages[older]!
    return slot ? slot !== olderSlot : text !== olderText
  })
  return others.length < MAX_SYSTEM ? [...others, index] : others
}

/** Does it have both sides? */
export function isTurn(exchange: Exchange): boolean {
  return exchange.users !== undefined && exchange.said
}

/** Is there anything in the message that a person reads, or that a tool does and the file holds, and that may be learned? */
function says({ text, blocks }: ChatMessage): boolean {
  if (blocks?.weight === 0) return false
  return text !== '' || (blocks?.calls !== undefined && !blocks.missing?.some((each) => SEEN.has(each)))
}
const SEEN = new Set(['artifact', 'canvas', 'image', 'file'])
