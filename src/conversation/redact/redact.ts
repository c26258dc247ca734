import { findEmails, findUrlCredentials } from './addresses.js'
import { type Match, type PrivateKind, withoutOverlaps } from './match.js'
import type { Names } from './names.js'
import { findCards, findIbans, findIps } from './numbers.js'
import { findSecrets, type SecretScan } from './secrets.js'
import type { Tokens } from './tokens.js'

export interface Finders {
  kinds: ReadonlySet<PrivateKind>
  names: Names
  /** Heavy ones, loaded by who needs them. */
  secrets?: SecretScan
  phones?: (text: string) => Match[]
}

/** A text of a record with what is private in it. */
export interface PrivateText {
  /** Path in the record, such as `messages.0.content`. */
  field: string
  matches: Match[]
  /** Puts another text in its place. */
  replace(text: string): void
  text: string
}

/** Fields that say what a record is; ids are hashes, and others are names of strom's own. */
const STRUCTURE = new Set([
  'schema',
  'id',
  'kind',
  'role',
  'from',
  'class',
  'origin',
  'language',
  'time',
  'turn',
  'field',
])

/** Everything private in the texts of a record, at any depth. Texts without any are left out. */
export async function findPrivate(record: Record<string, unknown>, finders: Finders): Promise<PrivateText[]> {
  const found: PrivateText[] = []
  const stack: { holder: object; key: string; path: string }[] = []
  const open = (holder: object, path: string) => {
    for (const key of Object.keys(holder).reverse())
      stack.push({ holder, key, path: path ? `${path}.${key}` : key })
  }
  open(record, '')
  for (let item = stack.pop(); item; item = stack.pop()) {
    const { holder, key, path } = item
    const value = (holder as Record<string, unknown>)[key]
    if (typeof value === 'object' && value !== null) open(value, path)
    if (typeof value !== 'string' || (STRUCTURE.has(key) && !Array.isArray(holder))) continue
    const matches = await findIn(value, finders)
    if (matches.length) {
      // A field called __proto__ is a field: setting it plainly would set the object's prototype.
      const replace = (text: string) =>
        Object.defineProperty(holder, key, {
          value: text,
          enumerable: true,
          writable: true,
          configurable: true,
        })
      found.push({ field: path, matches, text: value, replace })
    }
  }
  return found
}

/**
 * Everything private in a text, in order, without overlaps. What stands beside a match can hide another one (digits
 * before an address, say), so the text is looked at again with something like tokens in the place of what was found.
 */
export async function findIn(text: string, finders: Finders): Promise<Match[]> {
  let matches = await findOnce(text, finders)
  for (let masked = text, fresh = matches; fresh.length > 0; ) {
    masked = mask(masked, fresh)
    const covered = matches
    const all = await findOnce(masked, finders)
    fresh = all.filter((match) => !covered.some(({ start, end }) => match.start < end && match.end > start))
    matches = [...matches, ...fresh].sort((a, b) => a.start - b.start)
  }
  return matches
}

/** The text, as long as before, with brackets where the matches are. */
function mask(text: string, matches: readonly Match[]): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end } of matches) {
    parts.push(text.slice(from, start), '['.padEnd(end - start - 1, 'X'), end - start > 1 ? ']' : '')
    from = end
  }
  return parts.join('') + text.slice(from)
}

async function findOnce(text: string, { kinds, names, secrets, phones }: Finders): Promise<Match[]> {
  const matches: Match[] = []
  if (kinds.has('secret')) {
    for (const match of findSecrets(text)) matches.push(match)
    if (secrets) for (const match of await secrets(text)) matches.push(match)
  }
  for (const [kind, find] of FINDERS) if (kinds.has(kind)) for (const match of find(text)) matches.push(match)
  if (phones && kinds.has('phone')) for (const match of phones(text)) matches.push(match)
  if (kinds.has('name')) for (const match of names.find(text)) matches.push(match)
  return matches.length > 1 ? withoutOverlaps(matches) : matches
}

const FINDERS = [
  ['url', findUrlCredentials],
  ['email', findEmails],
  ['iban', findIbans],
  ['card', findCards],
  ['ip', findIps],
] as const

/** The text with tokens in the place of what is private. */
export function redacted(text: string, matches: readonly Match[], tokens: Tokens): string {
  const parts: string[] = []
  let from = 0
  for (const match of matches) {
    parts.push(text.slice(from, match.start), tokens.of(match))
    from = match.end
  }
  parts.push(text.slice(from))
  return parts.join('')
}
