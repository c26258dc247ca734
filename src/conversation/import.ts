import { type BadDocument, type Document, isBad, type Place } from '../record/document.js'
import { checkRecord, type Problem } from '../record/parse.js'
import type { Turn } from '../record/turn.js'
import { type AssembleOptions, assemble } from './assemble.js'
import type { ChatMessage, Conversation, Feedback, Reason } from './conversation.js'
import { type Fields, fields, isFields, name } from './readers/fields.js'
import { READERS, readerFor, readerNamed } from './readers/index.js'
import type { Reader, Reading, Session } from './readers/reader.js'
import { unreadMessage } from './readers/unread.js'
import type { NotSelected, Selector } from './select.js'

export interface ImportOptions extends AssembleOptions {
  /** The name of a reader; without it each document is read by the first reader that knows its shape. */
  from?: string | undefined
  /** Says which conversations are not wanted; without it all are. */
  select?: Selector | undefined
  /** Keep what is rejected, with the reason. */
  keepRejects?: boolean
  /** Take nothing behind the first bad document. */
  stopAtBad?: boolean
}

/**
 * What came of some documents. The unit of the counts is the message: a node of ChatGPT's tree that holds one, a
 * message of Claude.ai, a record of Claude Code, an item of a list. Each is in a turn or rejected, so messages = those
 * in turns + rejected. Where there are no messages to count, one is counted: for what is a turn already, and for a
 * conversation without any, which is rejected.
 */
export interface Imported {
  turns: Turn[]
  conversations: number
  messages: number
  rejected: Record<string, number>
  /** Messages that are in no turn, where they are to be kept. */
  rejects: Rejected[]
  bad: BadDocument[]
  /** What a person should know although it is no error. */
  warnings: string[]
}

export interface Rejected {
  rejected: string
  role: string
  text: string
  conversation?: string
  message?: string
  source: { file: string; at: number | string }
}

/**
 * Turns documents into turns, one conversation at a time.
 * @param batches parsed documents in the order of the files, ratings before the conversations they belong to
 */
export async function* importTurns(
  batches: AsyncIterable<readonly (Document | BadDocument)[]>,
  options: ImportOptions,
): AsyncGenerator<Imported> {
  const importer = new Importer(options)
  for await (const batch of batches) yield importer.take(batch)
  yield importer.end()
}

/** Does a reader know this shape? Tells the documents in a file from the object that holds them. */
export function isConversation(value: unknown): boolean {
  return readerFor(value) !== undefined
}

class Importer {
  readonly #options: ImportOptions
  readonly #from: Reader | undefined
  readonly #feedback = new Map<string, Feedback>()
  readonly #textdocs = new Map<string, string>()
  #file = ''
  #reader: Reader | undefined
  #session: Session | undefined
  #last: unknown
  readonly #unknown = new Map<string, number>()
  #result = nothing()

  constructor(options: ImportOptions) {
    this.#options = options
    this.#from = options.from === undefined ? undefined : readerNamed(options.from)
  }

