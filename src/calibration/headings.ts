import type { Format } from '../record/format.js'

/** How a heading is written. Within one answer models keep to one way, which tells headings from mere words. */
export type HeadingKind = `atx${number}` | 'bold' | 'numbered' | 'plain' | WeakKind
type WeakKind = 'bullet' | 'table' | 'indented' | 'run-in'
const WEAK: ReadonlySet<HeadingKind> = new Set<WeakKind>(['bullet', 'table', 'indented', 'run-in'])

/** Weak headings count only where most of the answer is written that way. */
export const isWeak = (kind: HeadingKind): boolean => WEAK.has(kind)

export interface Heading {
  field: string
  kind: HeadingKind
  /** Text after the heading on the same line. */
  rest: string
  /** `rest` explains the heading rather than starting the content. */
  explains: boolean
  /** Nothing but the words of the heading: no mark, number or colon. */
  bare: boolean
}

/**
 * A heading as it is compared: letters and digits alone, in lower case. Umlauts and their ae/oe/ue or stripped
 * forms fall together, as do the forms of sigma.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[σς∑]/g, 'sigma')
    .replace(/ß/g, 'ss')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .replace(/([aou])e/g, '$1')
}

/** Folded heading, id or alias -> field. Where two fields share a name, a heading or id wins over an alias. */
export function headingNames(format: Format): Map<string, string> {
  const names = new Map<string, string>()
  const add = (name: string, field: string) => {
    if (!names.has(fold(name))) names.set(fold(name), field)
  }
  for (const [id, { heading }] of Object.entries(format.fields))
    for (const name of [heading, id]) add(name, id)
  for (const [id, { aliases }] of Object.entries(format.fields)) for (const name of aliases) add(name, id)
  return names
}

/** What may stand before a heading, and how it is written then. Tried again until none fits. */
const MARKS: [RegExp, HeadingKind | undefined][] = [
  [/^>\s?/, undefined],
  [/^#{1,6}\s*/, 'atx1'],
  [/^\|\s*/, 'table'],
  [/^[-+•▪*–]\s+/, 'bullet'],
  [/^\d{1,2}\.\d{1,2}[.):]?\s+/, 'numbered'],
  [/^\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])[.):]\)?\s*/i, 'numbered'],
  [/^\d{1,2}(?:\uFE0F?\u20E3|\s+[–—-])\s*/u, 'numbered'],
  [
    /^(?:feld|punkt|abschnitt|teil|schritt|field|section|part|point|step)\s+\d{1,2}\s*[:.)–—-]\s*/i,
    'numbered',
  ],
  [/^(?:\*\*\*?|__|[*_])(?=\S)/, 'bold'],
  [/^<(?:h[1-6]|b|strong|em|u)>\s*/i, 'bold'],
  [/^<(?:p|li|div)>\s*/i, undefined],
  [/^[[{"'`„“»«【]+(?=\S)/, undefined],
  [/^(?:\p{Extended_Pictographic}|\uFE0F)+\s*/u, undefined],
]
const BOUNDARY = /\*\*|__|[*:：|([=→–—`]|\s-+\s|<\//g
const CLOSING = /^(?:[*_`\s"'“”»«\]】]|<\/\w{1,6}>)+/
const LONGEST = 80

/** The heading at the start of a line, or undefined. */
export function headingAt(line: string, names: ReadonlyMap<string, string>): Heading | undefined {
  const start = line.slice(0, 4 * LONGEST)
  if (!/\p{L}/u.test(start)) return undefined
  const { text, kind, title } = strip(start)
  const head = headOf(text, names, title)
  if (!head) return undefined

  let after = text.slice(head.length)
  const closed = /^\s*(?:\*|__|<\/)/.test(after)
  const aside = /^[\s*_]*(?:\([^()]{0,120}\)|\[[^[\]]{0,120}\])/.exec(after)
  if (aside) after = after.slice(aside[0].length)
  after = after.replace(CLOSING, '')
  const [mark = '', colon] = /^(?:([:：=→]+)|[-–—]+(?=\s|$)|\|)/.exec(after) ?? []
  const rest = after.slice(mark.length).trim() + line.slice(4 * LONGEST)
  const made = { field: head.field, kind, rest: withoutClosing(rest), explains: false, bare: false }

  if (title) return { ...made, explains: !colon }
  if (kind === 'table') return mark === '|' ? made : undefined
  const ends = made.rest === ''
  if (!ends && !mark && !(closed && kind === 'numbered'))
    return closed ? { ...made, kind: 'run-in' } : undefined
  if (kind === 'plain' && !ends && !colon) return { ...made, kind: 'run-in' }
  const indented = /^(?: {4}|\t)/.test(line) && kind !== 'bullet'
  return { ...made, kind: indented ? 'indented' : kind, bare: kind === 'plain' && ends && !colon }
}

/**
 * A line without the marks before its words. The outermost mark that means something names the kind; a title is
 * a line that is all heading.
 */
function strip(line: string): { text: string; kind: HeadingKind; title: boolean } {
  let text = line.trim()
  let kind: HeadingKind | undefined
  for (let round = 0; round < 6; round++) {
    const before = text
    for (const [mark, name] of MARKS) {
      const found = mark.exec(text)?.[0]
      if (!found) continue
      kind ??= name === 'atx1' ? `atx${found.trim().length}` : name
      text = text.slice(found.length)
      break
    }
    if (text === before) break
  }
  const boldLine = kind === 'bold' && text.length <= LONGEST && /[^.!?](?:\*\*|__):?$/.test(text)
  return { text, kind: kind ?? 'plain', title: boldLine || Boolean(kind?.startsWith('atx')) }
}

/** The longest beginning of a text that names a field and ends at a boundary; loosely: at any word. */
function headOf(text: string, names: ReadonlyMap<string, string>, loose: boolean) {
  const ends = [...text.slice(0, LONGEST).matchAll(BOUNDARY)].slice(0, 4).map((match) => match.index)
  if (text.length <= LONGEST) ends.push(text.length)
  let best: { field: string; length: number; folded: string } | undefined
  for (const end of ends.reverse()) {
    const folded = fold(text.slice(0, end))
    const field = best ? (folded === best.folded ? best.field : undefined) : names.get(folded)
    if (field) best = { field, length: end, folded }
  }
  if (best) return best
  if (!loose) return undefined
  const first = /^(?:der|die|das|the)\s+/i.exec(text)?.[0].length ?? 0
  const words = [...text.slice(0, LONGEST).matchAll(/[^\s:*()–—|]+/g)].filter(({ index }) => index >= first)
  for (const word of words.reverse()) {
    const end = word.index + word[0].length
    const field = names.get(fold(text.slice(first, end)))
    if (field) return { field, length: end }
  }
  return undefined
}

/** Without the marks that close what was opened before the heading. */
function withoutClosing(rest: string): string {
  const text = rest.replace(/^(?:(?:\*\*|__|[*_])(?=\s|$)|<\/\w{1,6}>)\s*/, '').replace(/(?:\s\||\s#+)$/, '')
  return text.endsWith('**') && text.split('**').length % 2 === 0 ? text.slice(0, -2) : text
}
