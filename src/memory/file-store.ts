import { closeSync, fdatasyncSync, fstatSync, fsyncSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { CannotWriteError, MissingInputError } from '../record/errors.js'
import { contentId } from '../record/id.js'
import { parseRecord } from '../record/parse.js'
import type { Turn } from '../record/turn.js'
import type { Remembered, Store } from './store.js'

const CHUNK_BYTES = 1024 * 1024
const NEWLINE = 10
const SPACE = 32

/** Where a line of the file begins, and its bytes without the newline. */
interface Place {
  offset: number
  length: number
}

/**
 * Remembered turns in a file of JSON lines, which any number of processes may share. Each turn is one write in append
 * mode, synced before anything else happens, so that a killed process leaves whole lines, or one half line at the end:
 * the next writer begins a line of its own, and readers pass over the half one. Only places of turns are kept in memory.
 */
export class FileStore implements Store {
  readonly #places = new Map<string, Place>()
  readonly #file: number
  #read = 0
  /** Lines that are no turns. */
  broken = 0

  /** @param readOnly the file must be there, and is never changed. @throws CannotWriteError, MissingInputError */
  constructor(
    private readonly path: string,
    readOnly = false,
  ) {
    try {
      this.#file = openSync(path, readOnly ? 'r' : 'a+', 0o600)
      if (!readOnly) syncFolder(dirname(resolve(path)))
    } catch (error) {
      if (readOnly) throw new MissingInputError(`cannot read ${path}: ${(error as Error).message}`)
      throw this.#cannotWrite(error)
    }
  }

  append(turn: Remembered): void {
    try {
      const line = Buffer.from(`${this.#endsInLine() ? '' : '\n'}${JSON.stringify(turn)}\n`)
      const written = writeSync(this.#file, line)
      if (written < line.length) throw new Error('the disk is full')
      fdatasyncSync(this.#file)
    } catch (error) {
      throw this.#cannotWrite(error)
    }
  }

  *fresh(): Generator<Remembered> {
    let carried: Uint8Array[] = []
    let carriedBytes = 0
    for (;;) {
      const buffer = Buffer.allocUnsafe(CHUNK_BYTES)
      const size = readSync(this.#file, buffer, 0, CHUNK_BYTES, this.#read + carriedBytes)
      const chunk = buffer.subarray(0, size)
      const end = chunk.lastIndexOf(NEWLINE) + 1
      if (end === 0) {
        carried.push(chunk)
        carriedBytes += size
        if (size > 0) continue
        // No newline yet: half a line, or the last of a file by another hand. It will be read again.
        if (carriedBytes > 0) yield* this.#known({ offset: this.#read, length: carriedBytes }, carried, false)
        return
      }
      const whole = carried.length
        ? Buffer.concat([...carried, chunk.subarray(0, end)])
        : chunk.subarray(0, end)
      let offset = this.#read
      this.#read += whole.length
      carried = []
      carriedBytes = 0
      for (let start = 0; start < whole.length; ) {
        const stop = whole.indexOf(NEWLINE, start)
        yield* this.#known({ offset, length: stop - start }, [whole.subarray(start, stop)], true)
        offset += stop + 1 - start
        start = stop + 1
      }
    }
  }

  /** The turn of a line, unless it is known, blank or broken. */
  *#known(place: Place, bytes: Uint8Array[], ended: boolean): Generator<Remembered> {
    const text = Buffer.concat(bytes).toString('utf8')
    if (!text.trim()) return
    const turn = asTurn(text)
    if (!turn) {
      if (ended) this.broken++
      return
    }
    if (this.#places.has(turn.id)) return
    this.#places.set(turn.id, place)
    yield turn
  }

  read(id: string): Remembered | undefined {
    const place = this.#places.get(id)
    if (!place) return undefined
    const turn = asTurn(this.#bytesAt(place).toString('utf8'))
    return turn?.id === id ? turn : undefined
  }

  ids(): string[] {
    return [...this.#places.keys()]
  }

  /** Fills the line with spaces: the file keeps its length, so that nobody's places change. */
  remove(id: string): boolean {
    const place = this.#places.get(id)
    if (!place || !this.read(id)) return false
    try {
      const file = openSync(this.path, 'r+')
      try {
        writeSync(file, Buffer.alloc(place.length, SPACE), 0, place.length, place.offset)
        fdatasyncSync(file)
      } finally {
        closeSync(file)
      }
    } catch (error) {
      throw this.#cannotWrite(error)
    }
    return this.#places.delete(id)
  }

  #endsInLine(): boolean {
    const { size } = fstatSync(this.#file)
    return size === 0 || this.#bytesAt({ offset: size - 1, length: 1 })[0] === NEWLINE
  }

  #bytesAt({ offset, length }: Place): Buffer {
    const buffer = Buffer.alloc(length)
    return buffer.subarray(0, readSync(this.#file, buffer, 0, length, offset))
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

/** Makes a new file's name survive a power cut, on platforms that can. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch {} // a platform that cannot sync a folder has nothing better
}
