import { DataError } from '../record/errors.js'
import type { BadLine } from '../stream/batch.js'
import { excerpt, visible } from '../text/visible.js'

/** A bad line as an error: file, line and column, what is wrong, the text around it, what to do. */
export async function badLineError(file: string, bad: BadLine): Promise<DataError> {
  const { line, text, problem } = bad
  const column = problem.syntax ? await syntaxErrorOffset(text) : undefined
  const where = `${file}:${line}${column === undefined ? '' : `:${column + 1}`}`
  const shown = column === undefined ? '' : `\n${excerpt(text, column)}`
  return new DataError(
    `${where}: ${visible(problem.message)}${shown}`,
    problem.hint ??
      (problem.syntax
        ? 'one JSON object per line is expected; --on-error skip goes on without it'
        : undefined),
  )
}

/** Where the text stops being JSON, as a UTF-16 offset; undefined where it cannot be told. */
async function syntaxErrorOffset(text: string): Promise<number | undefined> {
  const { visit } = await import('jsonc-parser')
  let first: number | undefined
  try {
    visit(
      text,
      {
        onError: (_code, offset) => {
          first ??= offset
        },
      },
      { disallowComments: true },
    )
  } catch {
    return undefined // nested deeper than the stack
  }
  return first
}
