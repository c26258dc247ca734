import type { PrivateKind } from '../conversation/redact/match.js'
import { Names } from '../conversation/redact/names.js'
import { findPrivate, openFinders, type PrivateText, redactedLine } from '../conversation/redact/redact.js'
import type { Tokens } from '../conversation/redact/tokens.js'
import type { Step } from '../stream/batch.js'
import type { Sink } from '../stream/sink.js'

export interface RedactOptions {
  kinds: ReadonlySet<PrivateKind>
  /** Lines of names. */
  people: readonly string[]
  /** Records without anything private are not written either. */
  check: boolean
}

/** Finds what is private in each record; holds those that have it, as tokens are numbered in the order of the records. */
export async function step({ kinds, people, check }: RedactOptions): Promise<Step<'any'>> {
  const finders = await openFinders(kinds, new Names(people))
  return async (_, sink) => {
    const found: PrivateText[] = await findPrivate(sink.text, finders)
    if (found.length) sink.hold(found)
    else if (!check) sink.pass()
  }
}

/** Writes each record that was held with tokens in place of what is private, and tells of each place. */
export function endOf(
  tokens: Tokens,
  { check, onFound }: { check: boolean; onFound: (kind: PrivateKind, path: string, sink: Sink) => void },
): (found: PrivateText[], sink: Sink) => void {
  return (found, sink) => {
    for (const { path, matches } of found) for (const { kind } of matches) onFound(kind, path, sink)
    if (!check) sink.write(redactedLine(sink.text, found, tokens))
  }
}
