import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { CannotWriteError, MissingInputError } from '../record/errors.js'

/**
 * The salt in a file; one that is not there is made, readable by its owner alone.
 * @throws MissingInputError, CannotWriteError
 */
export async function saltOf(path: string): Promise<string> {
  const fresh = `${randomBytes(32).toString('hex')}\n`
  try {
    // 'wx': of two processes that start at once, one makes it and the other reads it.
    await writeFile(path, fresh, { mode: 0o600, flag: 'wx' })
    return fresh.trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST')
      throw new CannotWriteError(`cannot write ${path}: ${(error as Error).message}`, 'make the folder first')
  }
  const salt = await readFile(path, 'utf8').catch((error) => {
    throw new MissingInputError(`${path}: ${error.message}`)
  })
  if (salt.trim().length < 16)
    throw new MissingInputError(`${path}: too short for a salt`, 'remove it, and a new one is made')
  return salt.trim()
}
