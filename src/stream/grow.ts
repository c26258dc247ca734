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
import { dirname, resolve } from 'node:path'

const CHUNK_BYTES = 1024 * 1024
const NEWLINE = 10
const SPACE = 32

/** Where a line of the file begins, and its bytes without the newline. */
export interface Place {
  offset: number
  length: number
}

export interface FoundLine extends Place {
  text: string
  /** It has its newline; else it is the last of the file, and may still grow. */
  ended: boolean
}

/**
 * A file of lines that only grows, which any number of processes may share. A line is one write in append mode, so that
 * a killed process leaves whole lines; a power cut or a full disk may leave half a line at the end: the next writer
 * begins a line of its own, and readers pass over the half one. Errors are the system's.
 */
export class GrowingFile {
  readonly #file: number
  #syncing: Promise<void> | undefined
  #next: Promise<void> | undefined

  /**
   * @param folder make the folder too
   * @param mode of a new file, before the umask; by default only its owner may read it
   */
  constructor(
    private readonly path: string,
    { readOnly = false, folder = false, mode = 0o600 } = {},
  ) {
    const parent = dirname(resolve(path))
    if (folder) mkdirSync(parent, { recursive: true })
    const isNew = !existsSync(path)
    this.#file = openSync(path, readOnly ? 'r' : 'a+', mode)
    if (isNew) syncFolder(parent)
  }

  /** @param line without its newline, and with none in it */
  append(line: string): void {
    const { size } = fstatSync(this.#file)
    const ended = size === 0 || this.bytes({ offset: size - 1, length: 1 })[0] === NEWLINE
    const data = Buffer.from(`${ended ? '' : '\n'}${line}\n`)
    if (writeSync(this.#file, data) < data.length) throw new Error('no space left on the disk')
  }

  sync(): void {
    fdatasyncSync(this.#file)
  }

  /** As `sync`; callers that come while one is running share the next one, so one wait of the disk serves many. */
  durable(): Promise<void> {
    if (!this.#syncing) return this.#sync()
    this.#next ??= this.#syncing.catch(() => {}).then(() => this.#sync())
    return this.#next
  }

  #sync(): Promise<void> {
    this.#next = undefined
    const sync = new Promise<void>((done, fail) =>
      fdatasync(this.#file, (error) => (error ? fail(error) : done())),
    ).finally(() => {
      if (this.#syncing === sync) this.#syncing = undefined
    })
    this.#syncing = sync
    return sync
  }

  bytes({ offset, length }: Place): Buffer {
    const buffer = Buffer.alloc(length)
    return buffer.subarray(0, readSync(this.#file, buffer, 0, length, offset))
  }

  /** The lines from an offset on, which must be where one begins. Memory: the longest line. */
  *lines(offset: number): Generator<FoundLine> {
    let start = offset
    let carried: Buffer[] = []
    let length = 0
    for (;;) {
      const left = fstatSync(this.#file).size - start - length
      const chunk = this.bytes({ offset: start + length, length: Math.max(0, Math.min(CHUNK_BYTES, left)) })
      if (chunk.length === 0) break
      let from = 0
      for (let to = chunk.indexOf(NEWLINE); to >= 0; to = chunk.indexOf(NEWLINE, from)) {
        const text = Buffer.concat([...carried, chunk.subarray(from, to)]).toString('utf8')
        const bytes = length + to - from
        yield { offset: start, length: bytes, text, ended: true }
        start += bytes + 1
        carried = []
        length = 0
        from = to + 1
      }
      if (from < chunk.length) carried.push(chunk.subarray(from))
      length += chunk.length - from
    }
    if (length > 0)
      yield { offset: start, length, text: Buffer.concat(carried).toString('utf8'), ended: false }
  }

  /** Fills a line with spaces: the file keeps its length, so that nobody's places change. */
  blank({ offset, length }: Place): void {
    const file = openSync(this.path, 'r+')
    try {
      writeSync(file, Buffer.alloc(length, SPACE), 0, length, offset)
      fdatasyncSync(file)
    } finally {
      closeSync(file)
    }
  }

  close(): void {
    closeSync(this.#file)
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
