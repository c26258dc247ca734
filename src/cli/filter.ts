import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../record/errors.js'
import type { Reads, RecordOf } from '../record/parse.js'
import { rowsOf } from '../stream/append.js'
import type { Act, BatchOptions, End, Filter, Step } from '../stream/batch.js'
import type { Crew } from '../stream/crew.js'
import { sources } from '../stream/input.js'
import { LineBuffer } from '../stream/line-buffer.js'
import { isBlank, type LineBlock, LineCursor, lineBlocks } from '../stream/lines.js'
import { mapOrdered, type OrderedOptions } from '../stream/ordered.js'
import { DownstreamClosed } from '../stream/output.js'
import type { BatchResult } from '../stream/sink.js'
import { badLineError } from './bad-line.js'
import { EXIT } from './exit-codes.js'
import { type FilterFlags, fileArgs, filterFlags } from './filter-flags.js'
import { type Outputs, openOutputs, ResultWriter } from './outputs.js'
import { RunCommand } from './run-command.js'

/** A command that reads records of one kind and writes records: the contract of `strom help pipes`. */
export abstract class FilterCommand extends RunCommand {
  /** The kind of record on stdin. The contract tests walk it. */
  static reads: Reads
  static override baseFlags = filterFlags
  static override args = fileArgs
  /** Writes records of strom on stdout; false for rows of others, and for text. */
  static override writesRecords = true

