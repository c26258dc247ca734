import { createReadStream } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Readable } from 'node:stream'
import { DataError, MissingInputError } from '../record/errors.js'
import type { Extent } from './extent.js'
import { CHUNK_BYTES, missing, type Source, untilStopped } from './input.js'
import { isArchive, isReadFirst, pickFiles, unreadFiles } from './pick-files.js'
import { damaged, openZip, type Zip } from './zip.js'
import { unpacked } from './zst.js'

/** A file that is opened when its turn comes. */
interface ExportFile {
  /** As shown in messages and in `source` of the turns. */
  file: string
  /** Its size in bytes, where it is known. */
  size: number | undefined
  open(): Promise<Readable>
  /** What to say when it cannot be read. */
  failed(name: string, error: unknown): Error
}

/**
 * Opens, one after the other, the files that matter of each input: a file, a folder, a ZIP, or `-` for stdin. What
 * conversations are joined with comes first, such as ratings, whichever input it is in.
 * @param note told of what is not read
 * @param extent is told how much there is to read, and how much was
 * @throws MissingInputError where a path cannot be read or holds nothing to read, DataError where a ZIP is damaged
 */
export async function* exportSources(
  paths: readonly string[],
  stdin: Readable,
  stop: AbortSignal,
  note: (text: string) => void = () => {},
  extent?: Extent,
): AsyncGenerator<Source> {
  const zips: Zip[] = []
  try {
    const found = await Promise.all(paths.map((path) => filesOf(path, stdin, zips, note)))
    const files = found.flat()
    if (extent) extent.total = files.reduce<number | undefined>((sum, { size }) => add(sum, size), 0)
    const first = files.filter(({ file }) => isReadFirst(file))
    for (const { file, open, failed } of [...first, ...files.filter(({ file }) => !isReadFirst(file))]) {
      if (stop.aborted) return
      const stream = await open().catch((error) => {
        throw error instanceof DataError ? error : failed(file, error)
      })
      const chunks = untilStopped(stream, file, stop, failed)
      yield { file, chunks: extent ? extent.count(chunks) : chunks }
    }
  } finally {
    for (const zip of zips) zip.close()
  }
}

async function filesOf(
  path: string,
  stdin: Readable,
  zips: Zip[],
  note: (text: string) => void,
): Promise<ExportFile[]> {
  if (path === '-') return [{ file: '<stdin>', size: undefined, open: async () => stdin, failed: missing }]
  const found = await stat(path).catch((error) => {
    throw missing(path, error)
  })
  if (found.isDirectory()) {
    const entries = await readdir(path, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile() || entry.isSymbolicLink())
      .map((entry) => relative(path, join(entry.parentPath, entry.name)).split(sep).join('/'))
    // People keep the archives that they are sent: each is an export of its own.
    const archives = files.filter(isArchive).sort()
    const inside = await Promise.all(archives.map((name) => filesOf(join(path, name), stdin, zips, note)))
    const loose = files.filter((name) => !isArchive(name))
    const own = archives.length > 0 && pickFiles(loose).length === 0 ? [] : chosen(path, loose, note)
    return [...(await Promise.all(own.map((name) => onDisk(join(path, name))))), ...inside.flat()]
  }
  // Only a regular file can be looked into without taking bytes from whoever reads it next.
  if (!found.isFile() || !(await isZip(path))) return [await onDisk(path)]
  const zip = await openZip(path)
  zips.push(zip)
  return chosen(path, zip.names, note).map((name) => ({
    file: `${path}/${name}`,
    size: zip.size(name),
    open: async () => opened(name, await zip.open(name)),
    failed: damaged,
  }))
}

async function onDisk(file: string): Promise<ExportFile> {
  const found = await stat(file).catch(() => undefined) // what is missing is said when it is opened
  return {
    file,
    size: found?.isFile() ? found.size : undefined,
    open: async () => opened(file, createReadStream(file, { highWaterMark: CHUNK_BYTES })),
    failed: missing,
  }
}

function opened(file: string, stream: Readable): Readable {
  return file.endsWith('.zst') ? unpacked(file, stream) : stream
}

function add(sum: number | undefined, size: number | undefined): number | undefined {
  return sum === undefined || size === undefined ? undefined : sum + size
}

async function isZip(path: string): Promise<boolean> {
  const handle = await open(path).catch((error) => {
    throw missing(path, error)
  })
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    // A file's header, or the end record of an archive without files.
    return bytesRead === 4 && ['PK\u0003\u0004', 'PK\u0005\u0006'].includes(buffer.toString('latin1'))
  } finally {
    await handle.close()
  }
}

function chosen(path: string, names: readonly string[], note: (text: string) => void): string[] {
  const files = pickFiles(names)
  const unread = unreadFiles(names)
  if (unread.length)
    note(`${path}: not read: ${unread.slice(0, 4).join(', ')}${unread.length > 4 ? ', ...' : ''}`)
  if (files.length) return files
  throw new MissingInputError(
    `${path} holds no conversations: neither conversations.json nor *.jsonl, *.json or *.zip`,
    'name the file itself',
  )
}
