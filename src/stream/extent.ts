import { fstatSync, statSync } from 'node:fs'

/** How much of the inputs has been read, in bytes. */
export class Extent {
  done = 0
  /** Undefined where it is not known: of a pipe. */
  total: number | undefined

  /** Takes the sizes of these files, if all of them are plain files; `-` is stdin. */
  measure(paths: readonly string[]): void {
    this.total = 0
    for (const path of paths) {
      const stat = path === '-' ? fstatSync(0) : statSync(path, { throwIfNoEntry: false })
      if (!stat?.isFile()) {
        this.total = undefined
        return
      }
      this.total += stat.size
    }
  }

  /** Counts what passes through. */
  async *count(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.done += chunk.length
      yield chunk
    }
  }
}
