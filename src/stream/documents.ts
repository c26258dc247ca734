import { isUtf8 } from 'node:buffer'
import { type BadDocument, type Document, isBad, type Place } from '../record/document.js'
import { type Problem, shortMessage } from '../record/parse.js'
import type { Source } from './input.js'
import { type Element, JsonElements } from './json-elements.js'
import { isBlank, type Lines, lines } from './lines.js'

export interface DocumentOptions {
  /** Members of an outermost object that may hold the documents. */
  members?: readonly string[]
  /** Is this first element of such a member a document? If not, the object that holds it is one. */
  isDocument?: (value: unknown) => boolean
  /** Longest document, in bytes. */
  maxBytes?: number
  /** When this is aborted the file was not read to its end, and what it broke off in is no mistake. */
  stop?: AbortSignal
}

export type Batch = (Document | BadDocument)[]

/** Parses the documents of one file after the other; see `fileDocuments`. */
export async function* documents(
  sources: AsyncIterable<Source>,
  options: DocumentOptions = {},
): AsyncGenerator<Batch> {
  for await (const source of sources) yield* fileDocuments(source, options)
}

/**
 * Parses a file's documents, one batch per chunk, so that what arrives is passed on at once and no more than a
 * chunk's worth of documents, or one that is larger, is in memory. Takes a JSON array, an object whose member is such
 * an array, one object, or JSONL, with or without byte order mark and CRLF.
 */
export async function* fileDocuments(source: Source, options: DocumentOptions = {}): AsyncGenerator<Batch> {
  const { file } = source
  const isDocument = options.isDocument ?? (() => true)
  const elements = new JsonElements({ ...options, unwrap: (first) => isDocument(tryParse(first)) })
  const chunks = source.chunks[Symbol.asyncIterator]()
  try {
    for (let read = await chunks.next(); !read.done; read = await chunks.next()) {
      elements.feed(asBuffer(read.value))
      const batch: Batch = []
      for (let element = elements.next(); element; element = elements.next()) {
        const document = parse(file, element)
        if (element.guess && isBad(document)) elements.retry()
        else batch.push(document)
      }
      if (batch.length) yield batch
      const tail = elements.takeLines()
      if (tail) {
        yield* lineDocuments(lines(file, startingWith(tail.rest, chunks), tail.first), options.stop)
        return
      }
    }
    const cut = options.stop?.aborted ? undefined : elements.finish()
    if (cut) yield [parse(file, cut)]
  } finally {
    await chunks.return?.()
  }
}

/** A line that is no JSON is held back until another one follows, to tell whether the file ended in it. */
async function* lineDocuments(
  batches: AsyncIterable<Lines>,
  stop: AbortSignal | undefined,
): AsyncGenerator<Batch> {
  let doubtful: BadDocument | undefined
  for await (const { file, first, texts, broken } of batches) {
    const batch: Batch = []
    for (let i = 0; i < texts.length; i++) {
      const text = texts[i]!
      if (isBlank(text)) continue
      if (doubtful) batch.push(doubtful)
      const place = { file, at: first + i, line: first + i, column: 1 }
      const parsed = broken?.has(first + i) ? bad(place, text, NOT_UTF8) : parseText(place, text)
      doubtful = 'problem' in parsed ? parsed : undefined
      if (!doubtful) batch.push(parsed)
    }
    if (batch.length) yield batch
  }
  if (doubtful && !stop?.aborted)
    yield [doubtful.problem.syntax ? { ...doubtful, unfinished: true } : doubtful]
}

const NOT_UTF8: Problem = { message: 'not valid UTF-8', hint: 'save the file as UTF-8' }
const TOO_LARGE: Problem = { message: 'larger than 256 MB, which is more than one conversation may have' }
const CUT: Problem = {
  message: 'the file ends before this is complete',
  hint: 'export or copy the file again; --on-error skip takes what is whole',
}

function parse(file: string, element: Element): Document | BadDocument {
  const { bytes, at, line, column } = element
  const place = { file, at, line, column }
  const text = bytes.toString('utf8')
  if (element.tooLarge) return bad(place, text, TOO_LARGE)
  if (!isUtf8(bytes)) return bad(place, text, NOT_UTF8)
  if (element.unfinished) return { ...bad(place, text, CUT), unfinished: true }
  return parseText(place, text)
}

function parseText(place: Place, text: string): Document | BadDocument {
  const { file, at, line, column } = place
  try {
    return { file, at, line, column, value: JSON.parse(text) }
  } catch (error) {
    const hint = typeof place.at === 'string' ? { hint: '--on-error skip goes on without it' } : {}
    return bad(place, text, { message: `not JSON: ${shortMessage(error)}`, syntax: true, ...hint })
  }
}

function bad(place: Place, text: string, problem: Problem): BadDocument {
  return { ...place, text, problem }
}

function tryParse(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
}

async function* startingWith(first: Buffer, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield first
  for (let read = await rest.next(); !read.done; read = await rest.next()) yield read.value
}
