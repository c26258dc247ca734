import type { Problem } from './parse.js'

/** Where in its file a document starts. */
export interface Place {
  file: string
  /** Line number, or the place in the array that holds the documents: `[3]`, `conversations[3]`. */
  at: number | string
  /** Both counted from 1; the column counts bytes. */
  line: number
  column: number
}

/** One parsed value of an input file: a line of JSONL, an element of an array, or an object that stands alone. */
export interface Document extends Place {
  value: unknown
}

/** A value that cannot be parsed, or is not of the shape that was expected. */
export interface BadDocument extends Place {
  text: string
  problem: Problem
  /** The file ended in it: a line that was still being written, or a cut export. */
  unfinished?: true
}

export function isBad(document: Document | BadDocument): document is BadDocument {
  return 'problem' in document
}
