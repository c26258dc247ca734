/**
 * Text as it may be shown on a terminal: control characters, escape sequences and bidirectional overrides
 * from a chat or a model are shown as escapes instead of being obeyed.
 */
export function visible(text: string): string {
  return text.replace(
    /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The same for text of several lines: line breaks and tabs stay. */
export function visibleText(text: string): string {
  return text.replaceAll('\r', '').replace(/[^\n\t]+/g, visible)
}

/** At most `width` characters around a position, shown safely, and a caret under the position. */
export function excerpt(text: string, position: number, width = 64): string {
  const start = Math.max(0, Math.min(position - width / 2, text.length - width))
  const before = visible(text.slice(start, position))
  const after = visible(text.slice(position, start + width))
  return `  ${before}${after}\n  ${' '.repeat(before.length)}^`
}
