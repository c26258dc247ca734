import {
  closeSync,
  existsSync,
  fdatasync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs'
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
  const file = openLedger(path)
  const book = new Book()
  const sync = sharedSync(file, path)
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
    durable: sync,
    settle(id, spent) {
      try {
        append({ id, settle: spent })
      } catch {
        // The call is over and its answer counts more; too much reserved is the safe side.
      }
    },
    close() {
      try {
        fdatasyncSync(file)
      } catch {} // the reservations stand
      closeSync(file)
    },
  }
}

/** Callers that come while a sync is running share the next one: one wait of the disk serves many calls. */
function sharedSync(file: number, path: string): () => Promise<void> {
  const now = () =>
    new Promise<void>((done, fail) =>
      fdatasync(file, (error) => (error ? fail(cannotWrite(path, error)) : done())),
    )
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const start = () => {
    next = undefined
    const sync = now().finally(() => {
      if (running === sync) running = undefined
    })
    running = sync
    return sync
  }
  return () => {
    if (!running) return start()
    next ??= running.catch(() => {}).then(start)
    return next
  }
}

function openLedger(path: string): number {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const isNew = !existsSync(path)
    const file = openSync(path, 'a+', 0o600)
    if (isNew) syncFolder(dirname(path))
    return file
  } catch (error) {
    throw cannotWrite(path, error)
  }
}

/** Makes a new file's name survive a power cut, on platforms that can. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, 'r')
    fsyncSync(folder)
    closeSync(folder)
  } catch {} // a platform that cannot sync a folder has nothing better
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
