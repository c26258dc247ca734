import { appendFileSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { CannotWriteError } from '../record/errors.js'

/**
 * Adds a record to a log of JSON lines. One short write in append mode: any number of processes may log to one file.
 * @throws CannotWriteError
 */
export function appendLog(path: string, record: Record<string, unknown>): void {
  try {
    mkdirSync(dirname(path), { recursive: true })
    appendFileSync(path, `${JSON.stringify(record)}\n`)
  } catch (error) {
    throw new CannotWriteError(
      `cannot write ${path}: ${(error as Error).message}`,
      'set logs in system.yaml to a folder you may write to',
    )
  }
}
