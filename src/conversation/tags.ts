/**
 * Takes out elements `<name ...>...</name>` with what is in them. One that is never closed stays: it may be text.
 * Linear in the text's length.
 */
export function withoutElements(text: string, names: readonly string[]): string {
  if (!text.includes('<')) return text
  const open = new RegExp(`<(${names.join('|')})(?:\\s[^<>]*)?>`, 'g')
  const unclosed = new Set<string>()
  let out = ''
  let end = 0
  for (let match = open.exec(text); match; match = open.exec(text)) {
    const name = match[1]!
    if (unclosed.has(name)) continue
    const close = text.indexOf(`</${name}>`, open.lastIndex)
    if (close < 0) {
      unclosed.add(name)
      continue
    }
    out += text.slice(end, match.index)
    end = close + name.length + 3
    open.lastIndex = end
  }
  return out + text.slice(end)
}
