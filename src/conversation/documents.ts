/**
 * Documents that a model writes beside its answer, for the reader to see in a pane of their own: Claude.ai's artifacts and
 * created files, ChatGPT's canvas. What the reader saw is text of the answer, in the place where it was written.
 */
export interface ShownDocument {
  text: string
  title?: string | undefined
  /** Of a fence around it; empty where it is code of no known language, undefined where it is prose. */
  language?: string | undefined
}

/** The documents of a branch as they are by now, newest version first. Branches share what they grew from. */
export interface Shelf {
  id: string
  document: ShownDocument
  before: Shelf | undefined
}

export function put(shelf: Shelf | undefined, id: string, document: ShownDocument): Shelf {
  return { id, document, before: shelf }
}

/** The newest version of a document. */
export function onShelf(shelf: Shelf | undefined, id: string): ShownDocument | undefined {
  for (let at = shelf; at; at = at.before) if (at.id === id) return at.document
  return undefined
}

/** A document as it stands in an answer: prose as it is, everything else in a fence, with its title before it. */
export function shown({ text, title, language }: ShownDocument): string {
  if (language === undefined) return text.trim()
  const body = text.replace(/^\s*\n/, '').trimEnd()
  const fence = '`'.repeat(Math.max(3, longestFence(body) + 1))
  const heading = title?.trim() ? `**${title.trim()}**\n\n` : ''
  return `${heading}${fence}${language}\n${body}\n${fence}`
}

/** Of the longest run of backticks that a line begins with, its length. */
function longestFence(text: string): number {
  let longest = 0
  for (const [run] of text.matchAll(/^[^\S\n]{0,3}`{3,}/gm)) longest = Math.max(longest, run.trim().length)
  return longest
}

const TYPES: Record<string, string | undefined> = {
  'text/markdown': undefined,
  'text/plain': undefined,
  document: undefined,
  'text/html': 'html',
  'image/svg+xml': 'svg',
  'application/vnd.ant.mermaid': 'mermaid',
  'application/vnd.ant.react': 'jsx',
  'application/vnd.ant.code': '',
  'code/react': 'jsx',
}

/**
 * The language of a fence, from what a format says of a document.
 * @param type a media type, or `document`, or `code/python`
 * @returns undefined for prose
 */
export function languageOf(type: string, language?: string): string | undefined {
  if (language && !/^(?:markdown|md|text|plaintext)$/i.test(language)) return language.toLowerCase()
  if (Object.hasOwn(TYPES, type)) return TYPES[type]
  return /^code\/(\w[\w+#.-]*)$/.exec(type)?.[1] ?? (type ? '' : undefined)
}

const EXTENSIONS: Record<string, string> = {
  cjs: 'javascript',
  js: 'javascript',
  mjs: 'javascript',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'bash',
  ts: 'typescript',
  yml: 'yaml',
}

/** The language of a file by the end of its name; undefined for prose. */
export function languageOfFile(path: string): string | undefined {
  const end = /\.(\w{1,12})$/.exec(path)?.[1]?.toLowerCase()
  if (end === undefined) return ''
  return /^(?:md|markdown|txt)$/.test(end) ? undefined : (EXTENSIONS[end] ?? end)
}

/** The text with the first place of `before` replaced; undefined where it is nowhere. */
export function replaced(text: string, before: string, after: string): string | undefined {
  const at = before === '' ? -1 : text.indexOf(before)
  return at < 0 ? undefined : text.slice(0, at) + after + text.slice(at + before.length)
}
