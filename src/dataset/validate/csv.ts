import { templateTokenIn } from '../../text/template-tokens.js'
import { COLUMNS } from '../formats/csv-columns.js'
import { type CsvRow, CsvRows } from './csv-rows.js'
import type { Found } from './file.js'
import { checkText, liveToken, type Report } from './shape.js'

/** Checks a table as `strom export --format csv` writes it. */
export class CsvChecker {
  readonly #csv = new CsvRows()
  readonly #utf8 = new TextDecoder('utf-8')
  #header: readonly string[] | undefined
  rows = 0

  /** What is wrong, piece by piece. */
  async *check(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Found[]> {
    for await (const chunk of chunks)
      yield this.#found(this.#csv.push(this.#utf8.decode(chunk, { stream: true })))
    yield this.#found([...this.#csv.push(this.#utf8.decode()), ...this.#csv.end()])
    const none = this.rows === 0
    if (none) yield [{ line: 0, field: '', reason: 'no rows', fix: 'add rows' }]
  }

  #found(rows: readonly CsvRow[]): Found[] {
    return rows.flatMap((row) => {
      const found: Found[] = row.problems.map((problem) => ({ line: row.line, field: '', ...problem }))
      const report: Report = (field, reason, fix, warning) =>
        found.push({ line: row.line, field, reason, fix, ...(warning && { warning }) })
      if (this.#header) this.#row(row.cells, this.#header, report)
      else this.#header = this.#checkHeader(row.cells, report)
      return found
    })
  }

  #checkHeader(cells: readonly string[], report: Report): readonly string[] {
    for (const name of COLUMNS)
      if (!cells.includes(name)) report(name, 'no such column', `the header is ${COLUMNS.join(',')}`)
    for (const [i, name] of cells.entries()) {
      if (cells.indexOf(name) < i) report(name, 'a column twice', 'remove one')
      else if (!COLUMNS.includes(name)) report(name, 'a column that nobody reads', 'remove it', true)
    }
    return cells
  }

  #row(cells: readonly string[], header: readonly string[], report: Report): void {
    this.rows++
    if (cells.length !== header.length)
      report(
        '',
        `${cells.length} cells, where the header has ${header.length}`,
        'put cells with commas or line breaks in quotes',
      )
    for (const [i, cell] of cells.entries()) {
      const field = header[i] ?? `cell ${i + 1}`
      if (/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(cell))
        report(field, 'a spreadsheet would run it as a formula', 'put an apostrophe in front')
      if (cell.includes('\ufffd'))
        report(field, 'holds U+FFFD: the file was no UTF-8, or was none before', 'save it as UTF-8', true)
      const token = templateTokenIn(cell)
      if (token) report(field, ...liveToken(token))
      if (field === 'instruction' || field === 'output') checkText(cell, field, report)
      if (field === 'confidence' && cell !== '' && !(Number(cell) >= 0 && Number(cell) <= 1))
        report(
          field,
          `${JSON.stringify(cell.slice(0, 20))} is no number from 0 to 1`,
          'write one, or nothing',
        )
    }
  }
}
