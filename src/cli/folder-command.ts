import { createHash, type Hash } from 'node:crypto'
import { basename } from 'node:path'
import type { Reads, RecordOf } from '../record/parse.js'
import { type FolderOutput, folderOutput } from '../stream/folder.js'
import { modeLike } from '../stream/replace.js'
import type { Sink } from '../stream/sink.js'
import { FilterCommand } from './filter.js'
import type { FilterFlags } from './filter-flags.js'

/** Says that strom made a folder, and may replace it. */
const MARK = 'manifest.json'

export interface Input {
  file: string
  bytes: number
  sha256: string
}

/** Writes a line to a file of the folder. */
export type Put = (file: string, line: string) => void

export interface FolderFilter<K extends Reads> {
  step: (record: RecordOf<K>, sink: Sink, put: Put) => void
  finish: (sink: Sink, put: Put) => void
  /** The other files, once everything is read; undefined leaves the folder as it was. */
  close: (
    inputs: Input[],
    folder: Pick<FolderOutput, 'rename'>,
  ) => Promise<Record<string, string> | undefined>
}

/** A filter that writes a folder: whole, or not at all. */
export abstract class FolderCommand extends FilterCommand {
  protected async filterToFolder<K extends Reads>(
    kind: K,
    flags: FilterFlags,
    path: string,
    { step, finish, close }: FolderFilter<K>,
  ): Promise<void> {
    this.refuseTerminal(flags)
    const folder = flags['dry-run'] ? undefined : await folderOutput(path, MARK, modeLike(flags.input))
    const hashes = new Map<string, { hash: Hash; bytes: number }>()
    let lines = new Map<string, string[]>()
    const put: Put = (file, line) => {
      const list = lines.get(file)
      if (list) list.push(line)
      else lines.set(file, [line])
    }
    try {
      await this.filter(kind, flags, {
        step: (record, sink) => step(record, sink, put),
        finish: (sink) => finish(sink, put),
        flush: async () => {
          for (const [file, texts] of lines) {
            this.tally.written += texts.length
            await (await folder?.file(file))?.write(`${texts.join('\n')}\n`)
          }
          lines = new Map()
        },
        tap: (file, chunk) => {
          const seen = hashes.get(file) ?? { hash: createHash('sha256'), bytes: 0 }
          seen.hash.update(chunk)
          seen.bytes += chunk.length
          hashes.set(file, seen)
        },
      })
      if (!folder) return
      if (this.world.stop.signal.aborted) return await folder.keepPartial()
      const inputs = [...hashes].map(([file, { hash, bytes }]) => ({
        file: basename(file),
        bytes,
        sha256: hash.digest('hex'),
      }))
      const files = await close(inputs, folder)
      if (!files) return await folder.discard()
      for (const [name, text] of Object.entries(files)) await (await folder.file(name)).write(text)
      await folder.close()
    } catch (error) {
      await folder?.keepPartial().catch(() => {})
      throw error
    }
  }
}
