import { closeSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { sources } from './input.js'
import { isBlank, LineCursor, lineBlocks } from './lines.js'

interface Place {
  file: number
  start: number
  end: number
}

/** A line of a file that is not blank. */
export interface FileLine {
  /** File and number, for errors. */
  at: string
  text: string
  /** Where it is in its file, in bytes. */
  start: number
  end: number
}

/** The lines of a file. @throws MissingInputError where it is missing or cannot be read */
export async function* fileLines(path: string, stop: AbortSignal): AsyncGenerator<FileLine> {
  for await (const { file, chunks } of sources([path], Readable.from([]), stop)) {
    let offset = 0
    for await (const block of lineBlocks(file, chunks, 1, stop)) {
      for (const line = new LineCursor(block); line.next(); ) {
        const { text, number, start, end } = line
        if (!isBlank(text)) yield { at: `${file}:${number}`, text, start: offset + start, end: offset + end }
      }
      offset += block.bytes.length + 1
    }
  }
}

/** Lines of files by a key, found again without their texts being kept. */
export class LineIndex {
  readonly #places = new Map<string, Place>()
  readonly #files: number[] = []

  /**
   * Reads files through once.
   * @param keyOf the key of a line; undefined for one that is not asked for
   * @throws MissingInputError where a file is missing or cannot be read
   */
  async add(
    paths: readonly string[],
    keyOf: (line: FileLine) => string | undefined,
    stop: AbortSignal,
  ): Promise<void> {
    for (const path of paths) {
      let at: number | undefined
      for await (const line of fileLines(path, stop)) {
        at ??= this.#files.push(openSync(path, 'r')) - 1
        const key = keyOf(line)
        if (key !== undefined) this.#places.set(key, { file: at, start: line.start, end: line.end })
      }
    }
  }

  /** The line of a key. */
  get(key: string): string | undefined {
    const place = this.#places.get(key)
    if (!place) return undefined
    const bytes = Buffer.alloc(place.end - place.start)
    readSync(this.#files[place.file]!, bytes, 0, bytes.length, place.start)
    return bytes.toString('utf8')
  }

  close(): void {
    for (const file of this.#files) closeSync(file)
    this.#files.length = 0
  }
}
