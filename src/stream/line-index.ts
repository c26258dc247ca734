import { closeSync, openSync, readSync } from 'node:fs'
import { Readable } from 'node:stream'
import { sources } from './input.js'
import { isBlank, LineCursor, lineBlocks } from './lines.js'

interface Place {
  file: number
  start: number
  end: number
}

/** Lines of files by a key, found again without their texts being kept. */
export class LineIndex {
  readonly #places = new Map<string, Place>()
  readonly #files: number[] = []

  /**
   * Reads files through once.
   * @param keyOf the key of a line, given its file and number for errors; undefined for one that is not asked for
   * @throws MissingInputError where a file is missing or cannot be read
   */
  async add(
    paths: readonly string[],
    keyOf: (line: string, at: string) => string | undefined,
    stop: AbortSignal,
  ): Promise<void> {
    for await (const { file, chunks } of sources(paths, Readable.from([]), stop)) {
      const at = this.#files.push(openSync(file, 'r')) - 1
      let offset = 0
      for await (const block of lineBlocks(file, chunks, 1, stop)) {
        for (const line = new LineCursor(block); line.next(); ) {
          if (isBlank(line.text)) continue
          const key = keyOf(line.text, `${file}:${line.number}`)
          if (key !== undefined)
            this.#places.set(key, { file: at, start: offset + line.start, end: offset + line.end })
        }
        offset += block.bytes.length + 1
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
