import { CannotWriteError, MissingInputError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import { parseRecord } from '../record/parse.js'
import type { Turn } from '../record/turn.js'
import { GrowingFile, type Place } from '../stream/grow.js'
import type { Remembered, Store } from './store.js'

/**
 * Remembered turns in a file of JSON lines, which any number of processes may share. Each turn is synced before
 * anything else happens. Only places of turns are kept in memory.
 */
export class FileStore implements Store {
  readonly #places = new Map<string, Place>()
  readonly #file: GrowingFile
  #read = 0
  /** Lines that are no turns. */
  broken = 0

  /** @param readOnly the file must be there, and is never changed. @throws CannotWriteError, MissingInputError */
  constructor(
    private readonly path: string,
    readOnly = false,
  ) {
    try {
      this.#file = new GrowingFile(path, { readOnly })
    } catch (error) {
      if (readOnly) throw new MissingInputError(`cannot read ${path}: ${(error as Error).message}`)
      throw this.#cannotWrite(error)
    }
  }

  append(turn: Remembered): void {
    try {
      this.#file.append(JSON.stringify(turn))
      this.#file.sync()
    } catch (error) {
      throw this.#cannotWrite(error)
    }
  }

  *fresh(): Generator<Remembered> {
    for (const { text, ended, offset, length } of this.#file.lines(this.#read)) {
      // A line without its newline is half of one, or the last of a file by another hand: it will be read again.
      if (ended) this.#read = offset + length + 1
      if (!text.trim()) continue
      const turn = asTurn(text)
      if (!turn && ended) this.broken++
      if (!turn || this.#places.has(turn.id)) continue
      this.#places.set(turn.id, { offset, length })
      yield turn
    }
  }

  read(id: string): Remembered | undefined {
    const place = this.#places.get(id)
    if (!place) return undefined
    const turn = asTurn(this.#file.bytes(place).toString('utf8'))
    return turn?.id === id ? turn : undefined
  }

  ids(): string[] {
    return [...this.#places.keys()]
  }

  remove(id: string): boolean {
    const place = this.#places.get(id)
    if (!place || !this.read(id)) return false
    try {
      this.#file.blank(place)
    } catch (error) {
      throw this.#cannotWrite(error)
    }
    return this.#places.delete(id)
  }

  #cannotWrite(error: unknown): CannotWriteError {
    return new CannotWriteError(
      `cannot write ${this.path}: ${(error as Error).message}`,
      'choose a file you may write to with --memory',
    )
  }
}

function asTurn(text: string): Remembered | undefined {
  const { record } = parseRecord('turn', text) as { record?: Turn }
  return record && { ...record, id: record.id ?? contentId('t', record.user, record.assistant) }
}