  /**
   * Reads all inputs, runs the filter over every record, writes what it makes, and sums up.
   * @param filter or how to load it, which is done when the first lines arrive: a start without input stays quick
   */
  protected async filter<K extends Reads>(
    kind: K,
    flags: FilterFlags,
    filter: Filter<K> | (() => Promise<Filter<K>>),
  ): Promise<void> {
    const options = this.batchOptions(flags)
    let ready = typeof filter === 'function' ? undefined : filter
    await this.#run(flags, ready ?? {}, async (handle) => {
      const out = new LineBuffer()
      for await (const block of this.blocks(flags, handle, ready?.tap)) {
        const { runBatch } = await import('../stream/batch.js')
        ready ??= await (filter as () => Promise<Filter<K>>)()
        out.clear()
        await handle(await runBatch(kind, ready.step, block, options, out), block.file)
      }
      if (ready?.finish) {
        const { finishBatch } = await import('../stream/batch.js')
        await handle(await finishBatch(kind, ready, options.keepRejects), '')
      }
    })
  }

  /**
   * As `filter`, for a step that knows one record at a time, so that several threads can share the work. What comes out
   * is the same whatever their number.
   * @param name of the module in `steps/`, for threads
   * @param load loads it for this thread
   * @param end ends what the step holds, in this thread
   */
  protected async filterEach<K extends Reads, O>(
    kind: K,
    flags: FilterFlags & { jobs: number },
    name: string,
    load: () => Promise<Steps<K, O>>,
    options: O,
    end?: End,
    finish?: Filter['finish'],
  ): Promise<void> {
    const { jobs } = flags
    if (jobs === 1 && !end)
      return this.filter(kind, flags, async () => ({ step: await (await load()).step(options) }))
    let crew: Promise<Crew<K>> | undefined
    const work = async (block: LineBlock) => {
      crew ??= this.#hire(kind, flags, name, load, options)
      return { file: block.file, result: await (await crew).run(block) }
    }
    await this.#run(flags, {}, async (handle) => {
      try {
        // enough blocks ahead that each thread has all it may hold, and none waits for one that is slow to come up
        const { endBatch, finishBatch } = await import('../stream/batch.js')
        const results = mapOrdered(this.blocks(flags, handle), work, { jobs: jobs === 1 ? 1 : 8 * jobs })
        for await (const { file, result } of results)
          await handle(end ? endBatch(result, end, file, flags.rejects !== undefined) : result, file)
        if (finish) await handle(await finishBatch(kind, { finish }, flags.rejects !== undefined), '')
      } finally {
        await (await crew)?.close()
      }
    })
  }

  async #hire<K extends Reads, O>(
    kind: K,
    flags: FilterFlags & { jobs: number },
    name: string,
    load: () => Promise<Steps<K, O>>,
    options: O,
  ): Promise<Crew<K>> {
    const [{ Crew }, { step }] = await Promise.all([import('../stream/crew.js'), load()])
    const program = (path: string) => join(this.config.root, 'dist', 'program', `${path}.js`)
    const module = pathToFileURL(program(`steps/${name}`)).href
    const work = { kind, step: await step(options), module, options, batch: this.batchOptions(flags) }
    return new Crew(work, program('stream/thread'), flags.jobs)
  }

  /**
   * As `filter`, for work that waits, such as a call to a model: several records at once, results in input order.
   * The work answers with what to do with the record.
   * @param ifEmpty lines to read where there is no input
   */
  protected async filterAsync<K extends Reads>(
    kind: K,
    flags: FilterFlags,
    work: (record: RecordOf<K>, text: string) => Promise<Act>,
    ordered: OrderedOptions,
    ifEmpty?: () => string[],
  ): Promise<void> {
    const keepRejects = flags.rejects !== undefined
    await this.#run(flags, {}, async (handle) => {
      const items = this.#items(flags, handle, ifEmpty)
      const { runRecord } = await import('../stream/batch.js')
      const results = mapOrdered(
        items,
        async (item) => ({ file: item.file, end: await runRecord(kind, work, item, keepRejects) }),
        ordered,
      )
      for await (const { file, end } of results) await handle(await end(), file)
    })
  }

  /** As `filter`, for a command that reads other things than lines of records. */
  protected async filterBatches(
    flags: FilterFlags,
    batches: (options: BatchOptions) => AsyncIterable<{ file: string; result: BatchResult }>,
  ): Promise<void> {
    const options = this.batchOptions(flags)
    await this.#run(flags, {}, async (handle) => {
      for await (const { file, result } of batches(options)) await handle(result, file)
    })
  }

  /** Opens the outputs, runs, closes them; a run that ends early leaves what it has done as FILE.partial. */
  async #run(
    flags: FilterFlags,
    { header, appendTo, flush }: Pick<Filter, 'header' | 'appendTo' | 'flush'>,
    work: (handle: Handle) => Promise<void>,
  ): Promise<void> {
    this.world.publishes &&= flags.output === '-' && !flags['dry-run']
    this.refuseTerminal(flags)
    const onError = this.#onError(flags)
    const outputs = await openOutputs(flags, this.world.stdout, appendTo !== undefined)
    const progress = this.progress()
    const { stop } = this.world
    try {
      const known = appendTo && (await rowsOf(flags.output, appendTo.quoted))
      const writer = new ResultWriter(outputs, this.tally, known)
      progress.start(flags)
      if (header && !known) await outputs.main.write(`${header}\n`)
      await work(async (result, file) => {
        await writer.write(result)
        await flush?.()
        await this.#handleBad(result, file, onError, outputs)
      })
      await Promise.all(
        outputs.all.map((output) => (stop.signal.aborted ? output.keepPartial() : output.close())),
      )
    } catch (error) {
      if (error instanceof DownstreamClosed) stop.abort('EPIPE')
      await Promise.all(outputs.all.map((output) => output.keepPartial().catch(() => {})))
      throw error
    } finally {
      progress.stop()
      this.summarize(flags)
    }
    if (this.tally.failed) this.world.exitCode ||= EXIT.someFailed[0]
  }

  async *#items(flags: FilterFlags, handle: Handle, ifEmpty?: () => string[]) {
    let empty = true
    for await (const block of this.blocks(flags, handle)) {
      for (const line = new LineCursor(block); line.next(); ) {
        const { text, number, broken } = line
        if (isBlank(text)) continue
        empty = false
        yield { file: block.file, text, line: number, broken }
      }
    }
    if (!empty || !ifEmpty) return
    for (const [i, text] of ifEmpty().entries()) yield { file: '<plan>', text, line: i + 1, broken: false }
  }

  /**
   * The lines to work on.
   * @param _handle takes what a command before this one made, where it runs in the same process
   */
  protected async *blocks(
    flags: FilterFlags,
    _handle: Handle,
    tap?: Filter['tap'],
  ): AsyncGenerator<LineBlock> {
    const { signal } = this.world.stop
    this.extent.measure(flags.input)
    for await (const { file, chunks } of sources(flags.input, this.world.stdin, signal)) {
      const counted = this.extent.count(chunks)
      yield* lineBlocks(file, tap ? tapped(file, counted, tap) : counted, 1, signal)
    }
  }

  protected batchOptions(flags: FilterFlags): BatchOptions {
    return { stopAtBad: this.#onError(flags) === 'fail', keepRejects: flags.rejects !== undefined }
  }

  #onError(flags: FilterFlags): FilterFlags['on-error'] {
    if (flags['on-error'] === 'emit' && !flags.errors)
      throw new UsageError('--on-error emit needs a place for the errors', 'add --errors FILE')
    return flags.errors ? 'emit' : flags['on-error']
  }

  async #handleBad(
    result: BatchResult,
    file: string,
    onError: FilterFlags['on-error'],
    outputs: Outputs,
  ): Promise<void> {
    const kept: string[] = []
    for (const bad of result.bad) {
      const error = await badLineError(file, bad)
      if (onError === 'fail' || bad.problem.upstream) throw error
      kept.push(this.#noteFailure('bad input', error.message, bad.text))
    }
    for (const { reason, message, text } of result.failures ?? [])
      kept.push(this.#noteFailure(reason, message, JSON.parse(text)))
    if (kept.length) await outputs.errors?.write(kept.join(''))
  }

  /** Counts a record that could not be answered and says so for the first few. @returns the line for --errors */
  #noteFailure(reason: string, message: string, record: unknown): string {
    this.tally.fail(reason)
    if (this.tally.failed <= MAX_WARNINGS) this.warning(message)
    if (this.tally.failed === MAX_WARNINGS) this.warning('further failures are only counted')
    return `${JSON.stringify({ schema: 'strom.error/1', error: { message }, record })}\n`
  }

  /** Without a file and with a terminal as stdin a filter would wait for ever: say what it needs instead. */
  protected refuseTerminal(flags: { input: string[] }): void {
    if (!flags.input.includes('-') || !this.world.stdin.isTTY) return
    const { examples = [], summary } = this.ctor
    const example = typeof examples[0] === 'string' ? examples[0] : (examples[0]?.command ?? '')
    throw new UsageError(
      `${this.id}: ${summary ?? ''}. It reads records from a pipe or a file, and stdin is a terminal`,
      `for example: ${example.replaceAll('<%= config.bin %>', 'strom')}\n  'strom ${this.id} --help' shows more`,
    )
  }
}

const MAX_WARNINGS = 10

/** Writes and counts a result, and does with bad lines what was asked for. */
export type Handle = (result: BatchResult, file: string) => Promise<void>

/** A module in `steps/`. */
interface Steps<K extends Reads, O> {
  step: (options: O) => Step<K> | Promise<Step<K>>
}

async function* tapped(file: string, chunks: AsyncIterable<Uint8Array>, tap: NonNullable<Filter['tap']>) {
  for await (const chunk of chunks) {
    tap(file, chunk)
    yield chunk
  }
}
