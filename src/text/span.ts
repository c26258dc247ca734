/** A piece of a text: UTF-16 offsets, end exclusive. */
export interface Span {
  start: number
  end: number
}

/** The span without the white space at its ends. */
export function trimSpan(text: string, start: number, end: number): Span {
  while (start < end && isSpace(text.charCodeAt(start))) start++
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--
  return { start, end }
}

/** White space as `\s` sees it, by char code. */
export function isSpace(code: number): boolean {
  return (
    code === 32 ||
    (code >= 9 && code <= 13) ||
    (code >= 0xa0 &&
      (code === 0xa0 || code === 0xfeff || code === 0x202f || (code >= 0x2000 && code <= 0x200a)))
  )
}
