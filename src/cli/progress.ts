import { fstatSync } from 'node:fs'
import type { Ora } from 'ora'
import type { Extent } from '../stream/extent.js'
import type { Runtime } from './runtime.js'
import type { Tally } from './tally.js'

const INTERVAL_MS = 250

export interface ProgressFlags {
  quiet: boolean
  'no-color': boolean
  output?: string | undefined
}

/**
 * A line on stderr that moves while a command works; nothing at all where stderr is not a terminal. Of the commands of a
 * pipe only the last one shows it: the others write into a pipe.
 */
export class Progress {
  #timer: NodeJS.Timeout | undefined
  /** Gives the line its moving sign. Where it stands is up to `Stderr`, as other commands write to the same terminal. */
  #spinner: Ora | undefined
  #drawn = false

  /** @param line what to show; '' for nothing */
  constructor(
    private readonly world: Runtime,
    private readonly line: () => string,
  ) {}

  /** Starts after the first interval, so that a short run shows nothing. */
  start({ quiet, 'no-color': noColor, output = '-' }: ProgressFlags): void {
    const { env, stderr } = this.world
    const plain = noColor || env.NO_COLOR || env.TERM === 'dumb'
    if (!stderr.isTTY || quiet || plain || (output === '-' && isPipe(1))) return
    this.#timer = setInterval(() => void this.#tick(), INTERVAL_MS)
    this.#timer.unref()
  }

  async #tick(): Promise<void> {
    const { stderr } = this.world
    if (!this.#spinner) {
      const { default: ora } = await import('ora')
      this.#spinner ??= ora({
        stream: stderr.stream as NodeJS.WriteStream,
        color: false,
        discardStdin: false,
      })
    }
    if (!this.#timer) return // it has stopped meanwhile
    const line = this.line()
    this.#spinner.text = line
    stderr.draw(line && this.#spinner.frame())
    this.#drawn = true
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    if (this.#drawn) this.world.stderr.draw('')
    this.#drawn = false
  }
}

/** Counts, rate, and share and time left where the size of the input is known. */
export function progressLine(label: string, tally: Tally, extent: Extent): string {
  const { read, written, failed, rejectedTotal, seconds } = tally
  const parts = [
    `${figure(read)} in`,
    `${figure(written)} out`,
    `${figure(rejectedTotal)} rejected`,
    ...(failed ? [`${figure(failed)} failed`] : []),
    `${figure(Math.round(read / seconds))}/s`,
  ]
  return `${label}: ${[...shareOf(extent, seconds), ...parts].join(', ')}`
}

/** Per cent done and time left; nothing where the size is not known. */
export function shareOf({ done, total }: Pick<Extent, 'done' | 'total'>, seconds: number): string[] {
  if (!total) return []
  const share = Math.min(1, done / total)
  const percent = `${Math.floor(100 * share)} %`
  return share > 0 && share < 1 ? [percent, `${duration((seconds * (1 - share)) / share)} left`] : [percent]
}

export function duration(seconds: number): string {
  if (seconds < 100) return `${Math.ceil(seconds)} s`
  const minutes = Math.round(seconds / 60)
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

function isPipe(fd: number): boolean {
  try {
    const stat = fstatSync(fd)
    return stat.isFIFO() || stat.isSocket()
  } catch {
    return false
  }
}

export const figure = (n: number) => n.toLocaleString('en-US')
