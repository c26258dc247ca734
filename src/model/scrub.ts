/** Shapes of secrets that back ends echo: bearer headers, keys with the usual prefixes, passwords in URLs. */
const SHAPES: [RegExp, string][] = [
  [/\bBearer +[\w.~+/=-]{8,}/gi, 'Bearer [key]'],
  [/\b(?:sk|rk|pk)-[\w-]{8,}/g, '[key]'],
  [/(:\/\/)[^\s/@]{1,200}@/g, '$1[key]@'],
]

/** Shorter strings are placeholders ("none", "ollama") that also occur in ordinary text. */
const SHORTEST_KEY = 8

/**
 * Returns a function that takes a key out of text: as it is, URL-encoded and in base64.
 * The same for a text that only looks like it holds a key, unless `exact`.
 */
export function scrubber(key: string | undefined): (text: string, exact?: boolean) => string {
  const forms = formsOf(key)
  return (text, exact = false) => {
    let clean = text
    for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, '[key]')
    if (!exact) for (const [shape, instead] of SHAPES) clean = clean.replace(shape, instead)
    return clean
  }
}

/**
 * The same for a text that comes piece by piece, where a key may begin in one piece and end in another: what may be
 * the beginning of one is held back until more is known.
 * @param next takes the pieces without the key
 */
export function scrubPieces(
  key: string | undefined,
  next: (piece: string) => void,
): { take(piece: string): void; end(): void } {
  const forms = formsOf(key)
  const scrub = scrubber(key)
  let held = ''
  const pass = (text: string) => {
    if (text) next(text)
  }
  return {
    take(piece) {
      const text = scrub(held + piece, true)
      const from = beginningOf(forms, text)
      held = text.slice(from)
      pass(text.slice(0, from))
    },
    end() {
      pass(held)
      held = ''
    },
  }
}

/** Where the end of the text begins that may be the beginning of one of the forms. */
function beginningOf(forms: readonly string[], text: string): number {
  const longest = Math.max(0, ...forms.map((form) => form.length - 1))
  for (let from = Math.max(0, text.length - longest); from < text.length; from++)
    if (forms.some((form) => form.startsWith(text.slice(from)))) return from
  return text.length
}

function formsOf(key: string | undefined): string[] {
  if (!key || key.length < SHORTEST_KEY) return []
  return [...new Set([key, encodeURIComponent(key), Buffer.from(key).toString('base64')])]
}
