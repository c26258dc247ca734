import { once } from 'node:events'
import { createReadStream } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { Writable } from 'node:stream'
import { isatty } from 'node:tty'
import { CannotWriteError, StromError } from '../record/errors.js'
import { visibleText } from '../text/visible.js'
import { holdFile } from './lock.js'
import { endOfLinks, replacing } from './replace.js'

const NEWLINE = 10
const CHUNK_BYTES = 1 << 20

/** Where records go. */
export interface Output {
  /** Resolves when more may be written, so that a slow reader slows strom down; bytes may be used again then. */
  write(data: string | Uint8Array): Promise<void>
  /** Everything is written and safe; only now does a file appear under its name. */
  close(): Promise<void>
  /** The run ended early: a file keeps its old content, and what was written is left beside it as FILE.partial. */
  keepPartial(): Promise<void>
}

/** Thrown by `write` when the reader downstream has closed the pipe: a normal end, not a failure. */
export class DownstreamClosed extends Error {}

/**
 * Writes to a stream that strom does not own, such as stdout.
 * @throws DownstreamClosed on EPIPE, CannotWriteError on anything else
 */
export class StreamOutput implements Output {
  #failure: Error | undefined

  /** @param terminal a person is looking: what would control the terminal is shown as an escape instead */
  constructor(
    private readonly stream: Writable,
    private readonly name = '<stdout>',
    private readonly terminal = false,
  ) {
    this.own()
  }

  /** Takes over the stream's errors for the life of the process. Listeners of others would throw them. */
  own(): void {
    this.stream.removeAllListeners('error')
    this.stream.on('error', (error) => this.#fail(error))
  }

  async write(data: string | Uint8Array): Promise<void> {
    this.#check()
    const shown = this.terminal ? visible(data) : data
    if (typeof shown !== 'string') return this.#finish(shown)
    if (shown && !this.stream.write(shown)) await this.#drained()
    this.#check()
  }

  async close(): Promise<void> {
    await this.#finish('')
  }

  /** Waits until this is written, and all before it. */
  async #finish(data: string | Uint8Array): Promise<void> {
    const error = await new Promise<Error | null | undefined>((done) => this.stream.write(data, done))
    if (error) this.#fail(error)
    this.#check()
  }

  async keepPartial(): Promise<void> {}

  #fail(error: NodeJS.ErrnoException): void {
    this.#failure ??= error.code === 'EPIPE' ? new DownstreamClosed() : cannotWrite(this.name, error)
  }

  #check(): void {
    if (this.#failure) throw this.#failure
  }

  async #drained(): Promise<void> {
    if (this.stream.destroyed) return
    const waiting = new AbortController()
    const { signal } = waiting
    await Promise.race([
      once(this.stream, 'drain', { signal }),
      once(this.stream, 'close', { signal }),
    ]).catch(() => {}) // the failure is noted by the listener above
    waiting.abort()
  }
}

export interface FileOptions {
  /** Start with what the file holds now, and let no other process of strom that appends change it meanwhile. */
  append?: boolean
  /** Of a new file, before the umask; one that is replaced keeps its own. */
  mode?: number
}

/**
 * Opens a file that appears under its name only when it is complete.
 * @throws CannotWriteError, TryLaterError where another process appends to it
 */
export async function fileOutput(path: string, { append = false, mode }: FileOptions = {}): Promise<Output> {
  // A device or a pipe is written to, never replaced.
  const found = await stat(path).catch(() => undefined)
  if (found && !found.isFile()) return deviceOutput(path)
  const failed = (error: NodeJS.ErrnoException): never => {
    throw error instanceof StromError ? error : cannotWrite(path, error)
  }
  const held = append ? await holdFile(endOfLinks(path)).catch(failed) : undefined
  const file = await replacing(path, mode).catch((error) => {
    held?.release()
    return failed(error)
  })
  const { handle, target } = file
  if (append) await copyInto(handle, target).catch(failed)
  return {
    write: (data) => handle.writeFile(data).catch(failed),
    async close() {
      await file.commit().catch(failed)
      held?.release()
    },
    async keepPartial() {
      await file.leaveAs(`${target}.partial`).catch(failed)
      held?.release()
    },
  }
}

/** A file in a folder that is not yet under its name. @throws CannotWriteError */
export async function newOutput(path: string, mode: number): Promise<Output> {
  const failed = (error: NodeJS.ErrnoException): never => {
    throw cannotWrite(path, error)
  }
  const handle = await open(path, 'w', mode).catch(failed)
  const close = async () => {
    await handle.sync().catch(failed)
    await handle.close().catch(failed)
  }
  return { write: (data) => handle.writeFile(data).catch(failed), close, keepPartial: close }
}

async function deviceOutput(path: string): Promise<Output> {
  const failed = (error: NodeJS.ErrnoException): never => {
    throw error.code === 'EPIPE' ? new DownstreamClosed() : cannotWrite(path, error)
  }
  const handle = await open(path, 'w').catch(failed)
  const close = () => handle.close().catch(failed)
  const terminal = isatty(handle.fd)
  const write = (data: string | Uint8Array) => handle.writeFile(terminal ? visible(data) : data).catch(failed)
  return { write, close, keepPartial: close }
}

/** For a terminal: what would control it is shown as an escape instead. */
function visible(data: string | Uint8Array): string {
  return visibleText(typeof data === 'string' ? data : Buffer.from(data).toString('utf8'))
}

/** What the file holds, if it is there, with the newline that one by another hand may lack at its end. */
async function copyInto(handle: FileHandle, path: string): Promise<void> {
  if (!(await stat(path).catch(() => undefined))) return
  let last = NEWLINE
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
    await handle.writeFile(chunk)
    last = chunk.at(-1)
  }
  if (last !== NEWLINE) await handle.writeFile('\n')
}

function cannotWrite(name: string, error: NodeJS.ErrnoException): CannotWriteError {
  const hints: Record<string, string> = {
    ENOSPC: 'free some space and run the command again',
    ENOENT: 'make the folder first',
    EACCES: 'choose a folder you may write to',
    EROFS: 'the file system is read-only: choose another folder',
  }
  return new CannotWriteError(`cannot write ${name}: ${error.message}`, hints[error.code ?? ''])
}
