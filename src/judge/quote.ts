/** Shorter than this, a quote has to begin and end with a word. */
const SHORT = 12
const SAME: Record<string, string> = {
  '„': '"',
  '“': '"',
  '”': '"',
  '«': '"',
  '»': '"',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '–': '-',
  '—': '-',
  '‑': '-',
}

/**
 * The words of the material that a judge quotes, to the letter of the material; undefined where they do not stand there.
 * Models write other spaces, dashes and quotation marks than they read; nothing else is let pass.
 */
export function quoted(quote: string, material: readonly string[]): string | undefined {
  const wanted = fold(quote.trim())
    .text.replace(/^["']+|["']+$/g, '')
    .trim()
  if (!/[\p{L}\p{N}]/u.test(wanted)) return undefined
  for (const text of material) {
    const exact = text.indexOf(quote)
    if (exact >= 0 && quote.length >= SHORT) return quote
    const { text: folded, places } = fold(text)
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + 1)) {
      const end = at + wanted.length
      if (wanted.length < SHORT && !isWhole(folded, at, end)) continue
      return text.slice(places[at], (places[end - 1] ?? 0) + 1)
    }
  }
  return undefined
}

function isWhole(text: string, start: number, end: number): boolean {
  const cuts = (a = '', b = '') => /[\p{L}\p{N}]/u.test(a) && /[\p{L}\p{N}]/u.test(b)
  return !cuts(text[start - 1], text[start]) && !cuts(text[end - 1], text[end])
}

/** The text with single spaces and plain signs, and where each character of it comes from. */
function fold(text: string): { text: string; places: number[] } {
  const places: number[] = []
  let folded = ''
  for (let i = 0; i < text.length; i++) {
    const char = text[i]!
    const space = /\s/.test(char)
    if (space && folded.endsWith(' ')) continue
    folded += space ? ' ' : (SAME[char] ?? char)
    places.push(i)
  }
  return { text: folded, places }
}
