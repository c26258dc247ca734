/** Counts of one run. Every record read is answered: read = used + rejected + failed. What is held has failed. */
export class Tally {
  read = 0
  written = 0
  failed = 0
  held = 0
  repeated = 0
  readonly rejected: Record<string, number> = {}
  /** Of what failed: why, where that is known. */
  readonly reasons: Record<string, number> = {}
  readonly #start = performance.now()

  reject(reasons: Record<string, number>): void {
    for (const reason in reasons)
      this.rejected[reason] = (this.rejected[reason] ?? 0) + (reasons[reason] ?? 0)
  }

  fail(reason: string, held = false): void {
    this.failed++
    this.reasons[reason] = (this.reasons[reason] ?? 0) + 1
    if (held) this.held++
  }

  get rejectedTotal(): number {
    return Object.values(this.rejected).reduce((sum, count) => sum + count, 0)
  }

  get seconds(): number {
    return (performance.now() - this.#start) / 1000
  }

  /** One line for a person. `extra` holds what only this command counts. */
  text(extra: readonly string[] = []): string {
    const parts = [
      `${number(this.read)} in`,
      `${number(this.written)} out`,
      `${number(this.rejectedTotal)} rejected${listed(this.rejected)}`,
      this.failures(),
    ]
    if (this.repeated) parts.push(`${number(this.repeated)} repeated`)
    return [...parts, ...extra, `${this.seconds.toFixed(1)} s`].join(', ')
  }

  /** What failed, and why. */
  failures(): string {
    const reasons = this.held ? { ...this.reasons, held: this.held } : this.reasons
    return `${number(this.failed)} failed${listed(reasons)}`
  }

  json(): Record<string, unknown> {
    const { read, written, failed, held, repeated, rejected, reasons } = this
    return {
      in: read,
      out: written,
      failed,
      held,
      repeated,
      rejected,
      failures: reasons,
      seconds: Math.round(this.seconds * 1000) / 1000,
    }
  }
}

function listed(counts: Record<string, number>): string {
  const parts = Object.entries(counts).map(([reason, count]) => `${reason} ${number(count)}`)
  return parts.length ? ` (${parts.join(', ')})` : ''
}

function number(n: number): string {
  return n.toLocaleString('en-US')
}
