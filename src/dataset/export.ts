import { createHash } from 'node:crypto'
import type { Example } from '../record/example.js'
import { contentId } from '../record/id.js'
import type { Lineage } from '../record/set.js'
import { textsOf } from '../record/texts.js'
import type { Turn } from '../record/turn.js'
import { Facts } from './card/facts.js'
import { Conversations, type Joined } from './dialogue/conversations.js'
import { cutToLength, withLastReasoning, withoutMasked } from './dialogue/cut.js'
import { type Dialogue, dialogueOf, type Said } from './dialogue/dialogue.js'
import { History } from './dialogue/history.js'
import type { Noise } from './dialogue/noise.js'
import { callsIn, Preferences } from './dialogue/preferences.js'
import { STEP_OPTIONS, type StepOptions } from './dialogue/steps.js'
import type { ToolLibrary } from './dialogue/tools.js'
import type { RowsBy, Task, Trainer } from './trainers/trainer.js'
import { isTurn, turnOrExample } from './turn-or-example.js'

export interface TrainerExportOptions {
  trainer: Trainer
  task: Task
  noise: Noise
  /** Share of conversations that go to train, 0..1. */
  split: number
  seed: number
  countTokens: (text: string) => number
  /** Is this row new? Rows are told apart by a content id. */
  isNew: (key: string) => boolean
  /** What of an agent's work goes into a row. */
  steps?: StepOptions
  /** What a row is trained on, for trainers that learn one part of a dialogue a row. */
  by?: RowsBy
  /** Most tokens of a row; undefined: rows are not cut. */
  maxLength?: number | undefined
  /** Conversations that another agent's call began. */
  subagents?: 'keep' | 'drop'
  /** Least outcome that makes a preference, 0..1. */
  minEvidence?: number | undefined
  /** Tools that calls may name without declaring them. */
  library?: ToolLibrary | undefined
}

export interface RowOfSet {
  split: 'train' | 'validation'
  text: string
  /** It has all columns that rows of the set may have: loaders take the columns from the first row. */
  full: boolean
  lineage: Lineage
}

/** Where rows go, and records that give none. */
export interface TrainerSink {
  row(row: RowOfSet): void
  reject(reason: string, record?: Record<string, unknown>): void
}

/** Makes the rows of a trainer's set of a stream of turns or examples, and counts what there is to say about it. */
export class TrainerExport {
  readonly facts: Facts
  readonly #conversations: Conversations
  readonly #preferred: Preferences
  readonly #steps: StepOptions

  constructor(readonly options: TrainerExportOptions) {
    this.#steps = options.steps ?? STEP_OPTIONS
    this.facts = new Facts(options.countTokens)
    const { noise, library } = options
    this.#conversations = new Conversations(noise, this.#steps, library, (whole) => this.#cut(whole))
    this.#preferred = new Preferences(new History(noise, this.#steps), options.minEvidence)
  }

  /** @throws BadRecord where it is neither turn nor example */
  add(record: Record<string, unknown>, sink: TrainerSink): void {
    const turn = turnOrExample(record)
    this.#count(turn)
    if (this.options.subagents === 'drop' && isTurn(turn) && turn.parent) this.#reject('subagent', sink)
    else if (this.options.task !== 'sft') this.#preferences(turn, sink)
    else if (isTurn(turn)) this.#joined(this.#conversations.add(turn), sink)
    else {
      const dialogue = dialogueOf(turn)
      if (typeof dialogue === 'string') this.#reject(dialogue, sink)
      else if (this.options.trainer.can.mask === 'none' && dialogue.messages.some(({ masked }) => masked))
        this.#reject('its history would be trained on', sink)
      else for (const part of this.#cut(dialogue)) this.#dialogue(part, sink, turn)
    }
  }

  /** Call after the last record: it ends the last conversation. */
  end(sink: TrainerSink): void {
    this.#joined(this.#conversations.end(), sink)
  }

  #joined(joined: Joined | undefined, sink: TrainerSink): void {
    if (!joined) return
    this.facts.masked += joined.masked
    this.facts.trimmed(joined.trimmed)
    for (const { turn, reason } of joined.rejected) this.#reject(reason, sink, turn)
    for (const dialogue of joined.dialogues) this.#dialogue(dialogue, sink)
  }

