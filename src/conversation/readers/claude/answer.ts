import { type Blocks, type ChatMessage, chatMessage } from '../../conversation.js'
import { onShelf, put, type Shelf, shown } from '../../documents.js'
import { type Fields, fields, list, name, text, time } from '../fields.js'
import { changeOf, mentioned, mentions, presented, withoutFileLinks } from './files.js'
import { flatText, withoutFiller } from './filler.js'
import { untagged } from './tags.js'
import { callOf, readToolResult } from './tools.js'

/**
 * Reads an answer. What the model wrote before a tool answered and what it wrote after that are steps, and so messages, of
 * which the last one has the id of the whole.
 * @param before the documents as they were before the answer
 */
export function answerOf(
  id: string,
  parent: string | null | undefined,
  message: Fields,
  before: Shelf | undefined,
): { parts: ChatMessage[]; shelf: Shelf | undefined } {
  const blocks = list(message.content).map(fields)
  const plain = plainText(blocks)
  if (plain !== undefined) {
    const found = chatMessage(id, parent, 'assistant', plain)
    found.time = time(message.created_at)
    found.model = name(message.model)
    return { parts: [found], shelf: before }
  }
  const answer = new Answer(id, blocks, before)
  for (let index = 0; index < blocks.length; index++) answer.add(blocks[index]!, index)
  if (!answer.says) answer.addFlat(message)
  return { parts: linked(answer.end(), id, parent, message), shelf: answer.shelf }
}

/** The text of an answer that is nothing else, as most are. */
function plainText(blocks: readonly Fields[]): string | undefined {
  let all = ''
  for (const { type, text: said } of blocks) {
    if (type !== 'text' || typeof said !== 'string' || SPECIAL.test(said)) return undefined
    all += said
  }
  return all.trim() || undefined
}

const SPECIAL = /<ant|computer:|current device yet|Viewing artifacts/

interface Step {
  pieces: Piece[]
  blocks: Blocks
}

/** Of the text of a step. */
interface Piece {
  text: string
  /** It goes on where the piece before it ended: one text that was cut for its citations. */
  touches: boolean
}

class Answer {
  shelf: Shelf | undefined
  readonly #id: string
  readonly #failed: Set<string>
  /** Files that the person is given, and those that the model reads itself. */
  readonly #given: Set<string>
  readonly #mentions: Map<string, number>
  readonly #steps: Step[] = []
  #step: Step = { pieces: [], blocks: {} }
  /** The block before was text too. */
  #touching = false
  /** A tool has answered: what comes now is another step. */
  #answered = false
  /** Calls without a result: older exports have no ids, and keep the order. */
  readonly #open = new Map<string, { tool: string; isShown: boolean }>()
  /** Where documents are shown: of one that is written and then changed, the reader keeps the last version. */
  readonly #shown = new Map<string, Piece>()

  constructor(id: string, blocks: readonly Fields[], shelf: Shelf | undefined) {
    this.#id = id
    this.shelf = shelf
    this.#given = presented(blocks)
    this.#mentions = mentions(blocks)
    const failed = blocks.filter(({ type, is_error }) => type === 'tool_result' && is_error === true)
    this.#failed = new Set(failed.map((block) => text(block.tool_use_id)))
  }

  get says(): boolean {
    const { pieces, blocks } = this.#step
    return this.#steps.length > 0 || pieces.length > 0 || Boolean(blocks.calls ?? blocks.results)
  }

  add(block: Fields, index: number): void {
    const { type } = block
    const touches = this.#touching
    this.#touching = false
    if (type === 'text' || type === 'voice_note') this.#say(text(block.text), touches)
    else if (type === 'thinking') this.#think(text(block.thinking))
    else if (type === 'redacted_thinking') this.#miss('reasoning')
    else if (type === 'tool_use' || type === 'server_tool_use') this.#call(block, index)
    else if ('tool_use_id' in block || type === 'tool_result') this.#result(block)
    else this.#strip(JSON.stringify(block), type === 'error' ? 'error stub' : 'not dialogue')
  }

  /** Older exports have nothing but the text. */
  addFlat(message: Fields): void {
    const { text: said, lost } = flatText(message)
    if (lost) this.#miss('artifact')
    this.#say(said, false)
  }

