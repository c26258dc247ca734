import * as fs from 'node:fs'
import { join } from 'node:path'
import { CannotWriteError, type StromError, TryLaterError } from '../record/errors.js'

export interface Stat {
  dev: number
  ino: number
  kind: 'file' | 'directory' | 'other'
  size: number
  /** Last write to the content, and last rename or link, ms since 1970. */
  mtime: number
  ctime: number
}

/**
 * Every call of the queue to the file system goes through here, so that a test double can crash at each.
 * Paths are relative to the queue. Calls that wait for the disk are asynchronous, the others take microseconds.
 * Errors keep their errno `code`.
 */
export interface Fs {
  /** Opens a new file for writing; EEXIST where there is one. */
  create(path: string): number
  /** Writes from `at` on, and returns how many bytes were taken: perhaps not all. */
  write(fd: number, data: Uint8Array, at: number): number
  openDir(path: string): number
  fsync(fd: number): Promise<void>
  close(fd: number): void
  /** The text of a regular file of at most `limit` bytes; EFTYPE for anything else (never blocks on a FIFO). */
  read(path: string, limit: number): string
  list(path: string): string[]
  /** The same one by one, for who needs only the first of many. */
  scan(path: string): Iterable<string>
  rename(from: string, to: string): void
  link(from: string, to: string): void
  unlink(path: string): void
  mkdir(path: string): void
  /** Of the name itself, not of what it points to; undefined where there is none. */
  lstat(path: string): Stat | undefined
  /** Type of the file system (its magic number), free bytes, free inodes; Infinity where there is no limit. */
  statfs(): { type: number; bytes: number; inodes: number }
}

const { O_CREAT, O_EXCL, O_WRONLY, O_RDONLY, O_NOFOLLOW, O_NONBLOCK, O_DIRECTORY } = fs.constants

/** Names that are fetched at once. */
const SCAN = 1024

/** The file system below `root`. */
export function nodeFs(root: string): Fs {
  const at = (path: string) => join(root, path)
  return {
    create: (path) =>
      call('create', path, () => fs.openSync(at(path), O_CREAT | O_EXCL | O_NOFOLLOW | O_WRONLY, 0o600)),
    write: (fd, data, from) => call('write', 'a file', () => fs.writeSync(fd, data, from)),
    openDir: (path) => call('open', path, () => fs.openSync(at(path), O_RDONLY | O_DIRECTORY)),
    fsync: (fd) =>
      new Promise((done, fail) =>
        fs.fsync(fd, (error) => (error ? fail(explain(error, 'sync', 'a file or folder')) : done())),
      ),
    close: (fd) => call('close', 'a file', () => fs.closeSync(fd)),
    read: (path, limit) => call('read', path, () => readRegular(at(path), limit)),
    list: (path) => call('list', path, () => fs.readdirSync(at(path))),
    *scan(path) {
      const dir = call('list', path, () => fs.opendirSync(at(path), { bufferSize: SCAN }))
      try {
        for (;;) {
          const entry = call('list', path, () => dir.readSync())
          if (!entry) return
          yield entry.name
        }
      } finally {
        dir.closeSync()
      }
    },
    rename: (from, to) => call('rename', from, () => fs.renameSync(at(from), at(to))),
    link: (from, to) => call('link', to, () => fs.linkSync(at(from), at(to))),
    unlink: (path) => call('unlink', path, () => fs.unlinkSync(at(path))),
    mkdir: (path) => call('mkdir', path, () => fs.mkdirSync(at(path), 0o700)),
    lstat(path) {
      const name = path === '' ? `${root}/.` : at(path) // the queue itself may be reached through a link
      const stat = call('lstat', path, () => fs.lstatSync(name, { throwIfNoEntry: false }))
      return (
        stat && {
          dev: stat.dev,
          ino: stat.ino,
          kind: kindOf(stat),
          size: stat.size,
          mtime: stat.mtimeMs,
          ctime: stat.ctimeMs,
        }
      )
    },
    statfs() {
      const { type, bavail, bsize, files, ffree } = call('statfs', '', () => fs.statfsSync(root))
      return { type, bytes: bavail * bsize, inodes: files ? ffree : Number.POSITIVE_INFINITY }
    },
  }
}

function kindOf(stat: fs.Stats): Stat['kind'] {
  return stat.isFile() ? 'file' : stat.isDirectory() ? 'directory' : 'other'
}

function readRegular(path: string, limit: number): string {
  const fd = fs.openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
  try {
    const stat = fs.fstatSync(fd)
    if (!stat.isFile() || stat.size > limit)
      throw Object.assign(new Error('not a job file'), { code: 'EFTYPE' })
    return fs.readFileSync(fd, 'utf8')
  } finally {
    fs.closeSync(fd)
  }
}

function call<T>(what: string, path: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    throw explain(error as NodeJS.ErrnoException, what, path)
  }
}

const HINTS: Record<string, string> = {
  ENOSPC: 'the disk is full: free some space; nothing that was acknowledged is lost',
  EDQUOT: 'the disk quota is used up: free some space; nothing that was acknowledged is lost',
  EROFS: 'the file system is read-only: choose another folder with --queue DIR',
  EACCES: 'choose a folder you may write to with --queue DIR',
  EPERM: 'choose a folder you may write to with --queue DIR',
  EIO: 'the disk reports errors: check it before going on',
  EXDEV: 'the folders of a queue must be on one file system, none of them a mount or a link',
}

/** Gives a system error its place, a hint and an exit code, and keeps its errno `code`. */
export function explain(
  error: NodeJS.ErrnoException,
  what: string,
  path: string,
): StromError & { code: string } {
  const code = error.code ?? 'EUNKNOWN'
  const busy = code === 'EMFILE' || code === 'ENFILE' || code === 'EAGAIN'
  const hint = busy ? 'too many files are open: run fewer at once (--jobs), or raise ulimit -n' : HINTS[code]
  const Kind = busy ? TryLaterError : CannotWriteError
  return Object.assign(new Kind(`queue: ${what} ${path}: ${error.message}`, hint, { cause: error }), { code })
}

/** Is this a system error of one of these codes? */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
