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
  const forms =
    key && key.length >= SHORTEST_KEY
      ? [...new Set([key, encodeURIComponent(key), Buffer.from(key).toString('base64')])]
      : []
  return (text, exact = false) => {
    let clean = text
    for (const form of forms) if (clean.includes(form)) clean = clean.replaceAll(form, '[key]')
    if (!exact) for (const [shape, instead] of SHAPES) clean = clean.replace(shape, instead)
    return clean
  }
}
