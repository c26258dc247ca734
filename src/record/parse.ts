import type { z } from 'zod'
import type { Failure } from './errors.js'
import { KINDS, type KindName } from './kinds.js'
import { sureOf } from './sure.js'

/** What a command reads: records of one kind, or of any. */
export type Reads = KindName | 'any'

export type RecordOf<K extends Reads> = K extends KindName
  ? z.infer<(typeof KINDS)[K]['schema']>
  : Record<string, unknown>

/** Why a line is not the record that was expected. */
export interface Problem {
  message: string
  /** The text is not JSON: where it breaks can be looked up. */
  syntax?: true
  hint?: string
  /** The line says that the command that wrote it failed: whatever is done with bad lines, this ends the work. */
  upstream?: Failure
}

/** Thrown by the work on a record that turns out not to be what it needs. */
export class BadRecord extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message)
  }
}

/** `text` is the record's own text: the line, or what an error record held. */
export type Parsed<K extends Reads> =
  | { record: RecordOf<K>; text: string; problem?: undefined }
  | { problem: Problem }

const TAG = /^strom\.([a-z_]+)\/(\d+)$/
const VERSION = 1

/**
 * Reads one line as a record of the kind. Lenient: a line without `schema` is taken where its shape is clear,
 * unknown fields stay, and a `strom.error/1` record is unwrapped, so that a file of errors can be fed back in.
 */
export function parseRecord<K extends Reads>(kind: K, text: string): Parsed<K> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: { message: `not JSON: ${shortMessage(error)}`, syntax: true } }
  }
  try {
    return checkRecord(kind, value, text)
  } catch (error) {
    if (error instanceof RangeError) return { problem: tooDeep(error) }
    throw error
  }
}

/** What to say where a record is nested deeper than the stack. */
export function tooDeep({ message }: RangeError): Problem {
  return { message: `too large or too deeply nested: ${message}` }
}

/** Checks a parsed value, of which `text` is the source. */
export function checkRecord<K extends Reads>(kind: K, value: unknown, text: string): Parsed<K> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const expected = kind === 'any' ? 'a record' : `a ${kind} record`
    return { problem: { message: `expected ${expected}, got ${typeName(value)}`, hint: hintFor(kind) } }
  }
  const object = value as Record<string, unknown>
  const tag = object.schema
  if (tag === 'strom.error/1' && kind !== 'error') {
    const upstream = failureIn(object)
    if (upstream) return { problem: { message: upstream.message, upstream } }
    const inner = innermost(object)
    return typeof inner === 'string'
      ? parseRecord(kind, inner)
      : checkRecord(kind, inner, JSON.stringify(inner) ?? '')
  }
  const known: KindName | undefined = kind === 'any' ? kindOf(object) : (kind as KindName)
  if (known === undefined) return { record: object as RecordOf<K>, text }
  const wrong = wrongKind(known, object, tag)
  if (wrong) return { problem: wrong }
  if (isSurely(known, object)) return { record: object as RecordOf<K>, text }
  const checked = KINDS[known].schema.safeParse(object)
  if (checked.success) return { record: object as RecordOf<K>, text }
  const issue = checked.error.issues[0]
  const path = issue?.path.join('.')
  return {
    problem: { message: `${known}${path ? `.${path}` : ''}: ${issue?.message}`, hint: madeBy(known) },
  }
}

/** The tag of each kind, in this version. */
const TAGS = Object.fromEntries(
  Object.keys(KINDS).map((name) => [name, `strom.${name}/${VERSION}`]),
) as Record<KindName, string>

const SURE = new Map<KindName, (value: unknown) => boolean>()

/** Does it fit the kind's schema, so far as a quick look can tell? */
function isSurely(kind: KindName, object: Record<string, unknown>): boolean {
  let check = SURE.get(kind)
  if (!check) {
    check = sureOf(KINDS[kind].schema)
    SURE.set(kind, check)
  }
  return check(object)
}

/** What the last line of a command that failed says; undefined for an error record that holds a record. */
export function failureIn(object: Record<string, unknown>): Failure | undefined {
  if (object.schema !== 'strom.error/1' || 'record' in object) return undefined
  const { command, message, exit } = (object.error ?? {}) as Record<string, unknown>
  if (typeof message !== 'string') return undefined // a damaged line, which says nothing of the others
  return {
    message,
    ...(typeof command === 'string' && { command }),
    ...(typeof exit === 'number' && { exit }),
  }
}

/** What an error record holds; one that failed again and again is in several. */
function innermost(object: Record<string, unknown>): unknown {
  let inner: unknown = object.record
  while (typeof inner === 'object' && inner !== null && (inner as typeof object).schema === 'strom.error/1')
    inner = (inner as typeof object).record
  return inner
}

function wrongKind(kind: KindName, object: Record<string, unknown>, tag: unknown): Problem | undefined {
  if (typeof tag === 'string') {
    if (tag === TAGS[kind]) return undefined
    const match = TAG.exec(tag)
    if (match?.[1] === kind) {
      if (Number(match[2]) === VERSION) return undefined
      return {
        message: `${tag} was made by another version of strom`,
        hint: 'update strom, or make the file again',
      }
    }
    return { message: `expected a ${kind} record, got ${tag.slice(0, 64)}`, hint: madeBy(kind) }
  }
  if (KINDS[kind].looksLike(object)) return undefined
  const seen = kindOf(object)
  const keys = Object.keys(object).slice(0, 8).join(', ')
  return {
    message: seen
      ? `expected a ${kind} record, got a ${seen} record`
      : `expected a ${kind} record, got an object with ${keys ? `the fields ${keys}` : 'no fields'}`,
    hint: madeBy(kind),
  }
}

/** The kind of a record by its tag, or by its shape; undefined where neither tells. */
export function kindOf(object: Record<string, unknown>): KindName | undefined {
  const names = Object.keys(KINDS) as KindName[]
  const tag = typeof object.schema === 'string' ? TAG.exec(object.schema)?.[1] : undefined
  return names.find((name) => (tag === undefined ? KINDS[name].looksLike(object) : name === tag))
}

function hintFor(kind: Reads): string {
  return kind === 'any' ? "one JSON object per line; see 'strom help records'" : madeBy(kind)
}

function madeBy(kind: KindName): string {
  return `${KINDS[kind].madeBy} makes ${kind} records; 'strom schema ${kind}' shows their shape`
}

function typeName(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`
}

/** The message of a JSON.parse error without the text that V8 quotes: the caller shows its own excerpt. */
export function shortMessage(error: unknown): string {
  return (error as Error).message.replace(/, (\.\.\.)?".*$/s, '').replace(/ in JSON at position.*$/s, '')
}
