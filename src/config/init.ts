import { constants, copyFileSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { CannotWriteError } from '../record/errors.js'
import { shipped } from './files.js'

/** What of the shipped configuration a project may change by a copy of its own. */
const FOLDERS = ['', 'wrappers', 'formats']

export interface Copied {
  written: string[]
  /** Files that were there and stay as they are. */
  kept: string[]
}

/**
 * Copies the commented defaults, wrappers and formats into a folder, which is made where it is missing. No file is
 * ever overwritten. Returns paths inside the folder.
 * @throws CannotWriteError
 */
export function copyDefaults(folder: string): Copied {
  const copied: Copied = { written: [], kept: [] }
  for (const inner of FOLDERS) {
    const names = readdirSync(shipped(inner), { withFileTypes: true }).filter((entry) => entry.isFile())
    try {
      mkdirSync(join(folder, inner), { recursive: true })
      for (const { name } of names) {
        const path = join(inner, name)
        copied[copyNew(shipped(path), join(folder, path)) ? 'written' : 'kept'].push(path)
      }
    } catch (error) {
      throw new CannotWriteError(
        `${folder}: ${(error as Error).message}`,
        'name another folder with --config DIR',
      )
    }
  }
  return copied
}

/** Returns false where the target was there already. */
function copyNew(from: string, to: string): boolean {
  try {
    copyFileSync(from, to, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
