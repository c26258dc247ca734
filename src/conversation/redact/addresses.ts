import type { Match } from './match.js'

const LOCAL = /[\p{L}\p{N}._%+'-]/u
const MAX_LOCAL = 64
const DOMAIN = /^(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})?\.){1,8}\p{L}{2,24}/u

/** E-mail addresses. Looks around each @, a bounded way, so that no text is read twice. */
export function findEmails(text: string): Match[] {
  const found: Match[] = []
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at
    while (start > 0 && at - start < MAX_LOCAL && LOCAL.test(text[start - 1] as string)) start--
    while (start < at && /['.-]/.test(text[start] as string)) start++
    const domain = DOMAIN.exec(text.slice(at + 1, at + 256))?.[0]
    if (start === at || !domain) continue
    const end = at + 1 + domain.length
    found.push({ start, end, kind: 'email', value: text.slice(start, end).toLowerCase() })
  }
  return found
}

/** User and password in front of a host. */
export function findUrlCredentials(text: string): Match[] {
  const found: Match[] = []
  for (let at = text.indexOf('://'); at >= 0; at = text.indexOf('://', at + 3)) {
    const credentials = /^[^\s/:@"'<>`]{0,100}:[^\s/@"'<>`]{1,200}(?=@)/.exec(
      text.slice(at + 3, at + 310),
    )?.[0]
    if (!credentials || !/[a-z0-9]/i.test(text[at - 1] ?? '') || /[{}$*]/.test(credentials)) continue
    found.push({ start: at + 3, end: at + 3 + credentials.length, kind: 'url', value: credentials })
  }
  return found
}
