import { readFile } from 'node:fs/promises'
import { MissingInputError } from '../record/errors.js'

/** The lines of a file that a flag names. @throws MissingInputError */
export async function linesOf(path: string, flag: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error) => {
    throw new MissingInputError(`${path}: ${error.message}`, `check the path given with ${flag}`)
  })
  return text.replace(/^\uFEFF/, '').split(/\r?\n/)
}
