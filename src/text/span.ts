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

/** The white space beyond Latin-1 and the no-break space: Unicode's Zs, line and paragraph separator, and the BOM. */
const WIDE = new Set([
  0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
  0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff,
])

/** White space as `\s` sees it, by char code. */
export function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || (code >= 0xa0 && WIDE.has(code))
}