  /** What the trainer can hold of a dialogue. */
  #cut(whole: Dialogue): Dialogue[] {
    const { trainer, maxLength } = this.options
    const masked = trainer.can.mask === 'none' ? withoutMasked(whole) : [whole]
    const tokensOf = (said: Said) => this.facts.tokensOf(textOf(said))
    const fitting = maxLength ? masked.flatMap((each) => cutToLength(each, maxLength, tokensOf)) : masked
    this.facts.dialogue(whole, fitting)
    return fitting
  }

  #dialogue(dialogue: Dialogue, sink: TrainerSink, example?: Example): void {
    const { trainer, by = 'turn' } = this.options
    for (const part of trainer.split?.(dialogue, by) ?? [dialogue]) {
      const messages = this.#steps.reasoning === 'last' ? withLastReasoning(part.messages) : part.messages
      const from = example ?? messages.flatMap(({ turn }) => turn ?? [])
      this.#row(trainer.row({ ...part, messages }), part, sink, from)
    }
  }

  #preferences(record: Turn | Example, sink: TrainerSink): void {
    const { trainer, task } = this.options
    const preferred = task === 'dpo' ? this.#preferred.pairs(record) : this.#preferred.rated(record)
    if (typeof preferred === 'string') {
      this.#reject(preferred, sink)
      return
    }
    const found = preferred.map((each) => ({
      ...each,
      row: () => ('chosen' in each ? trainer.pair(each) : trainer.rated?.(each)),
    }))
    const made = found.filter(
      ({ prompt }) => trainer.can.calls === 'all' || !prompt.some(({ calls }) => calls),
    )
    const none = task === 'dpo' ? 'no preference' : 'no rating'
    if (made.length === 0) this.#reject(found.length || callsIn(record) ? 'tool calls' : none, sink)
    for (const { row, conversation, tools } of made)
      this.#row(row(), { conversation, tools, language: undefined }, sink, isTurn(record) ? [record] : record)
  }

  #row(
    row: unknown,
    {
      conversation,
      tools,
      language,
    }: { conversation: string; tools?: unknown; language?: string | undefined },
    sink: TrainerSink,
    from: readonly Turn[] | Example,
  ): void {
    const text = JSON.stringify(row)
    const key = contentId('r', text)
    if (!this.options.isNew(key)) {
      this.facts.repeated++
      return
    }
    const { seed, split } = this.options
    const part = fractionOf(`${seed}\0${conversation || key}`) < split ? 'train' : 'validation'
    this.facts.row(part, text, textsOf(row as Record<string, unknown>), language)
    if (tools) this.facts.withTools[part]++
    sink.row({ split: part, text, full: Boolean(tools), lineage: lineageOf(text, from) })
  }

  #reject(reason: string, sink: TrainerSink, record?: Turn): void {
    this.facts.reject(reason)
    sink.reject(reason, record)
  }

  #count(record: Turn | Example): void {
    const { facts } = this
    if (isTurn(record)) {
      facts.record('turn')
      facts.outcomes.add(record)
      count(facts.origins, record.origin)
      if (record.signal !== false) count(facts.models, record.model ?? UNKNOWN)
      if (record.parent) count(facts.steps, 'turns of subagents, whose questions a model wrote')
      facts.atLeast('importance', record.signal ? record.importance : undefined)
    } else {
      facts.record('example')
      const { pattern, generated, augmentation, model = UNKNOWN } = record.meta
      count(facts.kinds, augmentation ?? pattern)
      count(facts.models, model)
      if (generated) count(facts.generated, model)
      facts.atLeast('confidence', record.meta.confidence)
    }
  }
}

/** All that a message has of text. */
function textOf({ content, reasoning = '', calls }: Said): string {
  return calls ? `${content}${reasoning}${JSON.stringify(calls)}` : content + reasoning
}

/** @param from the turns in the row, or the example it was made of */
function lineageOf(row: string, from: readonly Turn[] | Example): Lineage {
  const sha256 = createHash('sha256').update(row).digest('hex')
  const lineage = { schema: 'strom.lineage/1', row: sha256 } as const
  if ('id' in from) {
    const { sources = [] } = from.meta
    return { ...lineage, example: from.id, turns: sources }
  }
  const turns = [...new Set((from as readonly Turn[]).flatMap(({ id }) => id ?? []))]
  const [{ source } = {}] = from as readonly Partial<Turn>[]
  return { ...lineage, turns, ...(source && { source }) }
}

const UNKNOWN = 'unknown'

function count(counts: Record<string, number>, name: string | undefined): void {
  if (name !== undefined && name !== '__proto__') counts[name] = (counts[name] ?? 0) + 1
}

/** A number in [0, 1) that depends on nothing but the text. */
function fractionOf(text: string): number {
  return Number.parseInt(contentId('s', text).slice(2, 14), 16) / 16 ** 12
}
