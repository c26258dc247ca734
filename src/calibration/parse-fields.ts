import type { Format } from '../record/format.js'
import { content } from './content.js'
import { fold, headingAt, headingNames } from './headings.js'
import { jsonFields } from './json-fields.js'
import { breakAtHeadings, type Candidate, choose, fencedLines, insideProse } from './outline.js'

export interface ParsedFields {
  /** Text of each field that has one, in the order of the format. */
  fields: Record<string, string>
  /** Fields as they first appear in the answer, empty ones too. */
  order: string[]
  /** Fields without a heading in the answer. */
  missing: string[]
  /** Fields that are only their heading. */
  empty: string[]
  /** Text before the first heading. */
  preamble: string
}

interface Section {
  field: string
  text: string
}

/**
 * Finds the fields of a format in an answer: numbered, Markdown, bold, bare and tabular headings, in any case,
 * order and language the format has names for. A heading word inside prose does not split a field. Linear in
 * the length of the answer.
 */
export function parseFields(format: Format, answer: string): ParsedFields {
  const names = headingNames(format)
  const ids = Object.keys(format.fields)
  const enough = (found: readonly Section[]) =>
    new Set(found.map(({ field }) => field)).size >= ids.length / 2
  const json = jsonFields(names, answer)
  if (json && enough(json)) return collect(ids, { found: json, preamble: '' })

  const asked = new Map(ids.map((id) => [id, fold(format.fields[id]?.description ?? '')]))
  const read = (lines: readonly string[], skip?: ReadonlySet<number>) => outline(lines, skip, names, asked)
  const lines = answer.split(/\r\n|[\r\n\u2028\u2029]/)
  const usual = read(lines, fencedLines(lines))
  if (enough(usual.found)) return collect(ids, usual)
  const unfenced = read(lines)
  if (enough(unfenced.found)) return collect(ids, unfenced)
  const broken = read(breakAtHeadings(format, answer))
  return collect(ids, enough(broken.found) ? broken : usual)
}

function outline(
  lines: readonly string[],
  skip: ReadonlySet<number> | undefined,
  names: ReadonlyMap<string, string>,
  asked: ReadonlyMap<string, string>,
): { found: Section[]; preamble: string } {
  const candidates: Candidate[] = []
  lines.forEach((line, i) => {
    const heading = skip?.has(i) ? undefined : headingAt(line, names)
    if (heading && !(heading.bare && insideProse(lines, i))) candidates.push({ ...heading, line: i })
  })
  const headings = choose(candidates, asked.size)
  const found = headings.map((heading, i) => {
    const below = lines.slice(heading.line + 1, headings[i + 1]?.line)
    return { field: heading.field, text: content(heading, below, asked.get(heading.field) ?? '') }
  })
  return { found, preamble: lines.slice(0, headings[0]?.line).join('\n').trim() }
}

/** One text a field: a heading that comes again adds to it, a mere mention in a list of contents does not. */
function collect(
  ids: readonly string[],
  answer: { found: readonly Section[]; preamble: string },
): ParsedFields {
  const { found, preamble } = answer
  const texts = new Map<string, string[]>()
  for (const { field, text } of found) texts.get(field)?.push(text) ?? texts.set(field, [text])
  const fields: Record<string, string> = {}
  for (const id of ids) {
    const all = texts.get(id) ?? []
    const longest = all.reduce((most, text) => Math.max(most, text.length), 0)
    const text = all.filter((each) => each && each.length * 4 >= longest).join('\n\n')
    if (text) fields[id] = text
  }
  const seen = found.filter(({ field, text }) => text || !fields[field])
  return {
    fields,
    order: [...new Set(seen.map(({ field }) => field))],
    missing: ids.filter((id) => !texts.has(id)),
    empty: ids.filter((id) => texts.has(id) && !fields[id]),
    preamble,
  }
}
