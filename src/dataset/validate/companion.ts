import type { Found } from './file.js'
import type { Report } from './shape.js'

/** A file that a trainer reads beside the rows. */
export interface Companion {
  name: string
  /** What it is for, for who has none. */
  why: string
  /** Checks what it holds. @param file the name of the file with the rows @param columns the fields they have */
  check(value: unknown, file: string, report: Report, columns: ReadonlySet<string>): void
}

/** @param text of the companion; undefined where there is none */
export function checkCompanion(
  { why, check }: Companion,
  text: string | undefined,
  file: string,
  columns: ReadonlySet<string> = new Set(),
): Found[] {
  const found: Found[] = []
  const report: Report = (field, reason, fix, warning) =>
    found.push({ line: 0, field, reason, fix, ...(warning && { warning }) })
  const name = file.replace(/^.*[/\\]/, '')
  if (text === undefined) report('', `missing: ${why}`, `strom export writes it; it must name ${name}`, true)
  else {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      report('', 'not JSON', 'write one object')
      return found
    }
    check(value, name, report, columns)
  }
  return found
}
