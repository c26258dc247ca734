import type { BadDocument, Document } from '../../record/document.js'
import { isBad } from '../../record/document.js'
import type { Trainer } from '../trainers/trainer.js'
import { RowChecker } from './rows.js'
import { type Fault, isObject } from './shape.js'

export interface Found extends Fault {
  /** Counted from 1; 0 for the file as a whole. */
  line: number
}

/** Checks one file of rows, as the trainer reads it. */
export class FileChecker {
  readonly #checker: RowChecker
  #arrayTold = false
  readonly #told = new Set<string>()
  /** The fields that rows have. */
  readonly columns = new Set<string>()
  #bytes = 0
  rows = 0

  /** @param file its name, which tells whether it is a set for validation */
  constructor(
    private readonly trainer: Pick<Trainer, 'shapes' | 'limits' | 'acrossRows'>,
    private readonly file = '',
  ) {
    this.#checker = new RowChecker(trainer)
  }

  document(document: Document | BadDocument): Found[] {
    this.rows++
    const { line } = document
    if (isBad(document)) {
      const fix = document.problem.hint ?? 'write one JSON object a line'
      return [{ line, field: '', reason: document.problem.message, fix }]
    }
    if (isObject(document.value)) for (const key of Object.keys(document.value)) this.columns.add(key)
    const found = this.#checker
      .row(document.value)
      .filter(
        ({ warning, reason }) => warning !== 'file' || (!this.#told.has(reason) && this.#told.add(reason)),
      )
      .map((fault) => ({ line, ...fault }))
    if (typeof document.at === 'string' && !this.trainer.limits.array && !this.#arrayTold) {
      this.#arrayTold = true
      found.unshift({
        line: 0,
        field: '',
        reason: 'one JSON array, where the trainer reads a row a line',
        fix: 'write JSON Lines: jq -c ".[]" file.json > file.jsonl',
      })
    }
    return found
  }

  /** What is wrong, piece by piece. @param read cuts bytes into documents */
  async *check(
    chunks: AsyncIterable<Uint8Array>,
    read: (chunks: AsyncIterable<Uint8Array>) => AsyncIterable<(Document | BadDocument)[]>,
  ): AsyncGenerator<Found[]> {
    for await (const batch of read(this.#counted(chunks)))
      yield batch.flatMap((document) => this.document(document))
    yield this.end()
  }

  async *#counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.#bytes += chunk.length
      yield chunk
    }
  }

  /** What is wrong with the file as a whole. */
  end(): Found[] {
    const validation = isValidation(this.file)
    return this.#checker.end({ bytes: this.#bytes, validation }).map((fault) => ({ line: 0, ...fault }))
  }
}

/** Whole words at the end of a name, with the number of a shard behind them: test-drive.jsonl is about something else. */
const VALIDATION =
  /(?:^|[/\\_.-])(?:valid(?:ation)?|eval(?:uation)?|test|dev)(?:[_-]?(?:set|split|data|\d+(?:-of-\d+)?))?(?:\.\w+)*$/i

/** A set for validation may be small. */
export function isValidation(file: string): boolean {
  return VALIDATION.test(file)
}
