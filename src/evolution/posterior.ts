import type { Random } from './random.js'

/** A symmetric positive definite system A m = b, factored once: A = U'U with U upper triangular, row by row. */
export class Posterior {
  readonly size: number
  readonly mean: Float64Array
  readonly #factor: Float64Array
  readonly #work: Float64Array

  /**
   * @param precision A, size x size, row by row; only the upper triangle is read, and it is overwritten
   * @param information b
   * @throws RangeError where A is not positive definite
   */
  constructor(precision: Float64Array, information: Float64Array) {
    const n = information.length
    this.size = n
    this.#factor = precision
    this.#work = new Float64Array(n)
    factorize(precision, n)
    this.mean = this.#solveLower(information, new Float64Array(n))
    this.#solveUpper(this.mean, 0)
  }

  /**
   * A draw from Normal(mean, scale^2 A^-1), written into `out`. Only the entries from `first` on are filled: back
   * substitution starts at the end, so the leading entries need not be computed where nobody asks for them.
   */
  draw(random: Random, scale: number, out: Float64Array, first = 0): Float64Array {
    for (let i = first; i < this.size; i++) out[i] = random.normal()
    this.#solveUpper(out, first)
    for (let i = first; i < this.size; i++) out[i] = this.mean[i]! + scale * out[i]!
    return out
  }

  /** Mean and standard deviation of the linear combination c'theta. */
  combination(c: Float64Array): { mean: number; sd: number } {
    const half = this.#solveLower(c, this.#work)
    let mean = 0
    let variance = 0
    for (let i = 0; i < this.size; i++) {
      mean += c[i]! * this.mean[i]!
      variance += half[i]! * half[i]!
    }
    return { mean, sd: Math.sqrt(variance) }
  }

  /** x with U'x = b. */
  #solveLower(b: Float64Array, x: Float64Array): Float64Array {
    const n = this.size
    const u = this.#factor
    x.set(b)
    for (let i = 0; i < n; i++) {
      const row = i * n
      const value = x[i]! / u[row + i]!
      x[i] = value
      if (value !== 0) for (let j = i + 1; j < n; j++) x[j] = x[j]! - u[row + j]! * value
    }
    return x
  }

  /** Solves U x = x in place, for the rows from `first` on. */
  #solveUpper(x: Float64Array, first: number): void {
    const n = this.size
    const u = this.#factor
    for (let i = n - 1; i >= first; i--) {
      const row = i * n
      let sum = x[i]!
      for (let j = i + 1; j < n; j++) sum -= u[row + j]! * x[j]!
      x[i] = sum / u[row + i]!
    }
  }
}

/** Cholesky in place, A -> U. Zero entries are skipped: one-hot columns leave most of A empty. */
function factorize(a: Float64Array, n: number): void {
  for (let k = 0; k < n; k++) {
    const row = k * n
    const pivot = Math.sqrt(a[row + k]!)
    if (!(pivot > 0)) throw new RangeError(`the matrix is not positive definite (column ${k})`)
    a[row + k] = pivot
    for (let j = k + 1; j < n; j++) a[row + j] = a[row + j]! / pivot
    for (let i = k + 1; i < n; i++) {
      const factor = a[row + i]!
      if (factor === 0) continue
      const target = i * n
      for (let j = i; j < n; j++) a[target + j] = a[target + j]! - factor * a[row + j]!
    }
  }
}
