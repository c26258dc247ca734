import { fileOutput, type Output } from '../stream/output.js'
import { modeLike } from '../stream/replace.js'
import { Seen } from '../stream/seen.js'
import type { BatchResult } from '../stream/sink.js'
import type { FilterFlags } from './filter-flags.js'
import type { Tally } from './tally.js'

/** Where a filter writes. */
export interface Outputs {
  main: Output
  rejects: Output | undefined
  errors: Output | undefined
  all: Output[]
}

/** @throws CannotWriteError */
export async function openOutputs(flags: FilterFlags, stdout: Output, append: boolean): Promise<Outputs> {
  const mode = modeLike(flags.input) // what only some may read is not to be read by all in another form
  const open = async (path: string | undefined, append = false) => {
    if (path === undefined) return undefined
    if (flags['dry-run']) return NOWHERE
    return path === '-' ? stdout : fileOutput(path, { append, mode })
  }
  const main = (await open(flags.output, append)) ?? stdout
  const rejects = await open(flags.rejects)
  const errors = await open(flags.errors)
  return { main, rejects, errors, all: [main, rejects, errors].filter((output) => output !== undefined) }
}

const NOWHERE: Output = { async write() {}, async close() {}, async keepPartial() {} }

/** Writes batch results: one write a batch, repeated keys left out, everything counted. */
export class ResultWriter {
  constructor(
    private readonly outputs: Outputs,
    private readonly tally: Tally,
    private readonly seen = new Seen(),
  ) {}

  async write(result: BatchResult): Promise<void> {
    const { tally, outputs } = this
    const { written } = result
    const out = result.keyed ? this.#withoutRepeated(result) : result.out
    tally.read += result.read
    tally.written += written
    tally.reject(result.rejected)
    if (result.rejects.length) await outputs.rejects?.write(result.rejects)
    if (out.length) await outputs.main.write(out)
  }

  /** The lines whose keys are new, moved together in place. */
  #withoutRepeated({ out, keyed = [] }: BatchResult): Uint8Array {
    let length = 0
    let done = 0
    const keep = (end: number) => {
      if (length !== done) out.copyWithin(length, done, end)
      length += end - done
    }
    for (const { key, start, end } of keyed) {
      if (this.seen.add(key)) continue
      keep(start)
      done = end
      this.tally.repeated++
      this.tally.written--
    }
    keep(out.length)
    return out.subarray(0, length)
  }
}
