import { once } from 'node:events'
import { copyFile, type FileHandle, open, rename, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { isatty } from 'node:tty'
import { CannotWriteError } from '../record/errors.js'
import { visibleText } from '../text/visible.js'

/** Where records go. `write` resolves when more may be written: a slow reader slows strom down. */
export interface Output {
  write(text: string | Uint8Array): Promise<void>
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

  async write(text: string | Uint8Array): Promise<void> {
    this.#check()
    const shown = this.terminal ? visibleText(stringOf(text)) : text
    if (text.length && !this.stream.write(shown)) await this.#drained()
    this.#check()
  }

  async close(): Promise<void> {
    const error = await new Promise<Error | null | undefined>((done) => this.stream.write('', done))
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

/**
 * Opens a file that appears under its name only when it is complete: a temporary file in the same folder,
 * synced, then renamed.
 * @param keep start with what the file holds now
 * @throws CannotWriteError
 */
export async function fileOutput(path: string, keep = false): Promise<Output> {
  const target = resolve(path)
  // A device or a pipe is written to, never replaced.
  const found = await stat(target).catch(() => undefined)
  if (found && !found.isFile()) return deviceOutput(path)
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`)
  const failed = (error: NodeJS.ErrnoException): never => {
    throw cannotWrite(path, error)
  }
  if (keep) await copyFile(target, temporary).catch(failed)
  const handle = await open(temporary, keep ? 'a+' : 'w').catch(failed)
  if (keep) await endLine(handle).catch(failed)
  return {
    write: (text) => handle.writeFile(text).catch(failed),
    async close() {
      await handle.sync().catch(failed)
      await handle.close().catch(failed)
      await rename(temporary, target).catch(failed)
      await syncFolder(dirname(target))
    },
    async keepPartial() {
      await handle.close()
      await rename(temporary, `${target}.partial`).catch(failed)
    },
  }
}

async function deviceOutput(path: string): Promise<Output> {
  const failed = (error: NodeJS.ErrnoException): never => {
    throw error.code === 'EPIPE' ? new DownstreamClosed() : cannotWrite(path, error)
  }
  const handle = await open(path, 'w').catch(failed)
  const close = () => handle.close().catch(failed)
  const shown = isatty(handle.fd) ? (text: string | Uint8Array) => visibleText(stringOf(text)) : undefined
  return { write: (text) => handle.writeFile(shown?.(text) ?? text).catch(failed), close, keepPartial: close }
}

function stringOf(text: string | Uint8Array): string {
  return typeof text === 'string' ? text : Buffer.from(text).toString()
}

/** Adds the newline that a file by another hand may lack at its end. */
async function endLine(handle: FileHandle): Promise<void> {
  const { size } = await handle.stat()
  if (size === 0) return
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  if (buffer[0] !== 10) await handle.write('\n')
}

/** Makes a new name in the folder survive a power cut, on platforms that can. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
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
