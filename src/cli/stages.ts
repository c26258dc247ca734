import { type BatchOptions, endBatch, finishBatch, type Part, runBatch } from '../stream/batch.js'
import type { LineBlock } from '../stream/lines.js'
import type { Output } from '../stream/output.js'
import type { BatchResult } from '../stream/sink.js'
import type { Handle } from './filter.js'
import { ResultWriter } from './outputs.js'
import { Tally } from './tally.js'

/** What a step of a run read, wrote and left out. */
export type StepCounts = {
  command: string
  in: number
  out: number
  rejected: Record<string, number>
}

/**
 * Commands of a pipe in one process. Each reads the lines that the one before it wrote, and so makes the same of them as
 * it would in a process of its own.
 */
export class Stages {
  readonly #stages: Stage[]
  readonly #first: Stage

  constructor(first: string, parts: readonly Part[], options: BatchOptions) {
    this.#first = new Stage({ command: first, kind: 'any', step: () => {} }, options)
    this.#stages = parts.map((part) => new Stage(part, options))
  }

  /**
   * Puts what the first command makes through all others. @returns the lines of the last
   * @param handle is told of bad lines and of what was left out
   */
  async *through(
    made: AsyncIterable<{ file: string; result: BatchResult }>,
    handle: Handle,
  ): AsyncGenerator<LineBlock> {
    let first = 1
    for await (const { file, result } of made) {
      let left = await this.#first.pass(result)
      await handle(besideLines(result), file)
      for (const stage of this.#stages) {
        if (left.out.length === 0) break
        left = await stage.take(left.out)
        await handle(besideLines(left), stage.file)
      }
      if (left.out.length === 0) continue
      yield { file: (this.#stages.at(-1) ?? this.#first).file, first, bytes: left.out.subarray(0, -1) }
      first += left.written
    }
    for (const stage of this.#stages)
      if (stage.part.finish) await handle(besideLines(await stage.finish()), stage.file)
  }

  get steps(): StepCounts[] {
    return [this.#first, ...this.#stages].map(({ part, tally }) => ({
      command: part.command,
      in: tally.read,
      out: tally.written,
      rejected: tally.rejected,
    }))
  }
}

class Stage {
  readonly tally = new Tally()
  readonly file: string
  readonly #writer: ResultWriter
  #written: Uint8Array = NOTHING
  #line = 1

  constructor(
    readonly part: Part,
    private readonly options: BatchOptions,
  ) {
    this.file = `<${part.command}>`
    const main: Output = {
      write: async (bytes) => {
        this.#written = bytes as Uint8Array
      },
      async close() {},
      async keepPartial() {},
    }
    this.#writer = new ResultWriter({ main, rejects: undefined, errors: undefined, all: [main] }, this.tally)
  }

  /** @param lines whole lines, each with its newline */
  async take(lines: Uint8Array): Promise<BatchResult> {
    const { file, options } = this
    const { kind, step, end } = this.part
    const result = await runBatch(
      kind,
      step,
      { file, first: this.#line, bytes: lines.subarray(0, -1) },
      options,
    )
    this.#line += result.read
    return this.pass(end ? endBatch(result, end, file, options.keepRejects) : result)
  }

  /** After the last lines: what was left out at the end. */
  async finish(): Promise<BatchResult> {
    return this.pass(await finishBatch(this.part.kind, this.part, this.options.keepRejects))
  }

  /** Counts a result, and leaves out what was written before. */
  async pass(result: BatchResult): Promise<BatchResult> {
    this.#written = NOTHING
    await this.#writer.write(result)
    return { ...result, out: this.#written }
  }
}

const NOTHING = new Uint8Array(0)

/** The result but for its lines and counts. */
function besideLines({ rejects, bad, failures }: BatchResult): BatchResult {
  return { out: NOTHING, written: 0, read: 0, rejected: {}, rejects, bad, ...(failures && { failures }) }
}
