import type { Ora } from 'ora'
import type { Runtime } from './runtime.js'
import type { Tally } from './tally.js'

const INTERVAL_MS = 250

/** A line on stderr that moves while a command works; nothing at all where stderr is not a terminal. */
export class Progress {
  #spinner: Ora | undefined
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly world: Runtime,
    private readonly label: string,
    private readonly tally: Tally,
  ) {}

  /** Starts after the first interval, so that a short run shows nothing. */
  start(flags: { quiet: boolean; 'no-color': boolean }): void {
    const { env, stderr } = this.world
    const plain = flags['no-color'] || env.NO_COLOR || env.TERM === 'dumb'
    if (!stderr.isTTY || flags.quiet || plain) return
    this.#timer = setInterval(() => void this.#tick(), INTERVAL_MS)
    this.#timer.unref()
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
    this.#spinner?.stop()
  }

  async #tick(): Promise<void> {
    const { read, written, failed, rejectedTotal, seconds } = this.tally
    const rate = Math.round(read / seconds).toLocaleString('en-US')
    const text = `${this.label}: ${read} in, ${written} out, ${rejectedTotal} rejected, ${failed} failed, ${rate}/s`
    if (!this.#spinner) {
      const { default: ora } = await import('ora')
      if (!this.#timer) return
      this.#spinner ??= ora({ stream: this.world.stderr as NodeJS.WriteStream, discardStdin: false }).start()
    }
    this.#spinner.text = text
  }
}