  end(): Step[] {
    for (const path of this.#given)
      if (!onShelf(this.shelf, path))
        this.#miss(/\.(?:png|jpe?g|gif|svg|webp)$/i.test(path) ? 'image' : 'file')
    this.#next()
    return this.#steps
  }

  #say(said: string, touches: boolean): void {
    if (said === '') return
    const { text: kept, lost } = withoutFiller(said)
    if (lost) this.#miss('artifact')
    if (kept === '') return
    if (this.#answered) this.#next()
    const plain = untagged(withoutFileLinks(kept), this.shelf)
    this.shelf = plain.shelf
    for (const thought of plain.reasoning) this.#addThought(thought)
    this.#step.pieces.push({ text: plain.text, touches })
    this.#touching = true
  }

  #think(thought: string): void {
    if (!thought.trim()) return
    if (this.#answered || this.#step.pieces.length || this.#step.blocks.calls) this.#next()
    this.#addThought(thought.trim())
  }

  #addThought(thought: string): void {
    const { blocks } = this.#step
    blocks.reasoning = blocks.reasoning ? `${blocks.reasoning}\n\n${thought}` : thought
  }

  #call(block: Fields, index: number): void {
    const id = name(block.id) ?? `${this.#id}/${index}`
    const tool = text(block.name)
    const isShown = tool === 'present_files' || this.#change(block, index, id)
    if (tool === 'present_files') this.#strip(JSON.stringify(block.input) ?? '')
    this.#open.set(id, { tool, isShown })
    if (isShown) return
    if (this.#answered) this.#next()
    const { blocks } = this.#step
    blocks.calls ??= []
    blocks.calls.push(callOf(id, block))
  }

  /** Follows what a call does to a document. @returns is that shown to the reader, and so no call but text? */
  #change(block: Fields, index: number, call: string): boolean {
    const change = this.#failed.has(call) ? undefined : changeOf(block, this.shelf)
    if (!change) return false
    const { id, document, isFile } = change
    const isRead = (this.#mentions.get(mentioned(id)) ?? -1) > index
    const isSeen = !isFile || this.#given.has(id) || !isRead
    if (document) this.shelf = put(this.shelf, id, document)
    else if (isSeen) this.#miss('artifact')
    if (!document || !isSeen) return false
    if (this.#answered) this.#next()
    const earlier = this.#shown.get(id)
    if (earlier) {
      this.#strip(earlier.text, 'superseded')
      earlier.text = ''
    }
    const piece = { text: shown(document), touches: false }
    this.#step.pieces.push(piece)
    this.#shown.set(id, piece)
    return true
  }

  #result(block: Fields): void {
    const result = readToolResult(block)
    const named = name(block.tool_use_id)
    const id = named ?? this.#oldest(text(block.name))
    const call = id === undefined ? undefined : this.#open.get(id)
    if (id !== undefined) this.#open.delete(id)
    if (id === undefined || call?.isShown) {
      this.#strip(result.text)
      return
    }
    const { blocks } = this.#step
    blocks.results ??= []
    blocks.results.push({ call: id, result })
    this.#answered = true
  }

  /** The first call of this tool that waits for its result. */
  #oldest(tool: string): string | undefined {
    let looks = MOST_OPEN
    for (const [id, call] of this.#open) {
      if (call.tool === tool) return id
      if (--looks === 0) break
    }
    return undefined
  }

  #strip(said: string, reason: 'not dialogue' | 'superseded' | 'error stub' = 'not dialogue'): void {
    if (!said) return
    const { blocks } = this.#step
    blocks.stripped ??= []
    blocks.stripped.push({ reason, text: said })
  }

  #miss(what: string): void {
    const { blocks } = this.#step
    blocks.missing = [...new Set([...(blocks.missing ?? []), what])]
  }

  #next(): void {
    if (this.#step.pieces.length || Object.keys(this.#step.blocks).length) this.#steps.push(this.#step)
    this.#step = { pieces: [], blocks: {} }
    this.#answered = false
  }
}

/** More calls than this are not made at once. */
const MOST_OPEN = 64

function joined(pieces: readonly Piece[]): string {
  let all = ''
  for (const { text: said, touches } of pieces) all += all && said && !touches ? `\n\n${said}` : said
  return all.trim()
}

/** The steps as messages, each hanging on the one before it. */
function linked(
  steps: readonly Step[],
  id: string,
  parent: string | null | undefined,
  message: Fields,
): ChatMessage[] {
  const sent = time(message.created_at)
  const model = name(message.model)
  if (steps.length === 0) {
    const empty = chatMessage(id, parent, 'other', '')
    empty.time = sent
    empty.rejected = 'empty'
    return [empty]
  }
  return steps.map(({ pieces, blocks }, index) => {
    const own = index === steps.length - 1 ? id : `${id}#${index}`
    const above = index === 0 || parent === undefined ? parent : `${id}#${index - 1}`
    const found = chatMessage(own, above, 'assistant', joined(pieces))
    found.time = sent
    found.model = model
    if (Object.keys(blocks).length) found.blocks = blocks
    if (!found.text && !blocks.calls && !blocks.results && !blocks.reasoning) found.rejected = 'empty'
    return found
  })
}
