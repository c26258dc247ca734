import {
  languageOf,
  languageOfFile,
  onShelf,
  replaced,
  type Shelf,
  type ShownDocument,
} from '../../documents.js'
import { type Fields, fields, list, name, text } from '../fields.js'

/** What a call did to a document. */
export interface Change {
  id: string
  /** Undefined where what there was cannot be told. */
  document: ShownDocument | undefined
  /** A file may be only for the model itself; an artifact never is. */
  isFile: boolean
}

/** @returns undefined where the call has nothing to do with documents */
export function changeOf(block: Fields, shelf: Shelf | undefined): Change | undefined {
  const input = fields(block.input)
  if (block.name === 'artifacts') return artifactChange(input, shelf)
  if (block.name !== 'create_file' && block.name !== 'str_replace') return undefined
  const id = name(input.path)
  if (id === undefined) return undefined
  if (block.name === 'create_file') {
    if (typeof input.file_text !== 'string') return undefined
    return {
      id,
      isFile: true,
      document: { text: input.file_text, title: fileName(id), language: languageOfFile(id) },
    }
  }
  return { id, isFile: true, document: edited(onShelf(shelf, id), input) }
}

function artifactChange(input: Fields, shelf: Shelf | undefined): Change | undefined {
  const { command, content } = input
  const id = name(input.id) ?? ''
  const old = onShelf(shelf, id)
  if (command === 'update') return { id, isFile: false, document: edited(old, input) }
  if (typeof content !== 'string') return undefined
  const type = name(input.type)
  return {
    id,
    isFile: false,
    document: {
      text: content,
      title: name(input.title) ?? old?.title,
      language: type || input.language ? languageOf(type ?? '', name(input.language)) : old?.language,
    },
  }
}

function edited(old: ShownDocument | undefined, { old_str, new_str }: Fields): ShownDocument | undefined {
  const after = old && replaced(old.text, text(old_str), text(new_str))
  return old && after !== undefined ? { ...old, text: after } : undefined
}

export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** The files that an answer gives the person: those it presents, and those it links. */
export function presented(blocks: readonly Fields[]): Set<string> {
  const files = new Set<string>()
  for (const { type, name: tool, input, text: said } of blocks) {
    if (type === 'tool_use' && tool === 'present_files')
      for (const path of list(fields(input).filepaths ?? fields(input).paths)) files.add(text(path))
    if (type === 'text' && text(said).includes(LINK))
      for (const [, path] of text(said).matchAll(/computer:\/\/(\/[^()\s]+)/g)) files.add(path!)
  }
  return files
}

const LINK = 'computer:///'

/** Links that lead nowhere outside of the app: what they say stays. */
export function withoutFileLinks(said: string): string {
  return said.includes(LINK) ? said.replace(/\[([^[\]]*)\]\(computer:\/\/\/[^()\s]*\)/g, '$1') : said
}

/** The last block in which a call, other than one that writes or presents files, names a file: by the file's name. */
export function mentions(blocks: readonly Fields[]): Map<string, number> {
  const found = new Map<string, number>()
  for (const [index, { type, name: tool, input }] of blocks.entries()) {
    if (type !== 'tool_use' || WRITERS.has(text(tool))) continue
    for (const [word] of (JSON.stringify(input) ?? '').matchAll(/[\p{L}\p{N}_.-]+/gu)) found.set(word, index)
  }
  return found
}

const WRITERS = new Set(['create_file', 'str_replace', 'present_files', 'artifacts'])

/** The part of a path that `mentions` finds: its last word. */
export function mentioned(path: string): string {
  return /[\p{L}\p{N}_.-]+$/u.exec(path)?.[0] ?? path
}
