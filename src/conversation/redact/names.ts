import type { Match } from './match.js'

/** A longer text is no name; a pattern of many such would not fit. */
const LONGEST = 200

/** People by the names they are called: one a line, other names, addresses and nicknames of the same after commas. */
export class Names {
  readonly #person = new Map<string, string>()
  readonly #pattern: RegExp | undefined

  constructor(lines: readonly string[]) {
    for (const line of lines) {
      const names = line.split(',').map((name) => name.trim())
      const [first] = names
      if (!first || first.startsWith('#')) continue
      for (const name of names) if (name && name.length <= LONGEST) this.#person.set(fold(name), fold(first))
    }
    const all = [...this.#person.keys()].sort((a, b) => b.length - a.length)
    const escaped = all.map((name) => name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+'))
    if (escaped.length)
      this.#pattern = new RegExp(
        `(?<![\\p{L}\\p{N}_])(?:${escaped.join('|')})(?:['’]?s)?(?![\\p{L}\\p{N}_])`,
        'giu',
      )
  }

  /** The person that this is a name or address of. */
  personOf(value: string): string | undefined {
    return this.#person.get(fold(value))
  }

  find(text: string): Match[] {
    if (!this.#pattern) return []
    return [...text.matchAll(this.#pattern)].map(({ 0: all, index }) => {
      const person = this.personOf(all) ?? this.personOf(all.replace(/['’]?s$/i, ''))
      return { start: index, end: index + all.length, kind: 'name', value: person ?? fold(all) }
    })
  }
}

const fold = (name: string) => name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ')
