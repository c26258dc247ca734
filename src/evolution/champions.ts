import { frequencies } from './frequencies.js'
import { compare } from './levels.js'

interface Champion {
  generation: number
  score: number
  id: string
  style: string
  wrapper: string
}

/**
 * The best passes of the newest generation. This is all that the original system learned from: it counted the styles
 * of the successes it found, at most 50, and then put them away. Kept for `--policy count`.
 */
export class Champions {
  static readonly LIMIT = 50
  #list: Champion[] = []

  add(champion: Champion): void {
    const generation = this.#list[0]?.generation ?? -1
    if (champion.generation < generation) return
    if (champion.generation > generation) this.#list = []
    this.#list.push(champion)
    if (this.#list.length > 2 * Champions.LIMIT) this.#trim()
  }

  /** How often each style and wrapper is among them; empty where nothing of that generation passed. */
  of(generation: number): { styles: Record<string, number>; wrappers: Record<string, number> } {
    this.#trim()
    const list = this.#list.filter((champion) => champion.generation === generation)
    return {
      styles: frequencies(list.map(({ style }) => style)),
      wrappers: frequencies(list.map(({ wrapper }) => wrapper)),
    }
  }

  #trim(): void {
    this.#list.sort((a, b) => b.score - a.score || compare(a.id, b.id))
    this.#list.length = Math.min(this.#list.length, Champions.LIMIT)
  }
}
