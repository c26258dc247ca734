/** Counts of one run. Every record read is answered: read = used + rejected + failed. */
export class Tally {
  read = 0
  written = 0
  failed = 0
  repeated = 0
  readonly rejected: Record<string, number> = {}
  readonly #start = performance.now()

  reject(reasons: Record<string, number>): void {
    for (const reason in reasons)
      this.rejected[reason] = (this.rejected[reason] ?? 0) + (reasons[reason] ?? 0)
  }

  get rejectedTotal(): number {
    return Object.values(this.rejected).reduce((sum, count) => sum + count, 0)
  }

  get seconds(): number {
    return (performance.now() - this.#start) / 1000
  }

  /** One line for a person. `extra` holds what only this command counts. */
  text(extra: readonly string[] = []): string {
    const reasons = Object.entries(this.rejected).map(([reason, count]) => `${reason} ${number(count)}`)
    const parts = [
      `${number(this.read)} in`,
      `${number(this.written)} out`,
      `${number(this.rejectedTotal)} rejected${reasons.length ? ` (${reasons.join(', ')})` : ''}`,
      `${number(this.failed)} failed`,
    ]
    if (this.repeated) parts.push(`${number(this.repeated)} repeated`)
    return [...parts, ...extra, `${this.seconds.toFixed(1)} s`].join(', ')
  }

  json(): Record<string, unknown> {
    const { read, written, failed, repeated, rejected } = this
    return {
      in: read,
      out: written,
      failed,
      repeated,
      rejected,
      seconds: Math.round(this.seconds * 1000) / 1000,
    }
  }
}

function number(n: number): string {
  return n.toLocaleString('en-US')
}
