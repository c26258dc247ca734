import type { Readable } from 'node:stream'
import type { Entry, ZipFile } from 'yauzl'
import { DataError } from '../record/errors.js'

/** An archive whose files are opened when their turn comes. */
export interface Zip {
  names: string[]
  /** What the archive says of the file's size in bytes. */
  size(name: string): number | undefined
  open(name: string): Promise<Readable>
  close(): void
}

/**
 * Reads the list of files in a ZIP. Nothing is written to disk, and what an entry inflates to is passed on in chunks,
 * so neither the names nor the sizes in the archive can do harm.
 * @throws DataError where the archive is damaged
 */
export async function openZip(path: string): Promise<Zip> {
  const { openPromise } = await import('yauzl')
  const entries = new Map<string, Entry>()
  let zip: ZipFile
  try {
    zip = await openPromise(path, { autoClose: false })
    for await (const entry of zip.eachEntry()) {
      if (!entry.fileName.endsWith('/')) entries.set(entry.fileName, entry)
    }
  } catch (error) {
    throw damaged(path, error)
  }
  return {
    names: [...entries.keys()],
    size: (name) => entries.get(name)?.uncompressedSize,
    async open(name) {
      const entry = entries.get(name)!
      if (entry.isEncrypted()) throw damaged(`${path}/${name}`, new Error('encrypted'))
      return zip.openReadStreamPromise(entry)
    },
    close: () => zip.close(),
  }
}

/** What to say of an archive, or a file in it, that cannot be read. */
export function damaged(name: string, error: unknown): DataError {
  return new DataError(
    `${name}: ${(error as Error).message}`,
    'download the archive again, or unpack it and give the folder to --input',
  )
}
