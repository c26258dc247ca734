import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { MissingInputError } from '../record/errors.js'

export const CHUNK_BYTES = 256 * 1024

export interface Source {
  /** As shown in messages: the path, or <stdin>. */
  file: string
  chunks: AsyncIterable<Uint8Array>
}

/**
 * Opens each input in turn; `-` is stdin. Ends quietly, in the middle of a file too, when `stop` is aborted.
 * @throws MissingInputError where a path is missing, a folder or unreadable
 */
export async function* sources(
  paths: readonly string[],
  stdin: Readable,
  stop: AbortSignal,
): AsyncGenerator<Source> {
  for (const path of paths) {
    if (stop.aborted) return
    if (path === '-') {
      yield { file: '<stdin>', chunks: untilStopped(stdin, '<stdin>', stop) }
      continue
    }
    const found = await stat(path).catch((error) => {
      throw missing(path, error)
    })
    if (found.isDirectory())
      throw new MissingInputError(`${path} is a folder`, 'name the files in it with --input')
    yield {
      file: path,
      chunks: untilStopped(createReadStream(path, { highWaterMark: CHUNK_BYTES }), path, stop),
    }
  }
}

/** The stream's chunks, up to its end or to the abort of `stop`, whichever comes first. */
export async function* untilStopped(
  stream: Readable,
  name: string,
  stop: AbortSignal,
  failed: (name: string, error: unknown) => Error = missing,
): AsyncGenerator<Uint8Array> {
  const destroy = () => stream.destroy()
  if (stop.aborted) {
    destroy()
    return
  }
  stop.addEventListener('abort', destroy, { once: true })
  try {
    for await (const chunk of stream) {
      yield chunk
      if (stop.aborted) return
    }
  } catch (error) {
    if (!stop.aborted) throw failed(name, error)
  } finally {
    stop.removeEventListener('abort', destroy)
  }
}

/** What to say of a path that cannot be read. */
export function missing(name: string, error: unknown): MissingInputError {
  const reasons: Record<string, string> = {
    ENOENT: 'no such file',
    EACCES: 'no permission to read it',
    EPERM: 'no permission to read it',
  }
  const { code, message } = error as NodeJS.ErrnoException
  return new MissingInputError(`${name}: ${reasons[code ?? ''] ?? message}`, 'check the path')
}
