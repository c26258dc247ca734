import type { DispatcherStats } from '../model/dispatcher.js'
import { duration, figure, shareOf } from './progress.js'

/** Where a loop is: generation, stage, how much of it is done, what it has cost, and for how long the back end wants no call. */
export class LoopProgress {
  #generation = 0
  #stage = ''
  #extent = { done: 0, total: 0 }
  #since = performance.now()

  constructor(private readonly generations: number) {}

  generation(): void {
    this.#generation++
    this.stage('starts', 0)
  }

  stage(name: string, total: number): void {
    this.#stage = name
    this.#extent = { done: 0, total }
    this.#since = performance.now()
  }

  done(): void {
    this.#extent.done++
  }

  line({ calls, cost, unpriced, pause }: DispatcherStats): string {
    const { done, total } = this.#extent
    const stage = total ? `${this.#stage} ${figure(done)} of ${figure(total)}` : this.#stage
    const spent = `$${cost.toFixed(4)}${unpriced ? ` and ${figure(unpriced)} calls of unknown price` : ''}`
    const parts = [
      `generation ${this.#generation} of ${this.generations}`,
      stage,
      ...shareOf(this.#extent, (performance.now() - this.#since) / 1000),
      ...(pause > 0 ? [`asked to wait ${duration(pause / 1000)}`] : []),
      `${figure(calls)} calls`,
      spent,
    ]
    return `strom loop: ${parts.join(', ')}`
  }
}
