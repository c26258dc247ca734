import { CannotWriteError } from '../record/errors.js'
import { GrowingFile } from '../stream/grow.js'
import { type Amount, add, NOTHING, subtract } from './amount.js'

/** Where reservations and payments are added up. Two calls in a row see each other's effect. */
export interface Ledger {
  /**
   * Writes down a reservation and returns all that is spent or reserved before it, by anyone.
   * @throws CannotWriteError
   */
  reserve(id: string, amount: Amount): Amount
  /** Resolves when everything reserved so far would survive a power cut. @throws CannotWriteError */
  durable(): Promise<void> | undefined
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
    durable: () => undefined,
    settle: (id, spent) => book.enter({ id, settle: spent }),
    close() {},
  }
}

/**
 * A file that several processes append to. The order of the lines is the order of the reservations: each process
 * appends its own and then reads what stands before it, so that two of them never both take the last of a budget.
 * The reservation of a process that died stays: its call may have been paid for. A reservation is on the disk before
 * the call is sent; where the line that settles it is lost in a power cut, it stands, which is the safe side.
 * @throws CannotWriteError
 */
export function fileLedger(path: string): Ledger {
  const failed = (error: unknown): never => {
    throw new CannotWriteError(
      `cannot write what is spent to ${path}: ${(error as Error).message}`,
      'free some space, or make the folder writable',
    )
  }
  const file = attempt(() => new GrowingFile(path, { folder: true }), failed)
  const book = new Book()
  let offset = 0

  /** Enters what was appended since, and returns the total before the reservation `id`. */
  function read(id: string): Amount {
    let before = book.total
    for (const { text, length, ended } of file.lines(offset)) {
      if (!ended) break
      offset += length + 1
      const entry = parse(text)
      if (entry?.id === id) before = book.total
      if (entry) book.enter(entry)
    }
    return before
  }

  return {
    reserve(id, amount) {
      attempt(() => file.append(JSON.stringify({ id, reserve: amount } satisfies Entry)), failed)
      return read(id)
    },
    durable: () => file.durable().catch(failed),
    settle(id, spent) {
      try {
        file.append(JSON.stringify({ id, settle: spent } satisfies Entry))
      } catch {
        // The call is over and its answer counts more; too much reserved is the safe side.
      }
    },
    close() {
      try {
        file.sync()
      } catch {} // the reservations stand
      file.close()
    },
  }
}

function attempt<T>(work: () => T, failed: (error: unknown) => never): T {
  try {
    return work()
  } catch (error) {
    return failed(error)
  }
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
