import type { Example } from '../record/example.js'
import type { Turn } from '../record/turn.js'
import { Conversations } from './dialogue/conversations.js'
import { withLastReasoning, withoutMasked } from './dialogue/cut.js'
import { type Dialogue, dialogueOf, ONLY_PREFERENCE, type Said } from './dialogue/dialogue.js'
import { isEmpty, noiseOf } from './dialogue/noise.js'
import { hasCalls, STEP_OPTIONS, type StepOptions } from './dialogue/steps.js'
import type { ToolLibrary } from './dialogue/tools.js'
import { exampleOf, messagesOf } from './formats/conversation.js'
import {
  type ChatFormat,
  FORMATS,
  type Format,
  type FormatName,
  type RecordFormat,
  type TurnsFormat,
} from './formats/index.js'
import { isTurn, turnOrExample } from './turn-or-example.js'

/** Where rows go, and records that give none. */
export interface RowSink {
  /** @param key of two rows with one key the second is left out */
  write(row: string, key?: string): void
  /** @param record one that came earlier, where it is not this one */
  reject(reason: string, detail?: Record<string, unknown>, record?: Record<string, unknown>): void
}

export interface PlainExport {
  /** The first line of a file, where the format has one. */
  header?: string
  /** @throws BadRecord where it is neither turn nor example */
  step(record: Record<string, unknown>, sink: RowSink): void
  finish?(sink: RowSink): void
}

export interface PlainOptions {
  /** The key of a row, where none may be there twice. */
  keyOf?: ((row: string) => string) | undefined
  steps?: StepOptions
  library?: ToolLibrary | undefined
  subagents?: 'keep' | 'drop'
  /** Least outcome that makes a preference, 0..1. */
  minEvidence?: number | undefined
}

/** Writes records in a plain format. */
export async function plainExport(name: FormatName, options: PlainOptions = {}): Promise<PlainExport> {
  const { keyOf, steps = STEP_OPTIONS, subagents } = options
  const format = await FORMATS[name].load(options.minEvidence)
  if ('conversation' in format || 'can' in format) {
    const chat = 'can' in format ? new ChatExport(format, options) : new TurnsExport(format, options)
    return { step: (record, sink) => chat.step(record, sink), finish: (sink) => chat.finish(sink) }
  }
  const header = 'header' in format ? format.header : undefined
  return {
    ...(header && { header }),
    step(record, sink) {
      const turn = turnOrExample(record)
      const rows = subagents === 'drop' && isSubagent(turn) ? 'subagent' : rowsOf(turn, format, steps)
      if (typeof rows === 'string') sink.reject(rows)
      else for (const row of rows) sink.write(row, keyOf?.(row))
    },
  }
}

/** Writes whole conversations, each with those that it started: they follow it. */
class TurnsExport {
  #turns: Turn[] = []
  /** Conversations that are complete, outermost first, with what was made of those inside. */
  #open: { id: string; turns: Turn[]; inner: unknown[] }[] = []

  constructor(
    private readonly format: TurnsFormat,
    private readonly options: PlainOptions,
  ) {}

  step(record: Record<string, unknown>, sink: RowSink): void {
    const turn = turnOrExample(record)
    if (!isTurn(turn)) sink.reject('no turn')
    else if (this.options.subagents === 'drop' && isSubagent(turn)) sink.reject('subagent')
    else {
      if (this.#turns.length && this.#turns[0]!.conversation !== turn.conversation) this.#close(turn, sink)
      this.#turns.push(turn)
    }
  }

  finish(sink: RowSink): void {
    this.#close(undefined, sink)
  }

  /** Ends a conversation, and those around it that the next one is not part of. */
  #close(next: Turn | undefined, sink: RowSink): void {
    if (this.#turns.length)
      this.#open.push({ id: this.#turns[0]!.conversation ?? '', turns: this.#turns, inner: [] })
    this.#turns = []
    while (this.#open.length && this.#open.at(-1)!.id !== next?.parent?.conversation) {
      const { turns, inner } = this.#open.pop()!
      const made = this.format.conversation(turns, inner)
      const around = this.#open.at(-1)
      if (around && around.id === turns[0]!.parent?.conversation) {
        around.inner.push(made)
        continue
      }
      const row = JSON.stringify(made)
      sink.write(row, this.options.keyOf?.(row))
    }
  }
}

/** Chooses the best examples, and writes one prompt when all are read. */
export async function fewShotExport(options: { max: number; minConfidence: number }): Promise<PlainExport> {
  const { FewShot } = await import('./formats/fewshot.js')
  const shots = new FewShot(options)
  return {
    step(record, sink) {
      const example = asTwoTexts(usable(turnOrExample(record), STEP_OPTIONS))
      const reason = typeof example === 'string' ? example : shots.add(example)
      if (reason) sink.reject(reason)
    },
    finish(sink) {
      const prompt = shots.prompt()
      if (prompt) sink.write(prompt)
    },
  }
}

/** Rows of messages: of a record each, or of whole conversations. */
class ChatExport {
  readonly #conversations: Conversations
  readonly #steps: StepOptions

