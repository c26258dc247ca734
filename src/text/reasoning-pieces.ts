import { openedAt, skipBefore } from './reasoning.js'

/** An opening mark is known when so many characters are there. */
const LONGEST_MARK = 200
/** What marks begin with. */
const MARK = /^\s*[<[◁]/

/**
 * Lets an answer through while it grows, without its thoughts: `splitReasoning` for a text that is shown piece by piece.
 * Thoughts that a chat template opened itself are told from text only when they end, which is too late here: for a model
 * that is known to write them, name the mark that `closes` them, and nothing is let through before it.
 */
export class ReasoningPieces {
  /** Not yet let through. */
  #held = ''
  #state: 'beginning' | 'thinking' | 'text'
  #close: string

  constructor(
    private readonly next: (piece: string) => void,
    closes?: string,
  ) {
    this.#state = closes === undefined ? 'beginning' : 'thinking'
    this.#close = closes ?? ''
  }

  take(piece: string): void {
    if (this.#state === 'text') {
      this.next(piece)
      return
    }
    const from = Math.max(0, this.#held.length - this.#close.length)
    this.#held += piece
    this.#advance(this.#state === 'thinking' ? from : 0)
  }

  /** The answer is whole: what is still held is let through, unless it was thought. */
  end(): void {
    if (this.#state === 'beginning' && this.#held) this.next(this.#held)
    this.#held = ''
  }

  /** @param from where the closing mark is looked for */
  #advance(from: number): void {
    if (this.#state === 'thinking') {
      const at = this.#held.indexOf(this.#close, from)
      if (at < 0) return
      this.#held = this.#held.slice(at + this.#close.length).trimStart()
      this.#state = 'beginning'
    }
    const opened = openedAt(this.#held, 0)
    if (opened) {
      this.#held = this.#held.slice(opened.end)
      this.#close = opened.close
      this.#state = 'thinking'
      this.#advance(0)
      return
    }
    const start = skipBefore(this.#held, 0)
    const undecided = this.#held.trim() === '' || MARK.test(this.#held)
    if (start === 0 && undecided && this.#held.length < LONGEST_MARK) return
    this.#state = 'text'
    const text = this.#held.slice(start)
    this.#held = ''
    if (text) this.next(text)
  }
}
