import { hash } from 'node:crypto'

/**
 * Content-derived identifier: the same parts always give the same id, so a re-run makes the same ids.
 * @param prefix one letter that names the kind ('t' turn, 'p' pattern, ...)
 * @param parts the strings that identify the record; joined with NUL, which no text contains unescaped
 * @returns prefix, underscore, 16 hex digits (64 bits of SHA-256)
 */
export function contentId(prefix: string, ...parts: readonly string[]): string {
  return `${prefix}_${hash('sha256', parts.join('\0'), 'hex').slice(0, 16)}`
}