  constructor(
    private readonly format: ChatFormat,
    private readonly options: PlainOptions,
  ) {
    const steps = options.steps ?? STEP_OPTIONS
    const masks = format.can.mask === 'message'
    this.#steps = !masks && steps.failed === 'mask' ? { ...steps, failed: 'keep' } : steps
    const cut = masks ? undefined : withoutMasked
    this.#conversations = new Conversations(masks ? 'mask' : 'drop', this.#steps, options.library, cut)
  }

  step(record: Record<string, unknown>, sink: RowSink): void {
    const turn = turnOrExample(record)
    if (this.options.subagents === 'drop' && isSubagent(turn)) sink.reject('subagent')
    else if (!isTurn(turn)) this.#write(exampleDialogue(turn, this.format.whole), sink)
    else if (this.format.whole) this.#joined(this.#conversations.add(turn), sink)
    else if (turn.steps?.length) {
      this.#conversations.add(turn)
      this.#joined(this.#conversations.end(), sink)
    } else {
      const example = usable(turn, this.#steps)
      this.#write(typeof example === 'string' ? example : exampleDialogue(example), sink)
    }
  }

  finish(sink: RowSink): void {
    this.#joined(this.#conversations.end(), sink)
  }

  #joined(joined: ReturnType<Conversations['end']>, sink: RowSink): void {
    for (const { turn, reason } of joined?.rejected ?? []) sink.reject(reason, {}, turn)
    for (const dialogue of joined?.dialogues ?? [])
      for (const row of this.format.split?.(dialogue) ?? [dialogue]) this.#write(row, sink)
  }

  #write(dialogue: Dialogue | string, sink: RowSink): void {
    if (typeof dialogue === 'string') {
      sink.reject(dialogue)
      return
    }
    const { messages } = dialogue
    if (this.format.whole && this.format.can.mask === 'none' && messages.some(({ masked }) => masked)) {
      sink.reject('its history would be trained on')
      return
    }
    const shown = this.#steps.reasoning === 'last' ? withLastReasoning(messages) : messages
    const row = JSON.stringify(this.format.row({ ...dialogue, messages: shown }))
    sink.write(row, this.options.keyOf?.(row))
  }
}

/** @param tidied in the order that trainers ask for; else as the example has it */
function exampleDialogue(example: Example, tidied = false): Dialogue | string {
  if (tidied) return dialogueOf(example)
  if (example.meta.use === 'preference') return ONLY_PREFERENCE
  const messages = messagesOf(example).map(
    ({ weight, ...message }) =>
      ({ ...message, ...(message.role === 'assistant' && weight === 0 && { masked: true }) }) as Said,
  )
  return { conversation: '', messages }
}

function isSubagent(record: Turn | Example): boolean {
  return isTurn(record) && record.parent !== undefined
}

/** The rows of one record, or why it has none. */
function rowsOf(
  record: Turn | Example,
  format: Format | RecordFormat,
  steps: StepOptions,
): string[] | string {
  if ('rows' in format) {
    const rows = format.rows(record)
    return rows.length ? rows : format.none
  }
  const example = usable(record, steps)
  const fitting = format.twoTexts ? asTwoTexts(example) : example
  return typeof fitting === 'string' ? fitting : [format.row(fitting)]
}

/** The example, unless a question and an answer are not all of it. */
function asTwoTexts(example: Example | string): Example | string {
  if (typeof example === 'string' || !example.messages) return example
  const calls = example.messages.some(({ role, calls }) => role === 'tool' || calls?.length)
  return calls ? 'tool calls' : 'needs its history'
}

/** A record as question and answer, or why it is none: two texts cannot hold a call. */
function usable(record: Turn | Example, { calls }: StepOptions): Example | string {
  if (!isTurn(record)) return record.meta.use === 'preference' ? ONLY_PREFERENCE : record
  const noise = noiseOf({ signal: record.signal })
  if (noise) return noise
  if (isEmpty(record)) return 'empty'
  if (hasCalls(record) && calls === 'keep') return 'tool calls'
  if (record.assistant.trim() === '') return 'empty'
  return exampleOf(record)
}
