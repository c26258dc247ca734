import type { Example } from '../record/example.js'
import { contentId } from '../record/id.js'
import { textsOf } from '../record/texts.js'
import type { Turn } from '../record/turn.js'
import { Facts } from './card/facts.js'
import { Conversations, type Joined } from './dialogue/conversations.js'
import { type Dialogue, dialogueOf } from './dialogue/dialogue.js'
import { History } from './dialogue/history.js'
import type { Noise } from './dialogue/noise.js'
import { pairsOf, ratedOf } from './dialogue/preferences.js'
import type { Task, Trainer } from './trainers/trainer.js'
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
}

/** Where rows go, and records that give none. */
export interface TrainerSink {
  row(split: 'train' | 'validation', text: string): void
  reject(reason: string, record?: Record<string, unknown>): void
}

/** Makes the rows of a trainer's set of a stream of turns or examples, and counts what there is to say about it. */
export class TrainerExport {
  readonly facts: Facts
  readonly #conversations: Conversations
  readonly #history: History

  constructor(readonly options: TrainerExportOptions) {
    this.facts = new Facts(options.countTokens)
    this.#conversations = new Conversations(options.noise)
    this.#history = new History(options.noise)
  }

  /** @throws BadRecord where it is neither turn nor example */
  add(record: Record<string, unknown>, sink: TrainerSink): void {
    const turn = turnOrExample(record)
    this.#count(turn)
    if (this.options.task !== 'sft') this.#preferences(turn, sink)
    else if (isTurn(turn)) this.#joined(this.#conversations.add(turn), sink)
    else {
      const dialogue = dialogueOf(turn)
      if (typeof dialogue === 'string') this.#reject(dialogue, sink)
      else this.#dialogue(dialogue, sink)
    }
  }

  /** Call after the last record: it ends the last conversation. */
  end(sink: TrainerSink): void {
    this.#joined(this.#conversations.end(), sink)
  }

  #joined(joined: Joined | undefined, sink: TrainerSink): void {
    if (!joined) return
    this.facts.masked += joined.masked
    for (const { turn, reason } of joined.rejected) this.#reject(reason, sink, turn)
    if (joined.dialogue) this.#dialogue(joined.dialogue, sink)
  }

  #dialogue(dialogue: Dialogue, sink: TrainerSink): void {
    const { trainer } = this.options
    if (!trainer.masks && dialogue.messages.some(({ masked }) => masked))
      this.#reject('its history would be trained on', sink)
    else
      for (const row of trainer.rows(dialogue)) this.#row(row, dialogue.conversation, dialogue.language, sink)
  }

  #preferences(record: Turn | Example, sink: TrainerSink): void {
    const { trainer, task } = this.options
    const made =
      task === 'dpo'
        ? pairsOf(record, this.#history).map((pair) => ({
            conversation: pair.conversation,
            row: trainer.pair(pair),
          }))
        : ratedOf(record, this.#history).map((rated) => ({
            conversation: rated.conversation,
            row: trainer.rated?.(rated),
          }))
    if (made.length === 0) this.#reject(task === 'dpo' ? 'no preference' : 'no rating', sink)
    for (const { row, conversation } of made) this.#row(row, conversation, undefined, sink)
  }

  #row(row: unknown, conversation: string, language: string | undefined, sink: TrainerSink): void {
    const text = JSON.stringify(row)
    const key = contentId('r', text)
    if (!this.options.isNew(key)) {
      this.facts.repeated++
      return
    }
    const { seed, split } = this.options
    const part = fractionOf(`${seed}\0${conversation || key}`) < split ? 'train' : 'validation'
    this.facts.row(part, textsOf(row as Record<string, unknown>), language)
    sink.row(part, text)
  }

  #reject(reason: string, sink: TrainerSink, record?: Turn): void {
    this.facts.reject(reason)
    sink.reject(reason, record)
  }

  #count(record: Turn | Example): void {
    const { facts } = this
    if (isTurn(record)) {
      facts.record('turn')
      if (record.signal !== false) count(facts.models, record.model ?? UNKNOWN)
      count(facts.origins, record.origin)
      facts.atLeast('importance', record.signal ? record.importance : undefined)
    } else {
      facts.record('example')
      const { pattern, generated, augmentation, model } = record.meta
      count(facts.kinds, augmentation ?? pattern)
      count(facts.models, model ?? UNKNOWN)
      if (generated) count(facts.generated, model ?? UNKNOWN)
      facts.atLeast('confidence', record.meta.confidence)
    }
  }
}

const UNKNOWN = 'unknown'

function count(counts: Record<string, number>, name: string | undefined): void {
  if (name !== undefined && name !== '__proto__') counts[name] = (counts[name] ?? 0) + 1
}

/** A number in [0, 1) that depends on nothing but the text. */
function fractionOf(text: string): number {
  return Number.parseInt(contentId('s', text).slice(2, 14), 16) / 16 ** 12
}
