import { readFileSync } from 'node:fs'
import type { Calibration } from '../record/calibration.js'
import { ConfigError, MissingInputError } from '../record/errors.js'
import { parseRecord } from '../record/parse.js'

/** A file that `judge --calibrate` made. @throws MissingInputError, ConfigError where it is none */
export function loadCalibration(path: string): Calibration {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new MissingInputError(`${path}: cannot be read: ${(error as Error).message}`)
  }
  const parsed = parseRecord('calibration', text)
  if (parsed.problem) throw new ConfigError(`${path}: ${parsed.problem.message}`, parsed.problem.hint)
  return parsed.record
}
