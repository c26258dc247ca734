import { readFileSync } from 'node:fs'

export interface Step {
  command: string
  /** Lines that must appear on stdout, in order; a line `...` stands for any lines. */
  expected: string[]
}

/** The ```console blocks of a Markdown file, indented ones too: lines after `$ ` are run, the lines below are what they print. */
export function consoleBlocks(path: string): { title: string; steps: Step[] }[] {
  const blocks: { title: string; steps: Step[] }[] = []
  let title = ''
  let open: Step[] | undefined
  let indent = ''
  for (const raw of readFileSync(path, 'utf8').split('\n')) {
    const line = open && raw.startsWith(indent) ? raw.slice(indent.length) : raw
    if (open) {
      const last = open.at(-1)
      if (line === '```') open = undefined
      else if (line.startsWith('$ ')) open.push({ command: line.slice(2), expected: [] })
      else if (last?.command.endsWith('\\')) last.command += `\n${line.replace(/^> /, '')}`
      else last?.expected.push(line)
    } else if (/^ *```console$/.test(line)) {
      indent = line.slice(0, line.indexOf('`'))
      open = []
      blocks.push({ title: `${title} (${blocks.length + 1})`, steps: open })
    } else if (line.startsWith('#')) title = line.replace(/^#+ /, '')
  }
  return blocks
}

/** Whether the lines appear in this order, with `...` for any number of lines. A line ending in `...` is a prefix. */
export function matches(actual: string, expected: readonly string[]): boolean {
  const lines = actual.replace(/\n$/, '').split('\n')
  let at = 0
  let skip = false
  for (const line of expected) {
    if (line === '...') {
      skip = true
      continue
    }
    const same = (text: string | undefined) =>
      text !== undefined && (line.endsWith('...') ? text.startsWith(line.slice(0, -3)) : text === line)
    if (skip) while (at < lines.length && !same(lines[at])) at++
    if (!same(lines[at])) return false
    at++
    skip = false
  }
  return skip || at === lines.length || (expected.length === 0 && actual === '')
}
