import { UsageError } from '../record/errors.js'
import type { Turn } from '../record/turn.js'

/** Which conversations are wanted: those that meet each of what is given. */
export interface Selection {
  /** A day or time, ISO 8601 (UTC where it names no zone): conversations with a turn at or after it. */
  since?: string | undefined
  /** As `since`: with a turn at or before it; a day counts to its end. */
  until?: string | undefined
  /** Parts of the name, of which one must be there; upper and lower case are the same. So for models and titles. */
  project?: readonly string[] | undefined
  /** Of a model that answered in it. */
  model?: readonly string[] | undefined
  title?: readonly string[] | undefined
  /** Lines of a file: ids of conversations, their addresses, or whole titles; `#` begins a comment. */
  exclude?: readonly string[] | undefined
}

/** Why a conversation is not wanted. */
export type NotSelected =
  | 'before --since'
  | 'after --until'
  | 'no date'
  | 'other project'
  | 'other model'
  | 'other title'
  | 'excluded'

/** Says of the turns of a conversation why they are not wanted; undefined where they are. */
export type Selector = (turns: readonly Turn[]) => NotSelected | undefined

/** @returns undefined where everything is wanted @throws UsageError for a date that is none */
export function selector(selection: Selection): Selector | undefined {
  const { project, model, title } = selection
  const [since, until] = [timeOf(selection.since, '--since'), timeOf(selection.until, '--until', true)]
  const excluded = new Set((selection.exclude ?? []).map(nameIn).filter(Boolean))
  const names: [NotSelected, readonly string[] | undefined, keyof Turn & ('project' | 'model' | 'title')][] =
    [
      ['other project', project, 'project'],
      ['other model', model, 'model'],
      ['other title', title, 'title'],
    ]
  const asked = names
    .filter(([, wanted]) => wanted?.length)
    .map(([reason, wanted = [], field]) => ({ reason, wanted: wanted.map(folded), field }))
  if (since === undefined && until === undefined && !excluded.size && !asked.length) return undefined
  return (turns) => {
    const [first] = turns
    if (excluded.has(first?.conversation ?? '') || excluded.has(first?.title ?? '')) return 'excluded'
    for (const { reason, wanted, field } of asked) {
      const has = (turn: Turn) => wanted.some((part) => folded(turn[field] ?? '').includes(part))
      if (!turns.some(has)) return reason
    }
    if (since === undefined && until === undefined) return undefined
    const times = turns.flatMap(({ time }) => (time === undefined ? [] : [Date.parse(time)]))
    if (times.length === 0) return 'no date'
    if (since !== undefined && !times.some((time) => time >= since)) return 'before --since'
    if (until !== undefined && !times.some((time) => time <= until)) return 'after --until'
    return undefined
  }
}

const DAY_MS = 86_400_000

/** @param end a day means its last moment */
function timeOf(text: string | undefined, flag: string, end = false): number | undefined {
  if (text === undefined) return undefined
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text)
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text)
  const zoned = isDay || /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`
  const time = isDay || isTime ? Date.parse(zoned) : Number.NaN
  if (Number.isNaN(time))
    throw new UsageError(
      `${flag}=${text}: a day or time is expected`,
      'write it as 2026-01-31 or 2026-01-31T12:00:00Z',
    )
  return isDay && end ? time + DAY_MS - 1 : time
}

/** What a line of --exclude names: of an address, the last part of its path, which is the conversation's id. */
function nameIn(line: string): string {
  const text = line.replace(/(^|\s)#.*$/, '').trim()
  return /^https?:\/\//.test(text)
    ? (text
        .replace(/[?#].*$/, '')
        .split('/')
        .filter(Boolean)
        .at(-1) ?? '')
    : text
}

function folded(text: string): string {
  return text.toLowerCase()
}
