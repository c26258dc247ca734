import type { Job } from './job.js'

/** Jobs that are not under way: new ones in order, and the ones to be sent again before them. */
export class Waiting {
  #fresh: Job[] = []
  #head = 0
  #again: Job[] = []

  get length(): number {
    return this.#fresh.length - this.#head + this.#again.length
  }

  append(job: Job): void {
    this.#fresh.push(job)
  }

  putBack(job: Job): void {
    this.#again.unshift(job)
  }

  /** Takes the next job that may be sent now. */
  take(now: number): Job | undefined {
    const due = this.#again.findIndex((job) => job.notBefore <= now)
    if (due >= 0) return this.#again.splice(due, 1)[0]
    if (this.#head === this.#fresh.length) return undefined
    const job = this.#fresh[this.#head++]
    if (this.#head > 1024 && this.#head * 2 > this.#fresh.length) {
      this.#fresh = this.#fresh.slice(this.#head)
      this.#head = 0
    }
    return job
  }

  /** When the next job may be sent; -Infinity for now, Infinity where none waits. */
  get earliest(): number {
    if (this.#head < this.#fresh.length) return Number.NEGATIVE_INFINITY
    return this.#again.reduce((earliest, job) => Math.min(earliest, job.notBefore), Number.POSITIVE_INFINITY)
  }

  /** Returns whether the job was waiting. */
  remove(job: Job): boolean {
    const again = this.#again.indexOf(job)
    if (again >= 0) this.#again.splice(again, 1)
    const fresh = again >= 0 ? -1 : this.#fresh.indexOf(job, this.#head)
    if (fresh >= 0) this.#fresh.splice(fresh, 1)
    return again >= 0 || fresh >= 0
  }

  /** Takes all. */
  drain(): Job[] {
    const all = [...this.#again, ...this.#fresh.slice(this.#head)]
    this.#again = []
    this.#fresh = []
    this.#head = 0
    return all
  }
}
