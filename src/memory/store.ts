import type { Turn } from '../record/turn.js'

/** A turn that is remembered: it has an id. */
export type Remembered = Turn & { id: string }

/** Where remembered turns are kept. */
export interface Store {
  /** Keeps the turn; when it returns, the turn is safe. @throws CannotWriteError */
  append(turn: Remembered): void
  /** The turns that came since the last call, from whichever process. */
  fresh(): Iterable<Remembered>
  /** A turn by its id; undefined where it is not kept (any more). */
  read(id: string): Remembered | undefined
  /** Ids of all turns, oldest first. */
  ids(): readonly string[]
  /** Takes a turn out. @returns whether it was there */
  remove(id: string): boolean
}

/** Keeps turns for as long as the process lives. */
export class SessionStore implements Store {
  readonly #turns = new Map<string, Remembered>()
  #fresh: Remembered[] = []

  append(turn: Remembered): void {
    this.#turns.set(turn.id, turn)
    this.#fresh.push(turn)
  }

  fresh(): Remembered[] {
    const fresh = this.#fresh
    this.#fresh = []
    return fresh
  }

  read(id: string): Remembered | undefined {
    return this.#turns.get(id)
  }

  ids(): string[] {
    return [...this.#turns.keys()]
  }

  remove(id: string): boolean {
    return this.#turns.delete(id)
  }
}