  take(batch: readonly (Document | BadDocument)[]): Imported {
    for (const document of batch) {
      if (document.file !== this.#file) this.#close()
      this.#file = document.file
      if (isBad(document)) this.#takeBad(document)
      else this.#takeGood(document)
      if (!this.#options.stopAtBad || this.#result.bad.length === 0) continue
      this.#close() // what came before may still be held
      break
    }
    return this.#flush()
  }

  end(): Imported {
    this.#close()
    for (const [side, count] of this.#unknown)
      this.#result.warnings.push(
        `no format calls a side "${side}": what it said is in no turn (messages: ${count})`,
      )
    return this.#flush()
  }

  #takeBad(document: BadDocument): void {
    const { file, line, text } = document
    if (document.unfinished && this.#reader?.records) {
      this.#result.messages++
      this.#reject('half-written', { role: 'other', text }, document)
      this.#result.warnings.push(`${file}:${line}: the last line is half written and was left out`)
    } else {
      this.#result.bad.push(document)
    }
  }

  #takeGood(document: Document): void {
    const value = unwrapped(document.value)
    if (this.#isRating(value) || this.#isTextdoc(value, document.file)) return
    if (this.#isGroupChats(value, document)) return
    const current = this.#session?.goesOn?.(value, document.at) ? this.#reader : undefined
    const known =
      this.#from ?? current ?? readerFor(value) ?? (this.#reader?.records ? this.#reader : undefined)
    if (!known || (known === this.#from && !known.records && !known.looksLike(value))) {
      this.#result.bad.push(badDocument(document, value, unknownShape(value, this.#from)))
      return
    }
    if (known !== this.#reader) this.#close()
    this.#reader = known
    this.#session ??= known.start({ feedback: this.#feedback, textdocs: this.#textdocs })
    if (!known.records || isFields(fields(value).message)) this.#last = value
    this.#guarded(document, () => {
      for (const reading of this.#session!.add(value, document.at))
        this.#guarded(document, () => this.#takeReading(reading, document))
    })
  }

  /** What no program can write is nested deeper than the stack. */
  #guarded(place: Place, read: () => void): void {
    try {
      read()
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      this.#result.bad.push(badDocument(place, this.#last, { message: 'too deeply nested' }))
    }
  }

  #takeReading(reading: Reading, place: Place): void {
    if (reading.problem) {
      this.#result.bad.push(badDocument(place, reading.value, reading.problem))
    } else if ('dropped' in reading) {
      this.#result.messages++
      const text = this.#options.keepRejects ? textOf(reading.value) : ''
      this.#reject(reading.dropped, { role: 'other', text, at: reading.at }, place)
    } else if (reading.turn) {
      this.#takeTurn(reading.turn, reading.passed ?? false, place)
    } else {
      this.#takeConversation(reading.conversation, place)
    }
  }

  #takeTurn(turn: Turn, passed: boolean, place: Place): void {
    this.#result.conversations++
    this.#result.messages++
    const unwanted = this.#options.select?.([turn])
    if (turn.user.trim() === '')
      this.#reject('no question', { role: 'assistant', text: turn.assistant }, place)
    else if (turn.assistant.trim() === '' && !turn.steps?.some(({ calls }) => calls?.length))
      this.#reject('no answer', { role: 'user', text: turn.user }, place)
    else if (unwanted) this.#reject(unwanted, { role: 'user', text: turn.user }, place, turn.conversation)
    else
      this.#result.turns.push(
        passed ? turn : { ...turn, source: turn.source ?? { file: place.file, at: place.at } },
      )
  }

  #takeConversation(conversation: Conversation, place: Place): void {
    const unread = unreadMessage(conversation.messages, this.#last, this.#reader?.records ?? false)
    if (unread) {
      this.#result.bad.push(badDocument(place, this.#last, notUnderstood(unread, this.#reader)))
      return
    }
    const origin = this.#reader?.name ?? ''
    const { turns, rejected } = assemble(conversation, origin, place, this.#options)
    this.#result.conversations++
    const unwanted = turns.length ? this.#options.select?.(turns) : undefined
    if (!unwanted) for (const turn of turns) this.#result.turns.push(turn)
    let counted = 0
    for (const { role } of conversation.messages) if (role !== 'node') counted++
    for (const { index, reason, text } of rejected) {
      const message = conversation.messages[index]!
      if (text !== undefined) counted++ // a part of a message counts by itself
      if (message.blocks?.side !== undefined) this.#countUnknown(message.blocks.side)
      this.#reject(
        reason,
        text === undefined ? message : { ...message, text, blocks: undefined },
        place,
        conversation.id,
      )
    }
    if (unwanted) {
      const gone = new Set(rejected.flatMap(({ index, text }) => (text === undefined ? [index] : [])))
      for (const [index, message] of conversation.messages.entries())
        if (message.role !== 'node' && !gone.has(index))
          this.#reject(unwanted, message, place, conversation.id)
    }
    this.#result.messages += Math.max(counted, 1)
    if (counted === 0) this.#reject('empty conversation', { role: 'other', text: '' }, place, conversation.id)
  }

  /** Of each side that nobody knows, how often it spoke. */
  #countUnknown(side: string): void {
    const name = side.slice(0, 40)
    const known = this.#unknown.get(name)
    if (known !== undefined || this.#unknown.size < MOST_SIDES) this.#unknown.set(name, (known ?? 0) + 1)
  }

  #reject(
    reason: Reason | NotSelected,
    message: Pick<ChatMessage, 'role' | 'text' | 'at' | 'blocks'> & { id?: string },
    place: Place,
    conversation?: string,
  ): void {
    const { rejected, rejects } = this.#result
    rejected[reason] = (rejected[reason] ?? 0) + 1
    if (!this.#options.keepRejects) return
    rejects.push({
      rejected: reason,
      role: message.role,
      text: textWithBlocks(message),
      ...(conversation !== undefined && { conversation }),
      ...(message.id !== undefined && { message: message.id }),
      source: { file: place.file, at: message.at ?? place.at },
    })
  }

  /** A line of ChatGPT's message_feedback.json. */
  #isRating(value: unknown): boolean {
    if (!isFields(value) || typeof value.rating !== 'string' || !('conversation_id' in value)) return false
    const id = name(value.message_id) ?? name(value.id)
    const rating = /^thumbs_?(up|down)$/i.exec(value.rating)?.[1]?.toLowerCase()
    if (id && rating) this.#feedback.set(id, rating as Feedback)
    return true
  }

  /** ChatGPT's group_chats.json: who answers whom among people is not told there. */
  #isGroupChats(value: unknown, place: Place): boolean {
    if (!isFields(value) || !Array.isArray(value.chats) || !/(^|[/\\])group_chats\.json$/.test(place.file))
      return false
    for (const chat of value.chats) {
      this.#result.messages++
      this.#reject(
        'group chat',
        { role: 'other', text: this.#options.keepRejects ? textOf(chat) : '' },
        place,
      )
    }
    if (value.chats.length)
      this.#result.warnings.push(
        `${place.file}: group chats are not read, since several people write there and no message says whom it answers`,
      )
    return true
  }

  /** A file of ChatGPT's folder of documents. */
  #isTextdoc(value: unknown, file: string): boolean {
    if (!/(^|[/\\])textdocs[/\\]/.test(file) || !isFields(value) || typeof value.content !== 'string')
      return false
    const id = name(value.id) ?? /([^/\\]+)\.json$/.exec(file)?.[1]
    if (id) this.#textdocs.set(id, value.content)
    return true
  }

  /** Ends the conversation that the last file's records made. */
  #close(): void {
    const place = { file: this.#file, at: 0, line: 1, column: 1 }
    for (const reading of this.#session?.end() ?? [])
      this.#guarded(place, () => this.#takeReading(reading, place))
    this.#session = undefined
    this.#last = undefined
    this.#reader = undefined
  }

  #flush(): Imported {
    const result = this.#result
    this.#result = nothing()
    return result
  }
}

