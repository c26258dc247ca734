import { withoutCitationMarks } from '../../citation-marks.js'
import type { ChatMessage } from '../../conversation.js'
import { onShelf, put, type Shelf, shown } from '../../documents.js'
import { type Fields, fields } from '../fields.js'
import type { ReadContext } from '../reader.js'
import { commentText, updated } from './canvas.js'
import { contentOf } from './content.js'
import type { Gathered } from './node.js'

/** What is known where a node hangs, from the nodes above it. */
interface Above {
  /** The step that is being written: what the model writes until a tool or a person answers. */
  step?: string | undefined
  /** Calls that no result came back for yet, newest first. */
  open?: Link | undefined
  /** The call that the last result belongs to. */
  answered?: ChatMessage | undefined
  /** The documents on the canvas. */
  shelf?: Shelf | undefined
  /** The node above is a command of the canvas, and what a tool says now is no more than that it was done. */
  isCommand?: true
  /** The answer above was cut off at its greatest length. */
  cut?: ChatMessage | undefined
}

interface Link {
  message: ChatMessage
  before: Link | undefined
}

/**
 * Puts together what stands in several nodes: results and their calls, the parts of one step, documents and what was
 * changed in them, and answers that were continued after they had been cut off.
 * @param mapping the nodes as the export has them
 */
export function link(
  messages: readonly ChatMessage[],
  mapping: Fields,
  gathered: Gathered,
  { textdocs }: ReadContext,
): void {
  const known = new Map<string, Above>()
  const last = new Map<string, ChatMessage>()
  let before: Above = {}
  for (const message of parentsFirst(messages)) {
    const above = message.parent === undefined ? before : (known.get(message.parent ?? '') ?? {})
    before = next(message, above)
    known.set(message.id, before)
  }
  // The file of a document is what it has become in the end, of which the last command tells only a part.
  for (const [id, message] of last) {
    const file = textdocs.get(id)
    const document = onShelf(known.get(message.id)?.shelf, id)
    if (file === undefined || !document) continue
    message.text = shown({ ...document, text: file })
    message.blocks = { key: message.blocks?.key }
  }

  function next(message: ChatMessage, above: Above): Above {
    const { role, rejected, blocks } = message
    if (role === 'user' || role === 'system') return { shelf: above.shelf }
    if (blocks?.results) return withResult(message, above)
    if (role !== 'assistant' || rejected) return above
    const step = above.step ?? message.id
    if (above.cut && message.text) goOn(above.cut, message)
    message.blocks = { ...message.blocks, key: step }
    const command = gathered.commands.get(message)
    if (command) return { ...withDocument(message, above, command), step, cut: undefined }
    const open = blocks?.calls ? { message, before: above.open } : above.open
    return {
      ...above,
      step,
      open,
      isCommand: undefined,
      cut: blocks?.stop === 'length' ? message : undefined,
    }
  }

  function goOn(cut: ChatMessage, message: ChatMessage): void {
    const raw = rawText(mapping, cut)
    cut.text = cut.blocks?.continues ? raw : raw.trimStart()
    message.text = rawText(mapping, message).trimEnd()
    if (cut.blocks) cut.blocks.stop = undefined
    message.blocks = { ...message.blocks, continues: true }
  }

  function withDocument(
    message: ChatMessage,
    above: Above,
    command: NonNullable<ReturnType<Gathered['commands']['get']>>,
  ): Above {
    const after = { ...above, isCommand: true as const }
    const key = message.blocks?.key
    if ('comments' in command) {
      message.text = commentText(command.comments)
      message.blocks = { key }
      return after
    }
    const id = gathered.canvases.get(message.id) ?? ('make' in command ? message.id : (above.shelf?.id ?? ''))
    const old = onShelf(above.shelf, id) ?? above.shelf?.document
    const text = 'make' in command ? command.make.text : old && updated(old.text, command.updates)
    if (text === undefined) {
      message.blocks = { ...message.blocks, missing: ['canvas'] }
      return { ...after, isCommand: undefined, open: { message, before: above.open } }
    }
    const document = 'make' in command ? command.make : { ...old, text }
    message.text = shown(document)
    message.blocks = { key }
    last.set(id, message)
    return { ...after, shelf: put(above.shelf, id, document) }
  }

  function withResult(message: ChatMessage, above: Above): Above {
    const { results, name } = message.blocks!
    const [{ result }] = results as [NonNullable<typeof results>[number]]
    const after = { ...above, step: undefined, cut: undefined }
    if (above.isCommand) {
      message.text = result.text
      message.rejected = 'not dialogue'
      message.blocks = undefined
      return after
    }
    const caller = callerFor(name, above.open)
    const owner = caller ?? above.answered
    if (!owner) {
      message.text = result.text
      message.blocks = { from: 'runtime', name: name ?? 'tool' }
      return after
    }
    message.blocks = {
      results: [{ call: owner.id, result, ...(!caller && { more: true as const }) }],
    }
    if (gathered.drawings.has(message)) owner.blocks = { ...owner.blocks, missing: ['image'] }
    return { ...after, answered: owner, open: caller ? without(above.open, caller) : above.open }
  }
}

/** More calls than this are not made at once. */
const MOST_OPEN = 64

/** The call that a result belongs to: the newest of that tool's, else the newest of all. */
function callerFor(tool: string | undefined, open: Link | undefined): ChatMessage | undefined {
  let looks = MOST_OPEN
  for (let at = open; at && looks > 0; at = at.before, looks--)
    if (tool !== undefined && at.message.blocks?.calls?.[0]?.name === tool) return at.message
  return open?.message
}

function without(open: Link | undefined, message: ChatMessage): Link | undefined {
  if (!open || open.message === message) return open?.before
  const newer: ChatMessage[] = []
  let at: Link | undefined = open
  for (; at && at.message !== message; at = at.before) newer.push(at.message)
  return newer.reduceRight<Link | undefined>((before, each) => ({ message: each, before }), at?.before)
}

function rawText(mapping: Fields, message: ChatMessage): string {
  const found = fields(fields(mapping[message.id]).message)
  return withoutCitationMarks(contentOf(fields(found.content), fields(found.metadata)).text)
}

/** Each message after the one it hangs on; those of a circle come as they are. */
function parentsFirst(messages: readonly ChatMessage[]): readonly ChatMessage[] {
  const byId = new Map(messages.map((message) => [message.id, message]))
  const done = new Set<ChatMessage>()
  for (const message of messages) {
    const path: ChatMessage[] = []
    const onPath = new Set<ChatMessage>()
    let at: ChatMessage | undefined = message
    while (at && !done.has(at) && !onPath.has(at)) {
      path.push(at)
      onPath.add(at)
      at = at.parent ? byId.get(at.parent) : undefined
    }
    for (const each of path.reverse()) done.add(each)
  }
  return [...done]
}
