import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { writeWhole } from '../stream/replace.js'
import type { Clock } from './clock.js'
import type { LearnedLimit } from './window.js'

const Limit = z.object({
  size: z.number().min(1),
  ceiling: z.number().min(0).nullable(),
  latency: z.number().min(0).nullable(),
  /** Wall clock, milliseconds since the epoch. */
  gate: z.number(),
  saved: z.number(),
})
const File = z.record(z.string(), z.unknown())

/** A limit learned longer ago is learned anew: plans and loads change. */
const FRESH_MS = 24 * 3600 * 1000
const SAVE_EVERY_MS = 2000

export interface Remembered {
  limit: LearnedLimit
  /** Until when the back end had asked us to wait, on the wall clock. */
  gate: number
}

/**
 * What was learned about each back end, kept in a file, so that a restart neither starts over nor forgets that it
 * was told to wait. It is advice: a file that is lost or broken costs nothing but learning again.
 */
export class LimitMemory {
  #limits = new Map<string, z.infer<typeof Limit>>()
  #timer: (() => void) | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(
    private readonly path: string,
    private readonly clock: Clock,
  ) {
    for (const [key, value] of Object.entries(read(path))) {
      const limit = Limit.safeParse(value).data
      if (limit) this.#limits.set(key, limit)
    }
  }

  recall(key: string): Remembered | undefined {
    const known = this.#limits.get(key)
    if (!known || this.clock.wall() - known.saved > FRESH_MS) return undefined
    const { size, ceiling, latency, gate } = known
    return { limit: { size, ceiling, latency }, gate }
  }

  remember(key: string, limit: LearnedLimit, gate: number): void {
    this.#limits.set(key, { ...limit, gate, saved: this.clock.wall() })
    this.#timer ??= this.clock.after(SAVE_EVERY_MS, () => {
      this.#timer = undefined
      this.#save()
    })
  }

  async close(): Promise<void> {
    if (this.#timer) {
      this.#timer()
      this.#timer = undefined
      this.#save()
    }
    await this.#writing
  }

  #save(): void {
    const text = `${JSON.stringify({ ...read(this.path), ...Object.fromEntries(this.#limits) })}\n`
    this.#writing = this.#writing.then(() => writeWhole(this.path, text)).catch(() => {})
  }
}

function read(path: string): Record<string, unknown> {
  try {
    return File.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return {}
  }
}
