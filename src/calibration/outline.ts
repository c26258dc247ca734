import type { Format } from '../record/format.js'
import { type Heading, type HeadingKind, isWeak } from './headings.js'

export interface Candidate extends Heading {
  line: number
}

/** A line that opens or closes a block of code. */
export const FENCE = /^\s*(?:```|~~~)/

/**
 * The candidates that are headings: those in the way of writing that covers most fields, and for a field that
 * has none of these, the ones in another way, if they come later (a list of contents comes before); and a heading
 * said a second time right below itself.
 */
export function choose(candidates: readonly Candidate[], fields: number): Candidate[] {
  const covered = new Map<HeadingKind, Set<string>>()
  for (const { kind, field } of candidates) covered.set(kind, (covered.get(kind) ?? new Set()).add(field))
  const rank = (kind: HeadingKind) => (covered.get(kind)?.size ?? 0) + (isWeak(kind) ? 0 : 0.5)
  const main = [...covered.keys()].sort((a, b) => rank(b) - rank(a))[0]
  if (!main || (isWeak(main) && rank(main) < fields / 2)) return []
  const inMain = candidates.filter(({ kind }) => kind === main)
  const first = inMain[0]?.line ?? 0
  const has = covered.get(main) ?? new Set()
  const again = (i: number) => {
    const [above, here] = [candidates[i - 1], candidates[i]]
    return above?.kind === main && above.field === here?.field && !above.rest && here.line - above.line <= 2
  }
  return candidates.filter(
    ({ kind, field, line }, i) =>
      kind === main || (!isWeak(kind) && ((line > first && !has.has(field)) || again(i))),
  )
}

/** A bare word on a line is no heading where the line is part of a wrapped paragraph. */
export function insideProse(lines: readonly string[], i: number): boolean {
  const before = lines[i - 1]?.trim() ?? ''
  const after = lines[i + 1]?.trim() ?? ''
  return /[\p{L}\p{N},-]$/u.test(before) || /^\p{Ll}/u.test(after)
}

/** Lines inside closed code fences, and the fences themselves. */
export function fencedLines(lines: readonly string[]): Set<number> {
  const fenced = new Set<number>()
  let open = -1
  lines.forEach((line, i) => {
    if (!FENCE.test(line)) return
    if (open < 0) open = i
    else {
      for (let j = open; j <= i; j++) fenced.add(j)
      open = -1
    }
  })
  return fenced
}

/** The lines of a text that puts several headings on one line: broken before each `Heading:` after a sentence. */
export function breakAtHeadings(format: Format, text: string): string[] {
  const all = Object.values(format.fields).flatMap(({ heading }) => [heading, heading.toUpperCase()])
  const any = [...new Set(all)].map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|')
  const inline = new RegExp(`(^|[.!?;|)\\n]) *((?:\\*\\*)?(?:\\d{1,2}[.)] )?(?:${any})(?:\\*\\*)?:)`, 'gu')
  return text.replace(inline, '$1\n$2').split('\n')
}
