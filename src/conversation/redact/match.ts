export const PRIVATE_KINDS = ['secret', 'url', 'email', 'iban', 'card', 'phone', 'ip', 'name'] as const
export type PrivateKind = (typeof PRIVATE_KINDS)[number]

/** A piece of text that tells who somebody is, or lets somebody in. */
export interface Match {
  start: number
  end: number
  kind: PrivateKind
  /** The same for every way to write it: what is the same gets the same token. */
  value: string
}

/** Matches that do not overlap, in order; of two that do, the kind that stands first in PRIVATE_KINDS, then the longer. */
export function withoutOverlaps(matches: readonly Match[]): Match[] {
  const out: Match[] = []
  for (const match of matches.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1)
    if (!last || match.start >= last.end) out.push(match)
    else if (isBetter(match, last)) out[out.length - 1] = match
  }
  return out
}

function isBetter(a: Match, b: Match): boolean {
  const [x, y] = [PRIVATE_KINDS.indexOf(a.kind), PRIVATE_KINDS.indexOf(b.kind)]
  return x === y ? a.end - a.start > b.end - b.start : x < y
}
