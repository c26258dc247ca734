import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { CannotWriteError } from '../record/errors.js'
import { newOutput, type Output } from './output.js'
import { endOfLinks, folderBeside, syncFolder } from './replace.js'

/** Files that appear together, as a folder under its name, when all of them are complete. */
export interface FolderOutput {
  /** The file of that name, made when it is first asked for. */
  file(name: string): Promise<Output>
  /**
   * Ends files: puts them, as far as they were made, behind each other in one.
   * @returns the SHA-256 of what it holds; undefined where none of them was made
   */
  join(parts: readonly string[], to: string): Promise<string | undefined>
  close(): Promise<void>
  /** The run ended early: an older folder stays, and what was written is left beside it as DIR.partial. */
  keepPartial(): Promise<void>
  /** Nothing is to be written after all. */
  discard(): Promise<void>
}

/**
 * Opens a folder that is written beside its place and then renamed. One that is there is replaced, but only if it is
 * empty or holds the mark: no other file of a person is ever removed. A run that was killed while it put the new
 * folder in the place of the old one has left the old one beside it: that goes back first.
 * @param mark name of a file that says an older folder was made the same way
 * @param mode of the files, before the umask
 * @throws CannotWriteError
 */
export async function folderOutput(path: string, mark: string, mode = 0o666): Promise<FolderOutput> {
  const target = endOfLinks(path)
  const failed = (error: Error): never => {
    throw error instanceof CannotWriteError
      ? error
      : new CannotWriteError(`cannot write ${path}: ${error.message}`)
  }
  const replaced = join(dirname(target), `.${basename(target)}.old`)
  const left = await readdir(replaced).catch((): string[] => [])
  if (left.includes(mark)) {
    await rename(replaced, target).catch(() => {}) // only where nothing, or an empty folder, is in its place
    await rm(replaced, { recursive: true, force: true }).catch(failed)
  }
  const found = await stat(target).catch(() => undefined)
  if (found && !found.isDirectory())
    throw new CannotWriteError(`${path} is a file`, 'name another folder with --out')
  const old = found ? await readdir(target).catch(failed) : []
  if (old.length && !old.includes(mark))
    throw new CannotWriteError(
      `${path} holds files that strom did not make`,
      'name a new or empty folder with --out, or remove them',
    )
  const { path: temporary, lock } = await folderBeside(target, folderMode(found?.mode ?? mode)).catch(failed)
  const files = new Map<string, Output>()
  let moved = false
  return {
    async file(name) {
      let output = files.get(name)
      if (!output) {
        output = await newOutput(join(temporary, name), mode)
        files.set(name, output)
      }
      return output
    },
    async join(parts, to) {
      const [first, ...others] = parts.filter((part) => files.has(part))
      if (first === undefined) return undefined
      const whole = files.get(first) as Output
      for (const other of others) {
        await files.get(other)?.close()
        files.delete(other)
        for await (const chunk of createReadStream(join(temporary, other))) await whole.write(chunk)
        await rm(join(temporary, other)).catch(failed)
      }
      await whole.close()
      files.delete(first)
      const path = join(temporary, to)
      if (first !== to) await rename(join(temporary, first), path).catch(failed)
      const hash = createHash('sha256')
      await pipeline(createReadStream(path), hash)
      return hash.digest('hex')
    },
    async close() {
      for (const output of files.values()) await output.close()
      await syncFolder(temporary)
      if (found) await rename(target, replaced).catch(failed)
      await rename(temporary, target).catch(failed)
      moved = true
      lock.release()
      await syncFolder(dirname(target))
      if (found) await rm(replaced, { recursive: true, force: true }).catch(failed)
    },
    async discard() {
      for (const output of files.values()) await output.close().catch(() => {})
      await rm(temporary, { recursive: true, force: true }).catch(failed)
      lock.release()
    },
    async keepPartial() {
      if (moved) return
      for (const output of files.values()) await output.close().catch(() => {})
      await rm(`${target}.partial`, { recursive: true, force: true })
      await rename(temporary, `${target}.partial`).catch(failed)
      lock.release()
    },
  }
}

/** Who may read the files of a folder may also list it. */
function folderMode(mode: number): number {
  return (mode & 0o777) | ((mode & 0o444) >> 2)
}
