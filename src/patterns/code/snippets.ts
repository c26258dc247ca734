import type { Block } from '../../text/blocks.js'
import type { Span } from '../../text/span.js'
import type { Field } from '../document.js'
import { languageOfCode } from './language.js'
import { isCodeLine, isMostlyCode } from './lines.js'

export interface Snippet extends Span {
  /** '' where it is not known. */
  language: string
  /** Index of its first block, and of the block after it. */
  from: number
  to: number
  /** In a fence or indented, not code between paragraphs that nobody marked. */
  marked: boolean
}

const SHORTEST = 8

/** The pieces of code in a text, in order. Drawings, outputs and quoted prose in fences are none. */
export function snippetsOf(field: Field): Snippet[] {
  const { text, blocks } = field
  const out: Snippet[] = []
  for (let i = 0; i < blocks.length; ) {
    const block = blocks[i]!
    const fenced = block.kind === 'code' && !isIndented(block)
    const to = fenced ? i + 1 : runEnd(field, i)
    if (to !== undefined) {
      // indented code keeps the indent of its first line
      const from = fenced ? block.inner.start : text.lastIndexOf('\n', block.start) + 1
      const until = from + text.slice(from, blocks[to - 1]!.inner.end).trimEnd().length
      const { start, end } = fenced ? { start: from, end: until } : withoutProse(text, from, until)
      const snippet = judged(text.slice(start, end), fenced ? block.language : undefined, fenced)
      if (snippet !== undefined)
        out.push({
          start,
          end,
          language: snippet,
          from: i,
          to,
          marked: block.kind === 'code' && to === i + 1,
        })
    }
    i = to ?? i + 1
  }
  return out
}

/** Six words or more, from a capital to the end of a sentence. */
const PROSE = /^[A-Z][\w'’,-]*(?: [\w'’,"()-]+){5,}[.:;!?]$/

/** Code that nobody fenced, without the sentences that its first and last paragraph hold as well. */
function withoutProse(text: string, start: number, end: number): Span {
  for (let newline = text.indexOf('\n', start); newline >= 0 && newline < end; ) {
    const line = text.slice(start, newline).trim()
    if (line !== '' && !PROSE.test(line)) break
    start = newline + 1
    newline = text.indexOf('\n', start)
  }
  for (let newline = text.lastIndexOf('\n', end - 1); newline > start; ) {
    const line = text.slice(newline + 1, end).trim()
    if (line !== '' && !PROSE.test(line)) break
    end = newline
    newline = text.lastIndexOf('\n', end - 1)
  }
  return { start, end }
}

/** The language of a piece of code; undefined where it is none. */
function judged(code: string, fence: string | undefined, fenced: boolean): string | undefined {
  if (code.trim().length < SHORTEST || code.trimStart().startsWith('```')) return undefined
  const language = languageOfCode(code, fence)
  if (language === undefined || (language === '' && (!fenced || !isMostlyCode(code)))) return undefined
  return language
}

/** Least lines of code that no fence marks, and of one indented block. */
const LEAST_LINES = 4
const LEAST_INDENTED = 1
/** Most comments in a row. */
const MAX_COMMENTS = 5

/**
 * If unfenced code starts with this block: the index after its last block. It may go on over indented blocks, blank
 * lines and comments, which look like headings.
 */
function runEnd({ text, blocks }: Field, from: number): number | undefined {
  const start = blocks[from]!
  if (start.kind !== 'heading' && !isCodeLine(lineAt(text, start))) return undefined
  let lines = 0
  let to = from
  for (let i = from; i < blocks.length; i++) {
    const block = blocks[i]!
    if (block.kind === 'table' || (block.kind === 'code' && !isIndented(block))) break
    const own = text.slice(block.start, block.end).split('\n', 200)
    const code = own.filter(isCodeLine).length
    const comment = block.kind === 'heading' && own.length === 1 && text[block.start] === '#'
    if (comment && i - to < MAX_COMMENTS && (i > from || touches(text, block, blocks[i + 1]))) continue
    if (code * 2 < own.length) break
    lines += code
    to = i + 1
  }
  const least = to === from + 1 && blocks[from]!.kind === 'code' ? LEAST_INDENTED : LEAST_LINES
  return lines >= least ? to : undefined
}

function lineAt(text: string, { start, end }: Block): string {
  const newline = text.indexOf('\n', start)
  return text.slice(start, newline < 0 ? end : Math.min(newline, end))
}

/** No blank line stands between the blocks. */
function touches(text: string, block: Block, next: Block | undefined): boolean {
  return next !== undefined && !text.slice(block.end, next.start).includes('\n\n')
}

function isIndented(block: Block): boolean {
  return block.kind === 'code' && block.inner.start === block.start
}
