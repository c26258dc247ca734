import { setImmediate } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { Reads } from '../record/parse.js'
import { type BatchOptions, runBatch, type Step } from './batch.js'
import type { LineBlock } from './lines.js'
import type { BatchResult } from './sink.js'

/** The work on each record: for this thread, and by its module for others, which make their own step of the options. */
export interface Work<K extends Reads = Reads> {
  kind: K
  step: Step<K>
  /** Path of a module that exports `step(options)`. */
  module: string
  /** Plain data. */
  options: unknown
  batch: BatchOptions
}

/** What a thread is started with. */
export type Orders = Pick<Work, 'kind' | 'module' | 'options' | 'batch'>
/** What it answers to each block of lines. */
export type Answer = { result: BatchResult } | { error: Error }

/** No thread is started before this one has worked so long: for less work a start costs more than it saves. */
const START_MS = 300
/** Blocks a thread is given at once, so that it has work while this one does what only one can do: read, end and write. */
const HELD = 6

interface Waiting {
  resolve: (result: BatchResult) => void
  reject: (error: Error) => void
}

interface Thread {
  worker: Worker
  waiting: Waiting[]
  ready: boolean
}

function signal(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {}
  const promise = new Promise<void>((done) => {
    resolve = done
  })
  return { promise, resolve }
}

/** This thread and others beside it, which work on blocks of lines. The step sees every record, in any order. */
export class Crew<K extends Reads> {
  #threads: Thread[] = []
  /** Is this thread at work on a block? */
  #busy = false
  /** Resolves when a thread has done something. */
  #change = signal()
  #started = false
  #closed = false
  /** How long this thread has worked, in ms. */
  #worked = 0
  /** Why a thread was lost. */
  #failure: Error | undefined

  /**
   * @param script path of the compiled `stream/thread`
   * @param jobs threads in all, 2 or more
   * @param startMs how long this thread works before others are started
   */
  constructor(
    private readonly work: Work<K>,
    private readonly script: string,
    private readonly jobs: number,
    private readonly startMs = START_MS,
  ) {}

  /** Works on a block, in a thread that is free, else in this one. What is thrown there is thrown here. */
  async run(block: LineBlock): Promise<BatchResult> {
    if (this.#failure) throw this.#failure
    if (!this.#started && this.#worked >= this.startMs) this.#start()
    for (;;) {
      const free = this.#threads
        .filter(({ ready, waiting }) => ready && waiting.length < HELD)
        .sort((a, b) => a.waiting.length - b.waiting.length)[0]
      if (free) return this.#ask(free, block)
      if (!this.#busy) return this.#work(block)
      await this.#change.promise
    }
  }

  #ask({ worker, waiting }: Thread, { file, first, bytes }: LineBlock): Promise<BatchResult> {
    const copy = new Uint8Array(bytes)
    return new Promise((resolve, reject) => {
      waiting.push({ resolve, reject })
      worker.postMessage({ file, first, bytes: copy } satisfies LineBlock, [copy.buffer])
    })
  }

  /** In this thread, which takes one block at a time, so that others find work when they are done. */
  async #work(block: LineBlock): Promise<BatchResult> {
    this.#busy = true
    try {
      await setImmediate() // answers of other threads come in first
      const start = performance.now()
      const result = await runBatch(this.work.kind, this.work.step, block, this.work.batch)
      this.#worked += performance.now() - start
      return result
    } finally {
      this.#busy = false
      this.#changed()
    }
  }

  #changed(): void {
    const { resolve } = this.#change
    this.#change = signal()
    resolve()
  }

  /** Ends the other threads. Work in them is lost. */
  async close(): Promise<void> {
    this.#closed = true
    const threads = this.#threads
    this.#threads = []
    await Promise.all(threads.map(({ worker }) => worker.terminate()))
  }

  #start(): void {
    this.#started = true
    const { kind, module, options, batch } = this.work
    for (let i = 1; i < this.jobs; i++) {
      const orders: Orders = { kind, module, options, batch }
      const worker = new Worker(this.script, { workerData: orders })
      const thread: Thread = { worker, waiting: [], ready: false }
      this.#threads.push(thread)
      worker.once('message', () => {
        thread.ready = true
        this.#changed()
        worker.on('message', (answer: Answer) => {
          const asked = thread.waiting.shift()
          if ('error' in answer) asked?.reject(answer.error)
          else asked?.resolve(answer.result)
          this.#changed()
        })
      })
      const lost = (error: Error) => {
        if (this.#closed) return
        this.#failure ??= error
        this.#threads = this.#threads.filter((other) => other !== thread)
        for (const { reject } of thread.waiting) reject(error)
        this.#changed()
      }
      worker.on('error', lost)
      worker.on('exit', (code) => lost(new Error(`a thread ended with code ${code}`)))
    }
  }
}
