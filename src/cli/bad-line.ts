import { DataError, UpstreamError } from '../record/errors.js'
import type { BadLine } from '../stream/sink.js'
import { excerpt, visible } from '../text/visible.js'

/** A bad line as an error: file, line and column, what is wrong, the text around it, what to do. */
export async function badLineError(file: string, bad: BadLine): Promise<DataError> {
  const { text, problem } = bad
  if (problem.upstream) return new UpstreamError(`${file}:${bad.line}`, problem.upstream)
  const offset = problem.syntax ? await syntaxErrorOffset(text) : undefined
  const shown = offset === undefined ? '' : `\n${excerpt(text, offset)}`
  return new DataError(
    `${file}:${placeOf(bad, offset)}: ${visible(problem.message)}${shown}`,
    problem.hint ??
      (problem.syntax
        ? 'one JSON object per line is expected; --on-error skip goes on without it'
        : undefined),
  )
}

/** Line and column of the offset, or of the start of a value that is somewhere in an array. */
function placeOf({ line, column = 1, at, text }: BadLine, offset: number | undefined): string {
  const before = text.slice(0, offset ?? 0).split('\n')
  const inLine = (before.at(-1)?.length ?? 0) + (before.length === 1 ? column : 1)
  const place =
    offset === undefined && typeof at !== 'string' ? `${line}` : `${line + before.length - 1}:${inLine}`
  return typeof at === 'string' ? `${place} (${at})` : place
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
