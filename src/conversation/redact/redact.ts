import { type JsonString, jsonStrings } from '../../text/json-strings.js'
import { findEmails, findUrlCredentials } from './addresses.js'
import { type Match, type PrivateKind, withoutOverlaps } from './match.js'
import type { Names } from './names.js'
import { findCards, findIbans, findIps } from './numbers.js'
import { findSecrets, type SecretScan, secretField } from './secrets.js'
import type { Tokens } from './tokens.js'

export interface Finders {
  kinds: ReadonlySet<PrivateKind>
  names: Names
  /** Heavy ones, loaded by who needs them. */
  secrets?: SecretScan
  phones?: (text: string) => Match[]
}

/** Loads what the kinds need. */
export async function openFinders(kinds: ReadonlySet<PrivateKind>, names: Names): Promise<Finders> {
  const secrets = kinds.has('secret') ? await (await import('./secrets.js')).secretlint() : undefined
  const phones = kinds.has('phone') ? await (await import('./phones.js')).phoneFinder() : undefined
  return { kinds, names, ...(secrets && { secrets }), ...(phones && { phones }) }
}

/** A text of a record with what is private in it. */
export interface PrivateText extends JsonString {
  matches: Match[]
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

/** Below these a field is the data's own: `{"from": "a@b.c"}` in the arguments of a call is a person's address. */
const OPEN = /(?:^|\.)(?:arguments|result|parameters)\./

/** Everything private in the texts of a record, at any depth. Texts without any are left out. @param json its line */
export async function findPrivate(json: string, finders: Finders): Promise<PrivateText[]> {
  const found: PrivateText[] = []
  for (const text of jsonStrings(json)) {
    if (text.key !== undefined && STRUCTURE.has(text.key) && !OPEN.test(text.path)) continue
    const named =
      text.key !== undefined && finders.kinds.has('secret') ? secretField(text.key, text.value) : []
    const matches = named.length ? named : await findIn(text.value, finders)
    if (matches.length) found.push({ ...text, matches })
  }
  return found
}

/** The line with tokens in the place of what is private; everything else stays as it is written. */
export function redactedLine(json: string, found: readonly PrivateText[], tokens: Tokens): string {
  const parts: string[] = []
  let from = 0
  for (const { start, end, value, matches } of found) {
    parts.push(json.slice(from, start), JSON.stringify(redacted(value, matches, tokens)))
    from = end
  }
  return parts.join('') + json.slice(from)
}

/**
 * Everything private in a text, in order, without overlaps. What stands beside a match can hide another one (digits
 * before an address, say), so the text is looked at again with something like tokens in the place of what was found.
 */
export async function findIn(text: string, finders: Finders): Promise<Match[]> {
  let matches = await findOnce(text, finders)
  for (let masked = text, fresh = matches, pass = 1; fresh.length > 0 && pass < MAX_PASSES; pass++) {
    masked = mask(masked, fresh)
    fresh = outside(await findOnce(masked, finders), matches)
    if (fresh.length) matches = [...matches, ...fresh].sort((a, b) => a.start - b.start)
  }
  return matches
}

/** Where one hides another, and that the next, it takes as many; more than a few are made up, and would take for ever. */
const MAX_PASSES = 12

/** Those that overlap with none of the others; both in order. */
function outside(matches: readonly Match[], others: readonly Match[]): Match[] {
  let at = 0
  return matches.filter(({ start, end }) => {
    while (at < others.length && (others[at] as Match).end <= start) at++
    const other = others[at]
    return !other || other.start >= end
  })
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
