import { CannotWriteError } from '../record/errors.js'
import { GrowingFile } from './grow.js'

/**
 * Adds a record to a log of JSON lines, to which any number of processes may log.
 * @throws CannotWriteError
 */
export function appendLog(path: string, record: Record<string, unknown>): void {
  try {
    const file = new GrowingFile(path, { folder: true, mode: 0o666 })
    try {
      file.append(JSON.stringify(record))
    } finally {
      file.close()
    }
  } catch (error) {
    throw new CannotWriteError(
      `cannot write ${path}: ${(error as Error).message}`,
      'set logs in system.yaml to a folder you may write to',
    )
  }
}
