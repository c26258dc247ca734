import { rmSync, statSync } from 'node:fs'
import { CannotWriteError } from '../record/errors.js'
import { GrowingFile, type Place } from '../stream/grow.js'
import { holdFile, type Lock } from '../stream/lock.js'
import { endOfLinks } from '../stream/replace.js'
import { Entry } from './cache.js'
import type { ChatAnswer } from './chat-model.js'

/**
 * Keeps every paid answer of a run beside the file that the run writes, until that is complete. A run that was killed,
 * or could not answer everything, leaves its journal, and the same command goes on from there: each answer that is left
 * stands for one call. Only one run at a time may have the journal of a file.
 */
export class Journal {
  readonly path: string
  readonly #left = new Map<string, Place[]>()
  #file: GrowingFile | undefined
  #lock: Lock | undefined
  /** Answers of earlier runs that no call has taken. */
  left = 0

  private constructor(output: string) {
    this.path = `${output}.paid`
  }

  /**
   * @param output the file that the run writes; undefined for a pipe or a device, which keeps what it is given
   * @throws CannotWriteError, TryLaterError where another run writes the same file
   */
  static async open(output: string): Promise<Journal | undefined> {
    const target = endOfLinks(output)
    const found = statSync(target, { throwIfNoEntry: false })
    if (found && !found.isFile()) return undefined
    const journal = new Journal(target)
    try {
      journal.#lock = await holdFile(journal.path)
      if (statSync(journal.path, { throwIfNoEntry: false })) journal.#read()
    } catch (error) {
      throw journal.#failed(error)
    }
    return journal
  }

  #read(): void {
    for (const { text, ...place } of this.#opened().lines(0)) {
      const key = entryOf(text)?.key
      if (!key) continue
      const places = this.#left.get(key)
      if (places) places.push(place)
      else this.#left.set(key, [place])
      this.left++
    }
  }

  #opened(): GrowingFile {
    this.#file ??= new GrowingFile(this.path)
    return this.#file
  }

  /** An answer of an earlier run to this request, once. */
  take(key: string): ChatAnswer | undefined {
    const place = this.#left.get(key)?.shift()
    if (!place) return undefined
    this.left--
    return entryOf(this.#opened().bytes(place).toString('utf8'))?.answer
  }

  /** When this resolves, the answer survives a power cut. @throws CannotWriteError */
  async keep(key: string, answer: ChatAnswer): Promise<void> {
    try {
      this.#opened().append(JSON.stringify({ key, answer }))
      await this.#opened().durable()
    } catch (error) {
      throw this.#failed(error)
    }
  }

  /**
   * @param complete the output is: nothing is needed any more
   * @returns whether answers are left for the next run
   */
  close(complete: boolean): boolean {
    const keeps = this.#file !== undefined && !complete
    this.#file?.close()
    if (complete) rmSync(this.path, { force: true })
    this.#lock?.release()
    return keeps
  }

  #failed(error: unknown): unknown {
    if (!(error as NodeJS.ErrnoException).code) return error
    return new CannotWriteError(
      `cannot keep what is paid for in ${this.path}: ${(error as Error).message}`,
      'free some space, or make the folder writable',
    )
  }
}

function entryOf(text: string): { key: string; answer: ChatAnswer } | undefined {
  try {
    const { key, answer } = Entry.parse(JSON.parse(text))
    const { refusal, usage, ...rest } = answer
    return { key, answer: { ...rest, ...(refusal && { refusal }), ...(usage && { usage }) } }
  } catch {
    return undefined
  }
}
