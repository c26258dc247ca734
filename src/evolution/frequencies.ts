/** How often each name occurs, by name in the order of code units: the same on every machine. */
export function frequencies(names: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** exp of the entropy of the shares: n where n levels are equally frequent, 1 where there is only one; 0 for none. */
export function effectiveNumber(counts: readonly number[]): number {
  const total = counts.reduce((sum, n) => sum + n, 0)
  if (!total) return 0
  return Math.exp(-counts.reduce((sum, n) => (n ? sum + (n / total) * Math.log(n / total) : sum), 0))
}
