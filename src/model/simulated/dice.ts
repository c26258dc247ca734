import { hash } from 'node:crypto'

/** Random numbers that depend on nothing but what they were made from. */
export interface Dice {
  /** Uniform in [0, 1). */
  next(): number
  pick<T>(items: readonly T[]): T
  /** `n` different items, in random order; all of them where there are fewer. */
  some<T>(items: readonly T[], n: number): T[]
}

/** mulberry32 (T. Ettinger), seeded with SHA-256: small, and good enough for made-up texts. */
export function dice(...parts: readonly (string | number)[]): Dice {
  let state = Number.parseInt(hash('sha256', parts.join('\0'), 'hex').slice(0, 8), 16)
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const pick = <T>(items: readonly T[]) => items[Math.floor(next() * items.length)] as T
  const some = <T>(items: readonly T[], n: number) => {
    const left = [...items]
    return Array.from(
      { length: Math.min(n, left.length) },
      () => left.splice(Math.floor(next() * left.length), 1)[0]!,
    )
  }
  return { next, pick, some }
}

/** Standard normal, by the Box-Muller transform. */
export function normal({ next }: Dice): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}
