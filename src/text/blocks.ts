import type { Span } from './span.js'

export type BlockKind = 'paragraph' | 'heading' | 'item' | 'quote' | 'code' | 'table'

/** A Markdown block. `start`/`end` hold the whole block with its marks; `inner` is the text without them. */
export interface Block extends Span {
  kind: BlockKind
  inner: Span
  /** Columns of white space before the block (a tab counts 4). */
  indent: number
  /** Heading: 1..6; a line that is all bold counts as level 6. */
  level?: number
  /** List item: its number where the list is ordered. */
  number?: number
  /** Code: the first word after the fence, lower-cased. */
  language?: string
}

const ITEM = /(?:[-*+•‣▪●○–]|(\d{1,4})[.)]|[a-zA-Z][)])[ \t]+(?=\S)/y
const HEADING = /(#{1,6})[ \t]+(?=\S)/y
const FENCE = /(`{3,}|~{3,})[ \t]*([\w+#.-]*)/y
const QUOTE = />[ \t]?/y
const TABLE_RULE = /^[ \t|:-]+$/
const RULE = /^(?:[-*_][ \t]*){3,}$/
const SETEXT = /^(?:=+|-{2,})$/
const BOLD_LINE = /^(?:\*\*[^*]+\*\*|__[^_]+__):?$/

/** A longer line is prose for sure: block marks other than at its start are not looked for. */
const LONG = 1000

/**
 * The Markdown blocks of a text, in order, without overlap; blank lines and rules belong to none. Chat text is
 * seldom clean Markdown: lists need no blank line before them, a fence that is never closed runs to the end.
 * One pass, linear.
 */
export function blocks(text: string): Block[] {
  const out: Block[] = []
  let open: Block | undefined // a paragraph or item that the next line may continue
  let lines = 0 // of the open block
  let inList = false
  let fence: { mark: string; block: Block; empty: boolean } | undefined

  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const next = newline < 0 ? text.length : newline + 1
    let end = newline < 0 ? text.length : newline
    const lineStart = start
    start = next

    let at = lineStart
    let indent = 0
    for (; at < end; at++) {
      const code = text.charCodeAt(at)
      if (code === 32) indent++
      else if (code === 9) indent += 4
      else if (code !== 13) break
    }
    while (end > at && text.charCodeAt(end - 1) <= 32) end--

    if (fence) {
      fence.block.end = end
      if (text.startsWith(fence.mark, at) && isOnly(text, at, end, fence.mark.charCodeAt(0)))
        fence = undefined
      else {
        if (fence.empty) fence.block.inner.start = lineStart
        fence.block.inner.end = end
        fence.empty = false
      }
      continue
    }
    if (at === end) {
      open = undefined
      continue
    }

    const first = text.charCodeAt(at)
    const short = end - at < LONG
    const add = (kind: BlockKind, innerStart: number, more?: Partial<Block>): Block => {
      const block: Block = { kind, start: at, end, inner: { start: innerStart, end }, indent, ...more }
      out.push(block)
      lines = 1
      return block
    }

    if (first === 0x60 || first === 0x7e) {
      const match = matchAt(FENCE, text, at)
      if (match && !lineHas(text, FENCE.lastIndex, end, '`')) {
        const language = match[2]?.toLowerCase()
        const block = add('code', end, language ? { language } : {})
        fence = { mark: match[1] ?? '```', block, empty: true }
        open = undefined
        continue
      }
    }
    if (first === 0x23) {
      const match = matchAt(HEADING, text, at)
      if (match) {
        const block = add('heading', HEADING.lastIndex, { level: match[1]?.length ?? 1 })
        while (block.inner.end > block.inner.start && text.charCodeAt(block.inner.end - 1) === 0x23)
          block.inner.end--
        open = undefined
        inList = false
        continue
      }
    }
    if (first === 0x3e) {
      QUOTE.lastIndex = at
      QUOTE.test(text)
      if (QUOTE.lastIndex < end) add('quote', QUOTE.lastIndex)
      open = undefined
      continue
    }
    const line = short ? text.slice(at, end) : ''
    if (open?.kind === 'paragraph' && lines === 1 && SETEXT.test(line)) {
      open.kind = 'heading'
      open.level = first === 0x3d ? 1 : 2
      open.end = end
      open = undefined
      continue
    }
    if (short && RULE.test(line)) {
      open = undefined
      continue
    }
    const item = matchAt(ITEM, text, at)
    if (item) {
      open = add('item', ITEM.lastIndex, item[1] ? { number: Number(item[1]) } : {})
      inList = true
      continue
    }
    const last = out.at(-1)
    if (last?.kind === 'table' && last.end >= lineStart - 2 && lineHas(text, at, end, '|')) {
      last.end = last.inner.end = end
      continue
    }
    if (short && lineHas(text, at, end, '|') && isTableRule(nextLine(text, next))) {
      add('table', at)
      open = undefined
      continue
    }
    if (open) {
      open.end = open.inner.end = end
      lines++
      continue
    }
    if (indent >= 4 && !inList) {
      if (last?.kind === 'code' && last.indent >= 4 && isBlank(text, last.end, at))
        last.end = last.inner.end = end
      else add('code', at)
      continue
    }
    if (indent < 2) inList = false
    if (BOLD_LINE.test(line)) add('heading', at, { level: 6 })
    else open = add('paragraph', at)
  }
  return out
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function lineHas(text: string, start: number, end: number, char: string): boolean {
  const code = char.charCodeAt(0)
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === code) return true
  return false
}

function isOnly(text: string, start: number, end: number, code: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) !== code) return false
  return true
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) > 32) return false
  return true
}

function isTableRule(line: string): boolean {
  return line.includes('|') && line.includes('-') && TABLE_RULE.test(line)
}

function nextLine(text: string, start: number): string {
  const end = text.indexOf('\n', start)
  return text.slice(start, Math.min(end < 0 ? text.length : end, start + LONG)).trim()
}
