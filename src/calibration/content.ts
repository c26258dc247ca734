import { fold, type Heading } from './headings.js'
import { FENCE } from './outline.js'

/** From this many characters on, a text that stands in the field's description was copied from there. */
const ECHO = 15

/**
 * The text of a field, without rules, and without what only repeats the question; '' where nothing is left.
 * @param lines the lines below the heading
 * @param asked the field's description, folded
 */
export function content(heading: Heading, lines: readonly string[], asked: string): string {
  const echo = (text: string) => text.length >= ECHO && text.length <= 1000 && asked.includes(fold(text))
  let first = 0
  let last = lines.length
  while (first < last && (isRule(lines[first]!) || echo(lines[first]!.trim()))) first++
  const halfFence = lines.filter((line) => FENCE.test(line)).length % 2 === 1
  while (last > first && (isRule(lines[last - 1]!) || (halfFence && FENCE.test(lines[last - 1]!)))) last--
  const text = lines.slice(first, last).join('\n').trim()
  const explains = heading.explains && (text !== '' || heading.rest.split(/\s+/).length < 8)
  const rest = explains || echo(heading.rest) ? '' : heading.rest
  const whole = [rest, text].filter(Boolean).join('\n')
  return isPlaceholder(whole) || echo(whole) ? '' : whole
}

/** A line under or between headings that says nothing: `---`, `===`, `|---|`, or blank. */
const isRule = (line: string) => /^[\s|:=*_-]*$/.test(line)

function isPlaceholder(text: string): boolean {
  if (text.length > 40) return false
  const bare = text.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '').toLowerCase()
  return /^(?:|n\/?a|leer|empty|keine(?: angaben?)?|kein inhalt|nichts|none|nothing|tbd|todo|entfällt|text)$/.test(
    bare,
  )
}