/** A file in which every side has a name of its own is no dialogue: some are enough to see it. */
const MOST_SIDES = 10

function nothing(): Imported {
  return { turns: [], conversations: 0, messages: 0, rejected: {}, rejects: [], bad: [], warnings: [] }
}

/** The record that an error record holds: a file of errors can be mended and fed back in. */
function unwrapped(value: unknown): unknown {
  if (!isFields(value) || value.schema !== 'strom.error/1' || !('record' in value)) return value
  if (typeof value.record !== 'string') return value.record
  try {
    return JSON.parse(value.record)
  } catch {
    return value.record
  }
}

function unknownShape(value: unknown, from: Reader | undefined): Problem {
  const names = READERS.map((reader) => reader.name).join(', ')
  const tag = isFields(value) && typeof value.schema === 'string' && value.schema.startsWith('strom.')
  const checked = tag ? checkRecord('turn', value, '') : undefined
  if (checked && 'problem' in checked && checked.problem) return checked.problem
  return {
    message: `${from ? `not ${from.title}` : 'unknown shape'}: ${seen(value)}`,
    hint: from
      ? `leave out --from to have the format recognized; the formats are ${names}`
      : `the formats are ${names}; --from FORMAT says which one it is`,
  }
}

function notUnderstood(message: Fields, reader: Reader | undefined): Problem {
  return {
    message: `no text was found in its messages; one of them is ${seen(message)}`,
    hint: `it was read as ${reader?.title}; --from FORMAT says which one it is`,
  }
}

/** What a person needs to recognize the value: its type, and the fields of an object. */
function seen(value: unknown): string {
  if (!isFields(value)) return Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`
  const keys = Object.keys(value)
  if (keys.length === 0) return 'an object without fields'
  const shown = keys.slice(0, 8).map((key) => key.slice(0, 40))
  return `an object with the fields ${shown.join(', ')}${keys.length > 8 ? ', ...' : ''}`
}

/** All that a message holds. A result that is in a call stands in a message of its own as well. */
function textWithBlocks({ text, blocks }: Pick<ChatMessage, 'text' | 'blocks'>): string {
  if (!blocks) return text
  const { calls, results, reasoning } = blocks
  const held = [
    reasoning,
    text,
    calls && JSON.stringify(calls.map(({ result: _, ...call }) => call)),
    ...(results ?? []).map(({ result }) => result.text),
  ]
  return held.filter(Boolean).join('\n\n')
}

function badDocument({ file, at, line, column }: Place, value: unknown, problem: Problem): BadDocument {
  return { file, at, line, column, text: textOf(value), problem }
}

function textOf(value: unknown): string {
  try {
    return JSON.stringify(value) ?? ''
  } catch {
    return '' // nested deeper than the stack
  }
}
