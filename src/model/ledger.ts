import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { CannotWriteError } from '../record/errors.js'
import { type Amount, add, NOTHING, subtract } from './amount.js'

/** Where reservations and payments are added up. Two calls in a row see each other's effect. */
export interface Ledger {
  /**
   * Writes down a reservation and returns all that is spent or reserved before it, by anyone.
   * @throws CannotWriteError
   */
  reserve(id: string, amount: Amount): Amount
  /** Replaces the reservation by what was really spent; where that cannot be written, the reservation stands. */
  settle(id: string, spent: Amount): void
  close(): void
}

/** One process, nothing kept. */
export function memoryLedger(): Ledger {
  const book = new Book()
  return {
    reserve(id, amount) {
      const before = book.total
      book.enter({ id, reserve: amount })
      return before
    },
    settle: (id, spent) => book.enter({ id, settle: spent }),
    close() {},
  }
}

/**
 * A file that several processes append to. The order of the lines is the order of the reservations: each process
 * appends its own and then reads what stands before it, so that two of them never both take the last of a budget.
 * The reservation of a process that died stays: its call may have been paid for. The lines survive the death of
 * the process, not a power cut within the last seconds.
 * @throws CannotWriteError
 */
export function fileLedger(path: string): Ledger {
  const file = openLedger(path)
  const book = new Book()
  let offset = 0
  let rest = ''

  /** Enters what was appended since, and returns the total before the reservation `id`. */
  function read(id: string): Amount {
    const bytes = Buffer.alloc(Math.max(0, fstatSync(file).size - offset))
    let length = 0
    for (let got = -1; got !== 0 && length < bytes.length; length += got)
      got = readSync(file, bytes, length, bytes.length - length, offset + length)
    offset += length
    const lines = (rest + bytes.toString('latin1', 0, length)).split('\n')
    rest = lines.pop() ?? ''
    let before = book.total
    for (const line of lines) {
      const entry = parse(line)
      if (entry?.id === id) before = book.total
      if (entry) book.enter(entry)
    }
    return before
  }

  // The break in front keeps a line that was left unfinished from swallowing the next one.
  const append = (entry: Entry) => {
    const line = `\n${JSON.stringify(entry)}\n`
    if (writeSync(file, line) < line.length) throw new Error('no space left')
  }
  return {
    reserve(id, amount) {
      try {
        append({ id, reserve: amount })
      } catch (error) {
        throw cannotWrite(path, error)
      }
      return read(id)
    },
    settle(id, spent) {
      try {
        append({ id, settle: spent })
      } catch {
        // The call is over and its answer counts more; too much reserved is the safe side.
      }
    },
    close: () => closeSync(file),
  }
}

function openLedger(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true })
    return openSync(path, 'a+', 0o600)
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

function cannotWrite(path: string, error: unknown): CannotWriteError {
  return new CannotWriteError(
    `cannot write what is spent to ${path}: ${(error as Error).message}`,
    'free some space, or make the folder writable',
  )
}

type Entry = { id: string; reserve: Amount } | { id: string; settle: Amount }

class Book {
  total: Amount = NOTHING
  readonly #open = new Map<string, Amount>()

  enter(entry: Entry): void {
    if ('reserve' in entry) {
      this.#open.set(entry.id, entry.reserve)
      this.total = add(this.total, entry.reserve)
      return
    }
    this.total = add(subtract(this.total, this.#open.get(entry.id) ?? NOTHING), entry.settle)
    this.#open.delete(entry.id)
  }
}

function parse(line: string): Entry | undefined {
  if (line === '') return undefined
  try {
    const entry = JSON.parse(line) as Entry
    const amount = 'reserve' in entry ? entry.reserve : entry.settle
    const whole = [amount.calls, amount.tokens, amount.cost].every(Number.isFinite)
    return whole && typeof entry.id === 'string' ? entry : undefined
  } catch {
    return undefined
  }
}
