import { fileOutput, type Output } from '../stream/output.js'
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
  const open = async (path: string | undefined, keep = false) => {
    if (path === undefined) return undefined
    if (flags['dry-run']) return NOWHERE
    return path === '-' ? stdout : fileOutput(path, keep)
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
    const { block } = result
    const out = result.keys ? result.out.filter((_, i) => this.#isNew(result.keys?.[i] ?? '')) : result.out
    tally.read += result.read
    tally.written += out.length + (block?.count ?? 0)
    tally.reject(result.rejected)
    if (result.rejects.length) await outputs.rejects?.write(`${result.rejects.join('\n')}\n`)
    if (out.length) await outputs.main.write(`${out.join('\n')}\n`)
    if (block?.count) await outputs.main.write(block.bytes)
  }

  #isNew(key: string): boolean {
    if (!key || this.seen.add(key)) return true
    this.tally.repeated++
    return false
  }
}
