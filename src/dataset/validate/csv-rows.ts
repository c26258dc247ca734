/** A row of a table, and what is wrong with how it is written. */
export interface CsvRow {
  /** Where it begins, counted from 1. */
  line: number
  cells: string[]
  problems: { reason: string; fix: string }[]
}

/** A quote that is never closed would take in the rest of the file. */
const MAX_CELL = 10_000_000

/** Cuts text into the rows of a table (RFC 4180), piece by piece. Wrong rows are told, and cut as readers cut them. */
export class CsvRows {
  #line = 1
  #row: CsvRow = newRow(1)
  #cell: string[] = []
  #length = 0
  #state: 'start' | 'plain' | 'quoted' | 'quote' = 'start'
  /** A carriage return at the end of a piece, which may belong to a line break. */
  #return = false

  push(text: string): CsvRow[] {
    const done: CsvRow[] = []
    for (let i = 0; i < text.length; i++) {
      const char = text[i] as string
      if (this.#return && char !== '\n')
        this.#problem('a carriage return alone', 'end lines with \\n or \\r\\n')
      this.#return = false
      if (char === '\n') this.#line++
      if (this.#state === 'quoted') {
        const quote = text.indexOf('"', i)
        const end = quote < 0 ? text.length : quote
        const part = text.slice(i, end)
        if (char !== '"') {
          this.#line += part.split('\n').length - 1 - (char === '\n' ? 1 : 0)
          this.#add(part)
          i = end - 1
        } else this.#state = 'quote'
      } else if (char === '"' && this.#state === 'start') this.#state = 'quoted'
      else if (char === '"' && this.#state === 'quote') {
        this.#add('"')
        this.#state = 'quoted'
      } else if (char === ',') this.#endCell()
      else if (char === '\n') {
        this.#endCell()
        if (this.#row.cells.length > 1 || this.#row.cells[0] !== '') done.push(this.#row)
        this.#row = newRow(this.#line)
      } else if (char === '\r') this.#return = true
      else {
        if (this.#state === 'quote')
          this.#problem('text behind a closing quote', 'write quotes inside a cell twice')
        if (char === '"')
          this.#problem(
            'a quote in a cell that is not quoted',
            'put the cell in quotes, and write the inner ones twice',
          )
        this.#state = 'plain'
        this.#add(char)
      }
    }
    return done
  }

  end(): CsvRow[] {
    if (this.#state === 'quoted') this.#problem('a quote that is never closed', 'close it')
    const empty = this.#state === 'start' && this.#row.cells.length === 0
    return empty ? [] : this.push('\n')
  }

  #endCell(): void {
    this.#row.cells.push(this.#cell.join(''))
    this.#cell = []
    this.#length = 0
    this.#state = 'start'
  }

  #add(part: string): void {
    this.#length += part.length
    if (this.#length <= MAX_CELL) this.#cell.push(part)
  }

  #problem(reason: string, fix: string): void {
    if (this.#row.problems.every((problem) => problem.reason !== reason))
      this.#row.problems.push({ reason, fix })
    if (this.#state === 'quoted') this.#state = 'plain'
  }
}

const newRow = (line: number): CsvRow => ({ line, cells: [], problems: [] })
