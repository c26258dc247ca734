/** Words of a text, lower-cased: runs of letters, digits, apostrophes and hyphens inside a word. */
export function words(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’_-][\p{L}\p{N}]+)*/gu) ?? []
}

/** The set of n-word runs of a text; the whole text is one shingle where it has fewer than n words. */
export function wordShingles(text: string, n: number): Set<string> {
  const all = words(text)
  if (all.length <= n) return new Set(all.length ? [all.join(' ')] : [])
  const out = new Set<string>()
  for (let i = 0; i + n <= all.length; i++) out.add(all.slice(i, i + n).join(' '))
  return out
}

/** Jaccard similarity of two sets, 0..1; two empty sets are alike (1). */
export function jaccard<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  if (a.size === 0 && b.size === 0) return 1
  let shared = 0
  for (const x of a.size < b.size ? a : b) if ((a.size < b.size ? b : a).has(x)) shared++
  return shared / (a.size + b.size - shared)
}
