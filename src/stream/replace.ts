import { randomUUID } from 'node:crypto'
import { fstatSync, readlinkSync, statSync } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { claim, type Lock, removeDead } from './lock.js'

/** A file that takes the place of another, or a new name, when it is complete. Errors are the system's. */
export interface Replacement {
  /** Where it will be: the end of all links. */
  readonly target: string
  readonly handle: FileHandle
  /** Synced, and under its name, with the mode and, where we may, the owner of the file it replaces. */
  commit(): Promise<void>
  /** Puts what is there under another name. */
  leaveAs(path: string): Promise<void>
}

const READ_AND_WRITE = 0o666

/**
 * Begins a file beside its place. What a killed process has left there is removed; what another one is writing is not
 * touched, so that of two the last one to end wins. Other hard links to a replaced file keep its old content.
 * @param mode of a file that is new, before the umask
 */
export async function replacing(path: string, mode = READ_AND_WRITE): Promise<Replacement> {
  const target = endOfLinks(path)
  const old = await stat(target).catch(() => undefined)
  const {
    path: temporary,
    handle,
    lock,
  } = await beside(target, (path) => open(path, 'wx+', (old?.mode ?? mode) & 0o777))
  const become = async (to: string) => {
    await handle.close()
    await rename(temporary, to)
    lock.release()
    await syncFolder(dirname(to))
  }
  return {
    target,
    handle,
    async commit() {
      if (old) {
        await handle.chown(old.uid, old.gid).catch(() => {}) // only root may give a file away
        await handle.chmod(old.mode & 0o7777)
      }
      await handle.sync()
      await become(target)
    },
    leaveAs: become,
  }
}

/** The same for a folder: an empty one beside its place, locked until `lock` is released. */
export async function folderBeside(target: string, mode: number): Promise<{ path: string; lock: Lock }> {
  const make = async (path: string) => {
    await mkdir(path, { mode })
    return open(path, 'r')
  }
  const { path, handle, lock } = await beside(target, make)
  await handle.close()
  return { path, lock }
}

/** Makes something new beside its place, under the first name that no living process has. */
async function beside(target: string, make: (path: string) => Promise<FileHandle>) {
  for (let n = 0; ; n++) {
    const path = join(dirname(target), `.${basename(target)}.${n}.tmp`)
    await removeDead(path)
    const handle = await make(path).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
    const lock = handle && (await claim(path, handle.fd))
    if (lock) return { path, handle, lock }
    await handle?.close()
  }
}

/** A temporary file of `writeWhole` that is older than this was left by a killed process. */
const LEFT_MS = 3_600_000
const swept = new Set<string>()

/**
 * Writes a small file that only its owner may read, whole or not at all, also after a power cut.
 * @throws the system's error
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  if (!swept.has(folder)) {
    swept.add(folder)
    await sweep(folder)
  }
  const temporary = join(folder, `.${randomUUID()}.tmp`)
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
    await file.close()
    await rename(temporary, path)
  } catch (error) {
    await file.close().catch(() => {})
    await rm(temporary, { force: true }).catch(() => {})
    throw error
  }
  await syncFolder(folder)
}

async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!/^\.[0-9a-f-]{36}\.tmp$/.test(name)) continue
    const path = join(folder, name)
    const age = Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > LEFT_MS) await rm(path, { force: true })
  }
}

/** Makes a new name in the folder survive a power cut, on platforms that can. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined)
  await folder?.sync().catch(() => {})
  await folder?.close()
}

/** Where a path leads, also where nothing is there yet. */
export function endOfLinks(path: string): string {
  let at = resolve(path)
  for (let links = 0; links < 40; links++) {
    let to: string
    try {
      to = readlinkSync(at)
    } catch {
      return at
    }
    at = resolve(dirname(at), to)
  }
  return at
}

/**
 * What a new file may be read and written by: everybody, as far as all of these may be.
 * @param paths files or folders; `-` is stdin
 */
export function modeLike(paths: readonly string[]): number {
  let mode = READ_AND_WRITE
  for (const path of paths) {
    const found = stdinOr(path)
    if (found?.isFile() || found?.isDirectory()) mode &= found.mode | 0o600
  }
  return mode
}

function stdinOr(path: string) {
  try {
    return path === '-' ? fstatSync(0) : statSync(path, { throwIfNoEntry: false })
  } catch {
    return undefined
  }
}
