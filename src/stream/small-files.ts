import { existsSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { CannotWriteError } from '../record/errors.js'
import { fileOutput } from './output.js'

/**
 * Writes a new file, whole or not at all. One that is there already is not replaced: its name was typed in a
 * conversation, or chosen by a model.
 * @throws CannotWriteError
 */
export async function writeNew(path: string, lines: Iterable<string>): Promise<void> {
  if (existsSync(path)) throw new CannotWriteError(`${path} exists; name another file`)
  const output = await fileOutput(path)
  try {
    for (const line of lines) await output.write(`${line}\n`)
  } catch (error) {
    await output.keepPartial().catch(() => {})
    throw error
  }
  await output.close()
}

/** The text of a small file that may be missing: then undefined. */
export async function textIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false
}
