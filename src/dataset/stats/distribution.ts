/** Buckets a doubling: values are told apart to within 2^(1/8), about 9 %. */
const STEPS = 8

/** Count, mean, maximum and approximate quantiles of non-negative numbers, in constant memory. */
export class Distribution {
  #count = 0
  #sum = 0
  #max = 0
  readonly #buckets: number[] = []

  add(value: number): void {
    this.#count++
    this.#sum += value
    if (value > this.#max) this.#max = value
    const bucket = value < 1 ? 0 : 1 + Math.floor(Math.log2(value) * STEPS)
    this.#buckets[bucket] = (this.#buckets[bucket] ?? 0) + 1
  }

  get count(): number {
    return this.#count
  }

  get sum(): number {
    return this.#sum
  }

  get mean(): number {
    return this.#count ? this.#sum / this.#count : 0
  }

  /** The value below which a share q of the numbers lies, to within 9 %. */
  quantile(q: number): number {
    let left = q * this.#count
    for (let bucket = 0; bucket < this.#buckets.length; bucket++) {
      left -= this.#buckets[bucket] ?? 0
      if (left <= 0) return bucket === 0 ? 0 : Math.min(this.#max, Math.round(2 ** ((bucket - 0.5) / STEPS)))
    }
    return this.#max
  }

  report(): { mean: number; p50: number; p90: number; max: number } {
    return { mean: Math.round(this.mean), p50: this.quantile(0.5), p90: this.quantile(0.9), max: this.#max }
  }
}

/** Cells of numbers between 0 and 1. */
const CELLS = 200

/** Mean and quantiles of numbers between 0 and 1, to within half a hundredth, in constant memory. */
export class Fractions {
  #count = 0
  #sum = 0
  readonly #cells = new Float64Array(CELLS + 1)

  add(value: number): void {
    this.#count++
    this.#sum += value
    this.#cells[Math.round(value * CELLS)]!++
  }

  get count(): number {
    return this.#count
  }

  get mean(): number {
    return this.#count ? this.#sum / this.#count : 0
  }

  report(): { mean: number; p10: number; p50: number; p90: number } {
    const [p10, p50, p90] = [0.1, 0.5, 0.9].map((q) => this.#quantile(q))
    return { mean: Math.round(this.mean * 1000) / 1000, p10: p10!, p50: p50!, p90: p90! }
  }

  #quantile(q: number): number {
    let left = q * this.#count
    const cell = this.#cells.findIndex((count) => {
      left -= count
      return left <= 0
    })
    return cell / CELLS
  }
}
