import type { Dedup, Place, Sight } from './dedup.js'

/** What becomes of the record at hand, and of ones before it. */
export interface DedupSink extends Place {
  /** The record's own text. */
  readonly text: string
  pass(): void
  emit(record: unknown): void
  reject(reason: string, detail: Record<string, unknown>, record?: Record<string, unknown>): void
}

interface Waiting {
  text: string
  reason: string
  detail: Record<string, unknown>
}

/** Repeated turns that wait for the end of their conversation; more are kept as context at once. */
const MOST = 1000
const MAX_CHARACTERS = 4_000_000

/**
 * Leaves out what repeats, without a hole in a conversation: a turn that repeats waits for those that follow it. Where one
 * of them is new, it is written after all, as what the new one follows (`signal: false`, so that nobody learns it a
 * second time). The turns of a conversation stand together in the stream.
 */
export class WholeConversations {
  #conversation: string | undefined
  #waiting: Waiting[] = []
  #characters = 0

  constructor(private readonly dedup: Dedup) {}

  decide(sight: Sight, sink: DedupSink): void {
    if (sight.conversation === undefined || sight.conversation !== this.#conversation) {
      this.end(sink)
      this.#conversation = sight.conversation
    }
    const repeat = this.dedup.decide(sight, sink)
    if (!repeat) {
      this.#keepWaiting(sink)
      sink.pass()
      return
    }
    const { reason, ...detail } = repeat
    // What is in a benchmark is to be in no set, not even as context.
    if (sight.conversation === undefined || reason === 'contaminated') {
      sink.reject(reason, detail)
      return
    }
    const { text } = sink
    this.#waiting.push({ text, reason, detail })
    this.#characters += text.length
    if (this.#waiting.length > MOST || this.#characters > MAX_CHARACTERS) this.#keepWaiting(sink)
  }

  /** Call after the last record. */
  end(sink: Pick<DedupSink, 'reject'>): void {
    for (const { text, reason, detail } of this.#waiting) sink.reject(reason, detail, JSON.parse(text))
    this.#forget()
  }

  #keepWaiting(sink: DedupSink): void {
    for (const { text, detail } of this.#waiting)
      sink.emit({ ...JSON.parse(text), signal: false, repeats: detail.twin })
    this.#forget()
  }

  #forget(): void {
    this.#waiting = []
    this.#characters = 0
  }
}
